import CLinux
import Curl
import Glibc
import Intake

/// Reads a drop's files, through libcurl as files of a server will be, and only those that are what they were when they
/// were seen.
///
/// A name is first resolved to a descriptor that opens nothing (`O_PATH`), following no link; then the descriptor is
/// compared with what was seen; and only that very file is read, by `/proc/self/fd`. So there is no moment in which
/// putting a link, a FIFO or another file in its place leads anywhere.
struct DropReader: Sendable {
  let drop: DropFolder
  let curl: CurlPool

  /// The bytes of a file, or of a piece of it.
  /// - Throws: `gone` where it is no longer that file, or changed while it was read; `tooLarge` beyond `limit`.
  func bytes(of file: FileKey, range: Range<Int64>? = nil, limit: Int) async throws(SourceError) -> [UInt8] {
    let expected = range.map { $0.upperBound - $0.lowerBound } ?? file.identity.size
    guard expected <= Int64(limit) else {
      throw SourceError(.tooLarge, "\(expected) bytes are more than \(limit)")
    }
    return try await curl.withHandle { (handle) throws(SourceError) -> [UInt8] in
      let descriptor = try open(file)
      let response: Response
      do throws(CurlError) {
        response = try handle.perform(
          Transfer(url: FileURL.descriptor(descriptor.number), limit: Int(expected), range: range))
      } catch {
        throw sentence(for: error, descriptor, file)
      }
      // Cut short, grown or written over while it was read: not what was handed out. It comes again when it has settled.
      guard Int64(response.bytes.count) == expected, FileStatus(of: descriptor)?.identity == file.identity
      else {
        throw Self.gone
      }
      return response.bytes
    }
  }

  /// Opens a file to read it natively, where its messages have to be found first.
  func openForReading(_ file: FileKey) throws(SourceError) -> Descriptor {
    let named = try open(file)
    let number = Glibc.open("/proc/self/fd/\(named.number)", O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { throw DropFolder.error("a file in the drop \(drop.path) cannot be read", errno) }
    return Descriptor(number)
  }

  /// The first bytes of a file; nil where it cannot be read.
  func head(of file: FileKey) -> [UInt8]? {
    guard let descriptor = try? openForReading(file) else { return nil }
    let length = min(FileForm.headLength, Int(file.identity.size))
    return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      count = max(0, pread(descriptor.number, buffer.baseAddress, length, 0))
    }
  }

  private func open(_ file: FileKey) throws(SourceError) -> Descriptor {
    guard let descriptor = drop.name(file.path) else {
      switch errno {
      case ENOENT, ELOOP, ENOTDIR, EXDEV: throw Self.gone
      case let code: throw DropFolder.error("a file in the drop \(drop.path) cannot be opened", code)
      }
    }
    guard let status = FileStatus(of: descriptor), status.kind == .file, status.identity == file.identity
    else {
      throw Self.gone
    }
    return descriptor
  }

  private static let gone = SourceError(.gone, "the file is no longer there as it was seen")

  private func sentence(for error: CurlError, _ descriptor: Descriptor, _ file: FileKey) -> SourceError {
    switch error.kind {
    case .cancelled: return SourceError(.cancelled, "reading was cancelled")
    case .tooLarge: return Self.gone
    case .temporary, .permanent: break
    }
    guard FileStatus(of: descriptor)?.identity == file.identity else { return Self.gone }
    // libcurl does not tell why a file cannot be opened; trying it does.
    let number = Glibc.open("/proc/self/fd/\(descriptor.number)", O_RDONLY | O_CLOEXEC | O_NOCTTY)
    if number < 0 { return DropFolder.error("a file in the drop \(drop.path) cannot be read", errno) }
    close(number)
    return SourceError(
      error.kind == .temporary ? .unreachable : .refused,
      "a file in the drop \(drop.path) cannot be read: \(error.description)")
  }
}
