import Curl
import Foundation
import Intake

extension FileIdentity {
  /// Of a file on a server, which tells neither device nor inode.
  init(size: Int64, modified: FileTime) { self.init(device: 0, inode: 0, modified: modified, size: size) }
}

extension FileTime {
  /// Whole seconds, which is all that SFTP and FTP tell.
  init(_ date: Date) { self.init(seconds: Int64(date.timeIntervalSince1970.rounded(.down)), nanoseconds: 0) }
}

/// A drop's folder on a server. What goes wrong becomes a sentence that names the server, and no file.
struct RemoteFolder: Sendable {
  /// What a file that was listed is now.
  enum Standing: Hashable, Sendable {
    /// It has that size; its time is nil where the server tells none.
    case same(modified: FileTime?)
    case changed, missing, unreadable
  }

  /// `sftp://filer.example/in`, for sentences.
  let place: String
  private let files: RemoteFiles
  private let timeout: Duration
  /// Without a slash at its end; empty for the root.
  private let base: [UInt8]

  /// The server's, as of the last connection.
  var certificate: PeerCertificate? { files.certificate }

  init(_ server: RemoteServer, _ configuration: RemoteDropConfiguration) {
    files = RemoteFiles(server, connections: configuration.connections, timeout: configuration.timeout)
    timeout = configuration.timeout
    var path = Array(configuration.folder.utf8)
    if path.first != UInt8(ascii: "/") { path.insert(UInt8(ascii: "/"), at: 0) }
    while path.last == UInt8(ascii: "/") { path.removeLast() }
    base = path
    let host = server.host.contains(":") ? "[\(server.host)]" : server.host
    place =
      "\(server.scheme.rawValue)://\(host)" + (server.port.map { ":\($0)" } ?? "") + DropPath.display(path)
      + "/"
  }

  private func absolute(_ path: DropPath) -> [UInt8] { base + [UInt8(ascii: "/")] + path.bytes }

  /// A sentence for what the server refused or could not do.
  func failure(_ what: String, _ error: CurlError) -> SourceError {
    let kind: SourceError.Kind =
      switch error.kind {
      case .cancelled: .cancelled
      case .temporary: .unreachable
      case .permanent, .tooLarge: error.isMissing ? .unreachable : .refused
      }
    return SourceError(kind, "\(what) the drop \(place): \(error.description)")
  }

  /// Whether listings tell files' times to the second; known once one has been had.
  var listsExactTimes: Bool { files.listsExactTimes }

  /// What is in the drop itself.
  func listTop() async throws(SourceError) -> [RemoteEntry] {
    do throws(CurlError) {
      return try await files.list(absolute(.top))
    } catch {
      if error.isMissing || error.isOfOneFile, error.kind != .tooLarge {
        throw SourceError(
          error.isMissing ? .unreachable : .refused,
          "the drop \(place) cannot be listed; make the folder, let the login read it, or correct its path in the "
            + "configuration: \(error.description)")
      }
      throw failure("the files cannot be listed in", error)
    }
  }

  /// What is in a folder below the drop; nil where it is gone or may not be listed.
  func list(_ folder: DropPath) async throws(SourceError) -> [RemoteEntry]? {
    do throws(CurlError) {
      return try await files.list(absolute(folder))
    } catch {
      if error.isOfOneFile { return nil }
      throw failure("a folder cannot be listed in", error)
    }
  }

  /// Looks at one file.
  func standing(of file: DropPath, size: Int64) async throws(SourceError) -> Standing {
    do throws(CurlError) {
      guard let status = try await files.status(absolute(file), size: size) else { return .changed }
      return .same(modified: status.modified.map { FileTime(seconds: $0, nanoseconds: 0) })
    } catch {
      if error.isMissing { return .missing }
      if error.isOfOneFile { return .unreadable }
      throw failure("a file cannot be looked at in", error)
    }
  }

