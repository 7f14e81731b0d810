/// Why a session could not be had, or ended.
package struct SessionError: Error, Hashable, Sendable, CustomStringConvertible {
  package var kind: ConnectionFault
  /// libcurl's number where it was libcurl that failed (`CURLE_…`, libcurl-errors(3)).
  package var code: Int?
  /// How long the other end asks us to stay away, where it does.
  package var retryAfter: Duration?
  /// One sentence: which server, what is wrong, what to do. Holds no user, no secret and no text of the server's, so
  /// that it may go to a log.
  package var description: String

  /// Whether waiting may help.
  package var isTemporary: Bool { kind.isTemporary }

  /// - Parameter server: host and port.
  package init(
    _ kind: ConnectionFault, server: String, code: Int? = nil, detail: String? = nil,
    retryAfter: Duration? = nil
  ) {
    self.kind = kind
    self.code = code
    self.retryAfter = retryAfter
    description = "\(server): \(kind.advice)" + (detail.map { " (\($0))" } ?? "")
  }

  /// With a sentence that was made elsewhere.
  init(_ kind: ConnectionFault, code: Int?, retryAfter: Duration?, description: String) {
    self.kind = kind
    self.code = code
    self.retryAfter = retryAfter
    self.description = description
  }
}
