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
  /// What stood in the way at a server; nil where it was nothing of the connection.
  package var fault: ConnectionFault?
  /// The last status or reply code of HTTP, FTP or SMTP.
  package var status: Int?
  /// Whether there is no such file or folder.
  package var isMissing = false
  /// One sentence. Holds no path and no address, so that it may go to a log.
  package var description: String

  init(
    _ kind: Kind, code: CURLcode, operation: String, _ description: String, fault: ConnectionFault? = nil
  ) {
    self.kind = kind
    self.code = Int(code.rawValue)
    self.operation = operation
    self.description = description
    self.fault = fault
  }

  /// Names a code of libcurl's in its own words. The error buffer is left out on purpose: it can hold paths.
  init(_ code: CURLcode, operation: String) {
    let words = curl_easy_strerror(code).map { String(cString: $0) } ?? "unknown"
    self.init(
      Self.kind(of: code), code: code, operation: operation,
      "libcurl could not \(operation): \(words) (error \(code.rawValue))")
    isMissing = code == CURLE_REMOTE_FILE_NOT_FOUND || code == CURLE_FILE_COULDNT_READ_FILE
  }

  /// What a transfer with a server ended with.
  /// - Parameter message: libcurl's own words (CURLOPT_ERRORBUFFER); looked into, never shown.
  init(
    _ code: CURLcode, of transfer: Transfer, _ handle: UnsafeMutableRawPointer, answers: [[UInt8]],
    message: String
  ) {
    self.init(code, operation: transfer.operation)
    guard transfer.scheme != .file else { return }
    var status = 0
    if ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK, status > 0 {
      self.status = status
    }
    if transfer.scheme.isMail, code == CURLE_SEND_ERROR, (400..<600).contains(status) {
      // libcurl's number for what a server of mail refused, and for a broken connection alike.
      kind = status < 500 ? .temporary : .permanent
      fault = status < 500 ? .temporarilyRefused : nil
      description = "the server refused the sender, a recipient or the mail itself (it answered \(status))"
      return
    }
    let diagnosis = Diagnosis(
      code, handle, answers: answers, message: message, usesToken: transfer.login?.usesToken ?? false,
      isSSH: transfer.scheme.isSSH)
    if code == CURLE_FTP_WEIRD_PASV_REPLY, status == 550 {
      // The file was refused (RFC 959, section 4.2.2). With TLS the data connection breaks first, and libcurl takes the
      // refusal for the answer to its next command.
      kind = .permanent
      fault = .notPermitted
      description = "the server does not let this login \(operation) there (reply 550)"
    } else if diagnosis.fault != .fault {
      fault = diagnosis.fault
      kind = diagnosis.fault.isTemporary ? .temporary : .permanent
      description =
        "the server: \(diagnosis.fault.advice)" + (diagnosis.detail.map { " (\($0))" } ?? "")
        + " (while trying to \(operation), error \(code.rawValue))"
    } else if code == CURLE_QUOTE_ERROR || code == CURLE_FTP_COULDNT_RETR_FILE {
      // libssh2's words, by which alone libcurl tells what an SFTP server objected to.
      isMissing = message.contains("No such file")
      if message.contains("Permission denied") { fault = .notPermitted }
    }
    // A reply code that begins with 4 is a refusal for now (RFC 959, section 4.2; RFC 5321, section 4.2.1).
    if (400..<500).contains(status), transfer.scheme.isFTP || transfer.scheme.isMail, kind == .permanent,
      fault == nil
    {
      kind = .temporary
      fault = .temporarilyRefused
    }
  }

  /// Whether a range was asked for that lies behind a file's end.
  var isPastTheEnd: Bool {
    code == Int(CURLE_BAD_DOWNLOAD_RESUME.rawValue) || code == Int(CURLE_RANGE_ERROR.rawValue)
  }

  /// Whether the server works, and only this one file or folder is the matter: missing, not permitted, in the way.
  package var isOfOneFile: Bool {
    kind == .permanent && (fault == nil || fault == .notPermitted) && !isOfOurDisk
  }

  /// Whether the file of ours that takes the bytes could not be written.
  package var isOfOurDisk: Bool { code == Int(CURLE_WRITE_ERROR.rawValue) }

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