  /// Looks at many files, over as many connections as there are; the answers in the same order.
  func standings(of files: [FileKey]) async throws(SourceError) -> [Standing] {
    let answers = await withTaskGroup(of: (Int, Result<Standing, SourceError>).self) { group in
      var answers = [Result<Standing, SourceError>?](repeating: nil, count: files.count)
      var next = 0
      func ask(_ index: Int) {
        group.addTask {
          do throws(SourceError) {
            return (
              index, .success(try await standing(of: files[index].path, size: files[index].identity.size))
            )
          } catch {
            return (index, .failure(error))
          }
        }
      }
      while next < min(8, files.count) {
        ask(next)
        next += 1
      }
      var hasFailed = false
      while let (index, answer) = await group.next() {
        answers[index] = answer
        if case .failure = answer { hasFailed = true }
        // Where one cannot be asked, the server is away: the others would only wait for it too.
        if next < files.count, !hasFailed {
          ask(next)
          next += 1
        }
      }
      return answers
    }
    var standings: [Standing] = []
    var failure: SourceError?
    for answer in answers {
      switch answer {
      case .success(let standing): standings.append(standing)
      case .failure(let error): failure = failure ?? error
      case nil: break
      }
    }
    if let failure { throw failure }
    return standings
  }

  /// Whether a file is the one that was seen.
  func isSame(_ file: FileKey, at path: DropPath) async throws(SourceError) -> Bool {
    guard case .same(let modified) = try await standing(of: path, size: file.identity.size) else {
      return false
    }
    return modified == nil || modified == file.identity.modified
  }

  /// The bytes of a file.
  /// - Throws: `gone` where it is missing, may not be read, or is another by now.
  func read(_ file: FileKey) async throws(SourceError) -> [UInt8] {
    let response = try await response(file) { () throws(CurlError) in
      try await files.read(absolute(file.path), limit: Int(file.identity.size))
    }
    guard response.bytes.count == file.identity.size else { throw Self.gone }
    return response.bytes
  }

  /// The first bytes of a file.
  /// - Throws: as ``read(_:)``.
  func head(of file: FileKey) async throws(SourceError) -> [UInt8] {
    let length = min(Int64(Arrival.headLimit), file.identity.size)
    return try await response(file) { () throws(CurlError) in
      try await files.read(absolute(file.path), limit: Int(length), range: 0..<length)
    }.bytes
  }

  /// Reads a file into one of ours.
  /// - Throws: as ``read(_:)``.
  func read(_ file: FileKey, into descriptor: Descriptor) async throws(SourceError) {
    _ = try await response(file) { () throws(CurlError) in
      // Larger files take longer.
      try await files.read(
        absolute(file.path), into: descriptor.number, limit: Int(file.identity.size), timeout: timeout * 10)
    }
    guard FileStatus(of: descriptor)?.identity.size == file.identity.size else { throw Self.gone }
  }

  private func response(
    _ file: FileKey, _ fetch: () async throws(CurlError) -> Response
  ) async throws(SourceError) -> Response {
    let response: Response
    do throws(CurlError) {
      response = try await fetch()
    } catch {
      if error.isOfOurDisk {
        throw SourceError(
          .unreachable,
          "a file of the drop \(place) cannot be kept in the folder for temporary files; make room there; it is "
            + "tried again")
      }
      if error.kind == .tooLarge || error.isOfOneFile { throw Self.gone }
      throw failure("a file cannot be read in", error)
    }
    guard response.modified == nil || response.modified == file.identity.modified.seconds else {
      throw Self.gone
    }
    // That time was told before the bytes: what was written meanwhile shows only now.
    guard try await isSame(file, at: file.path) else { throw Self.gone }
    return response
  }

  static let gone = SourceError(.gone, "the file is no longer there as it was seen")

  /// Whether a name is taken.
  func exists(_ path: DropPath) async throws(SourceError) -> Bool {
    do throws(CurlError) {
      return try await files.exists(absolute(path))
    } catch {
      throw failure("a name cannot be looked for in", error)
    }
  }

  // These tell libcurl's own error, since what to do next depends on it.

  func rename(_ path: DropPath, to target: DropPath) async throws(CurlError) {
    try await files.rename(absolute(path), to: absolute(target))
  }

  func makeFolder(_ path: DropPath) async throws(CurlError) { try await files.makeFolder(absolute(path)) }

  func write(_ bytes: [UInt8], to path: DropPath) async throws(CurlError) {
    try await files.write(bytes, to: absolute(path))
  }
}
