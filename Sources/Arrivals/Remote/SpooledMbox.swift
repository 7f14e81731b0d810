import Foundation
import Glibc
import Intake

/// An mbox of a server, fetched once and whole into a temporary file that has no name any more: the system frees it with
/// the last of its messages, also when the service is killed.
struct SpooledMbox: Sendable {
  private static let pieceLength: Int64 = 4 * 1024 * 1024

  let descriptor: Descriptor

  /// - Throws: `gone` where the file is no longer what was seen; `unreachable` where there is no room for it here.
  init(_ file: FileKey, from folder: RemoteFolder) async throws(SourceError) {
    descriptor = try Self.temporaryFile(folder.place)
    var offset: Int64 = 0
    while offset < file.identity.size {
      let end = min(offset + Self.pieceLength, file.identity.size)
      try Self.write(try await folder.read(file, range: offset..<end), to: descriptor, at: offset, folder.place)
      offset = end
    }
    guard try await folder.isSame(file, at: file.path) else { throw RemoteFolder.gone }
  }

  /// The bytes of a message.
  /// - Throws: `tooLarge` beyond `limit`.
  func bytes(_ range: Range<Int64>, limit: Int) throws(SourceError) -> [UInt8] {
    let count = Int(range.upperBound - range.lowerBound)
    guard count <= limit else { throw SourceError(.tooLarge, "\(count) bytes are more than \(limit)") }
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let read = pread(
          descriptor.number, buffer.baseAddress?.advanced(by: filled), count - filled,
          off_t(range.lowerBound) + off_t(filled))
        guard read > 0 else {
          isWhole = false
          return
        }
        filled += read
      }
    }
    guard isWhole else { throw SourceError(.unreachable, "a fetched mbox cannot be read here; it is tried again") }
    return bytes
  }

  private static func temporaryFile(_ place: String) throws(SourceError) -> Descriptor {
    let path = NSTemporaryDirectory() + "/lyssnad-mbox-\(UUID().uuidString)"
    let number = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw failure(place) }
    unlink(path)
    return Descriptor(number)
  }

  private static func write(
    _ bytes: [UInt8], to file: Descriptor, at offset: Int64, _ place: String
  ) throws(SourceError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(
          file.number, $0.baseAddress?.advanced(by: written), bytes.count - written,
          off_t(offset) + off_t(written))
      }
      guard count > 0 else { throw failure(place) }
      written += count
    }
  }

  private static func failure(_ place: String) -> SourceError {
    SourceError(
      .unreachable,
      "an mbox of the drop \(place) cannot be kept in the folder for temporary files: "
        + "\(String(cString: strerror(errno))); make room there; it is tried again")
  }
}
