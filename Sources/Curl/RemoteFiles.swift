package import Foundation
import Synchronization

/// The server of a remote drop, and how to get there.
package struct RemoteServer: Hashable, Sendable {
  /// `sftp`, `ftps` (TLS from the first byte) or `ftp` (TLS by AUTH TLS, required).
  package var scheme: Transfer.Scheme
  /// A name or an address, without brackets.
  package var host: String
  /// Nil for the scheme's own.
  package var port: Int?
  package var login: ServerLogin
  /// For FTP: authorities to trust beside the system's, in PEM form.
  package var caFile: String?
  /// For SFTP: required.
  package var hostKeys: HostKeys?

  package init(
    scheme: Transfer.Scheme, host: String, port: Int? = nil, login: ServerLogin, caFile: String? = nil,
    hostKeys: HostKeys? = nil
  ) {
    self.scheme = scheme
    self.host = host
    self.port = port
    self.login = login
    self.caFile = caFile
    self.hostKeys = hostKeys
  }
}

/// What a server tells of one file.
package struct RemoteStatus: Hashable, Sendable {
  /// When it was last changed, in seconds since 1970.
  package var modified: Int64?
}

/// The files of one user on one server.
///
/// Paths are bytes, with slashes between their parts. For SFTP they are the server's absolute ones. For FTP a slash at
/// the start means the folder in which the login puts us, as in a URL (RFC 1738, section 3.2.2).
///
/// Nothing is ever deleted, and nothing overwritten on purpose: whoever renames looks first whether the name is free,
/// since SFTP servers refuse and FTP servers commonly replace.
package final class RemoteFiles: Sendable {
  /// The most bytes of a listing.
  package static let listingLimit = 64 << 20

  private let server: RemoteServer
  // Of its own: connections are never shared between credentials.
  private let pool: CurlPool
  private let timeout: Duration
  private let now: @Sendable () -> Date
  /// Whether the server has been found not to know MLSD.
  private let lacksFacts = Mutex(false)
  private let shown = Mutex<PeerCertificate?>(nil)

  /// - Parameters:
  ///   - connections: how many are kept at most.
  ///   - timeout: for each call.
  ///   - now: for listings that name no year.
  package init(
    _ server: RemoteServer, connections: Int = 2, timeout: Duration = .seconds(60),
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    self.server = server
    self.timeout = timeout
    self.now = now
    pool = CurlPool(handles: connections)
  }

  /// The server's certificate as of the last connection; nil for SFTP, and before the first.
  package var certificate: PeerCertificate? { shown.withLock { $0 } }

  /// Whether listings tell files' times to the second; known once one has been had.
  package var listsExactTimes: Bool { server.scheme.isFTP && !lacksFacts.withLock { $0 } }

  /// What is in a folder, in the order of the names' bytes.
  /// - Throws: ``CurlError``, with ``CurlError/isMissing`` where there is no such folder.
  package func list(_ folder: [UInt8]) async throws(CurlError) -> [RemoteEntry] {
    let path = folder.last == UInt8(ascii: "/") ? folder : folder + [UInt8(ascii: "/")]
    var entries: [RemoteEntry]
    if server.scheme.isFTP, !lacksFacts.withLock({ $0 }) {
      do throws(CurlError) {
        entries = DirectoryListing.facts(
          try await perform(path, limit: Self.listingLimit, action: .list(facts: true)).bytes)
      } catch {
        // 500, 501, 502, 504: a command that is not known; 550 is a folder that is not there, or a command that this
        // login may not give (RFC 959, section 4.2.2). Some servers list nothing, and without complaint, of the former.
        guard let status = error.status, [500, 501, 502, 504, 550].contains(status) else { throw error }
        let listed: [RemoteEntry]
        do throws(CurlError) { listed = try await list(long: path) } catch let second {
          throw status == 550 ? error : second
        }
        guard status != 550 || !listed.isEmpty else { throw error }
        lacksFacts.withLock { $0 = true }
        entries = listed
      }
    } else {
      entries = try await list(long: path)
    }
    return entries.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private func list(long path: [UInt8]) async throws(CurlError) -> [RemoteEntry] {
    let bytes = try await perform(path, limit: Self.listingLimit, action: .list(facts: false)).bytes
    return DirectoryListing.long(bytes, now: now())
  }

  /// A file's bytes, or a piece of them. A piece of a file on an FTP server costs the connection, which libcurl aborts.
  /// - Throws: ``CurlError``, with ``CurlError/Kind/tooLarge`` beyond `limit` and ``CurlError/isMissing`` where there is
  ///   no such file.
  package func read(_ path: [UInt8], limit: Int, range: Range<Int64>? = nil) async throws(CurlError)
    -> Response
  {
    try await perform(path, limit: limit, range: range, action: .read)
  }

  /// Reads a file into one of ours, which is open for writing, in one go.
  /// - Parameter timeout: for the whole of it.
  /// - Returns: a response without bytes.
  /// - Throws: ``CurlError``, with ``CurlError/isOfOurDisk`` where ours cannot be written.
  package func read(_ path: [UInt8], into file: Int32, limit: Int, timeout: Duration) async throws(CurlError)
    -> Response
  {
    try await perform(path, limit: limit, action: .read, sink: file, timeout: timeout)
  }

  /// Looks at one file, whose size is known from a listing: when was it last changed?
  /// - Returns: nil where it has another size now; ``RemoteStatus/modified`` is nil where the server tells no time.
  /// - Throws: ``CurlError``, with ``CurlError/isMissing`` where there is no such file.
  package func status(_ path: [UInt8], size: Int64) async throws(CurlError) -> RemoteStatus? {
    if server.scheme.isFTP {
      let response = try await perform(path, limit: 0, action: .status)
      guard response.size == nil || response.size == size else { return nil }
      return RemoteStatus(modified: response.modified)
    }
    // libcurl tells an SFTP file's time only with some of its bytes: the last one, and one more that must not be there.
    let last = max(0, size - 1)
    do throws(CurlError) {
      let response =
        size == 0
        ? try await read(path, limit: 0) : try await read(path, limit: 2, range: last..<(size + 1))
      guard response.bytes.count == size - last else { return nil }
      return RemoteStatus(modified: response.modified)
    } catch {
      if error.kind == .tooLarge || error.isPastTheEnd { return nil }
      throw error
    }
  }

  /// Whether something bears that name, readable or not.
  /// - Throws: ``CurlError`` where the server cannot be asked.
  package func exists(_ path: [UInt8]) async throws(CurlError) -> Bool {
    do throws(CurlError) {
      _ =
        server.scheme.isFTP
        ? try await perform(path, limit: 0, action: .status) : try await read(path, limit: 1, range: 0..<1)
      return true
    } catch {
      if error.isMissing { return false }
      if error.isOfOneFile { return true }
      // libcurl does not tell an SFTP folder that was taken for a file from a breach of the protocol.
      guard server.scheme.isSSH, error.fault == .protocolError else { throw error }
      _ = try await list(path)
      return true
    }
  }

  /// Writes a file under a name that is free; whoever writes looks first.
  /// - Throws: ``CurlError``.
  package func write(_ bytes: [UInt8], to path: [UInt8]) async throws(CurlError) {
    _ = try await perform(path, limit: 0, action: .write(bytes))
  }

  /// Gives a file another name, in the same or another folder.
  /// - Throws: ``CurlError``.
  package func rename(_ path: [UInt8], to target: [UInt8]) async throws(CurlError) {
    let commands =
      server.scheme.isSSH
      ? [Array("rename ".utf8) + Self.quoted(path) + [32] + Self.quoted(target)]
      : [Array("RNFR ".utf8) + Self.relative(path), Array("RNTO ".utf8) + Self.relative(target)]
    _ = try await perform([UInt8(ascii: "/")], limit: 0, action: .commands(commands))
  }

  /// Makes a folder; its parent must be there.
  /// - Throws: ``CurlError``, also where there is one already, which servers do not tell apart.
  package func makeFolder(_ path: [UInt8]) async throws(CurlError) {
    let command =
      server.scheme.isSSH
      ? Array("mkdir ".utf8) + Self.quoted(path) : Array("MKD ".utf8) + Self.relative(path)
    _ = try await perform([UInt8(ascii: "/")], limit: 0, action: .commands([command]))
  }

  private func perform(
    _ path: [UInt8], limit: Int, range: Range<Int64>? = nil, action: Transfer.Action, sink: Int32? = nil,
    timeout: Duration? = nil
  ) async throws(CurlError) -> Response {
    let target = SessionTarget(host: server.host, port: server.port, encryption: .immediate)
    var transfer = Transfer(
      url: target.isSound
        ? target.url(server.scheme.rawValue) + FileURL.percentEncoded(Self.absolute(path)) : "",
      scheme: server.scheme, limit: limit, range: range, timeout: timeout ?? self.timeout, action: action,
      login: server.login,
      caFile: server.caFile, hostKeys: server.hostKeys)
    transfer.sink = sink
    do throws(CurlError) {
      return noted(try await pool.perform(transfer))
    } catch {
      // A connection that was kept may have been ended meanwhile, by the server or a firewall, which libcurl finds out
      // by using it. What changes nothing there is asked once more, on a new one.
      guard error.fault == .connectionLost || error.fault == .protocolError, transfer.action.changesNothing,
        transfer.sink == nil
      else {
        throw error
      }
      return noted(try await pool.perform(transfer))
    }
  }

  private func noted(_ response: Response) -> Response {
    if let certificate = response.certificate { shown.withLock { $0 = certificate } }
    return response
  }

  private static func absolute(_ path: [UInt8]) -> [UInt8] {
    path.first == UInt8(ascii: "/") ? path : [47] + path
  }

  private static func relative(_ path: [UInt8]) -> [UInt8] {
    path.first == UInt8(ascii: "/") ? Array(path.dropFirst()) : path
  }

  /// As libcurl reads a name in a command for SFTP: in quotation marks, with `\` before `"` and `\`.
  private static func quoted(_ path: [UInt8]) -> [UInt8] {
    var text: [UInt8] = [34]
    for byte in absolute(path) {
      if byte == 34 || byte == 92 { text.append(92) }
      text.append(byte)
    }
    return text + [34]
  }
}
