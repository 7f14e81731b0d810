import CCurl

/// Why libcurl could not do what was asked.
package struct CurlError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    /// Waiting may help: no connection, a time limit, too few resources.
    case temporary
    /// Waiting does not help: no such file, a scheme that is not allowed.
    case permanent
    /// More bytes than the transfer's limit.
    case tooLarge
    /// The task was cancelled.
    case cancelled
  }

  package var kind: Kind
  /// libcurl's number (`CURLE_…`, libcurl-errors(3)).
  package var code: Int
  /// What was being done, such as `read`.
  package var operation: String
  /// One sentence. Holds no path and no address, so that it may go to a log.
  package var description: String

  init(_ kind: Kind, code: CURLcode, operation: String, _ description: String) {
    self.kind = kind
    self.code = Int(code.rawValue)
    self.operation = operation
    self.description = description
  }

  /// Names a code of libcurl's in its own words. The error buffer is left out on purpose: it can hold paths.
  init(_ code: CURLcode, operation: String) {
    let words = curl_easy_strerror(code).map { String(cString: $0) } ?? "unknown"
    self.init(
      Self.kind(of: code), code: code, operation: operation,
      "libcurl could not \(operation): \(words) (error \(code.rawValue))")
  }

  private static func kind(of code: CURLcode) -> Kind {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
      CURLE_OPERATION_TIMEDOUT,
      CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_READ_ERROR,
      CURLE_OUT_OF_MEMORY, CURLE_AGAIN, CURLE_FAILED_INIT:
      .temporary
    default: .permanent
    }
  }
}
