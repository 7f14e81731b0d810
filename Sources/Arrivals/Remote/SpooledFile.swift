import Foundation
import Glibc
import Intake

/// A file of a server, fetched once and whole into a temporary file that has no name any more: the system frees it with
/// the last that needs it, also when the service is killed.
struct SpooledFile: Sendable {
  let descriptor: Descriptor

  /// - Throws: `gone` where the file is no longer what was seen; `unreachable` where there is no room for it here.
  init(_ file: FileKey, from folder: RemoteFolder) async throws(SourceError) {
    let path = NSTemporaryDirectory() + "/lyssnad-\(UUID().uuidString)"
    let number = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard number >= 0 else {
      throw SourceError(
        .unreachable,
        "a file of the drop \(folder.place) cannot be kept in the folder for temporary files: "
          + "\(String(cString: strerror(errno))); let the service write there; it is tried again")
    }
    descriptor = Descriptor(number)
    unlink(path)
    try await folder.read(file, into: descriptor)
  }

  /// A message of it, where it is an mbox.
  /// - Throws: `tooLarge` beyond `limit`.
  func message(_ message: MboxMessage, limit: Int) throws(SourceError) -> [UInt8] {
    var bytes = try bytes(message.content, limit: limit)
    MboxQuoting.unquote(&bytes)
    return bytes
  }

  /// The start of a message that is too large to be read whole.
  func head(_ message: Range<Int64>) throws(SourceError) -> [UInt8] {
    try bytes(message.prefix(Arrival.headLimit), limit: Arrival.headLimit)
  }

  /// A piece of it.
  /// - Throws: `tooLarge` beyond `limit`.
  func bytes(_ range: Range<Int64>, limit: Int) throws(SourceError) -> [UInt8] {
    let count = Int(range.upperBound - range.lowerBound)
    guard count <= limit else { throw SourceError(.tooLarge, "\(count) bytes are more than \(limit)") }
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let read = pread(
          descriptor.number, buffer.baseAddress?.advanced(by: filled), count - filled,
          off_t(range.lowerBound) + off_t(filled))
        guard read > 0 else { return }
        filled += read
      }
    }
    guard bytes.count == count else {
      throw SourceError(.unreachable, "a fetched file cannot be read here; it is tried again")
    }
    return bytes
  }
}
