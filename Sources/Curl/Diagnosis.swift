import CCurl
import Glibc

/// Tells apart what libcurl has one number for, by what else it knows after a failure.
struct Diagnosis {
  var fault: ConnectionFault
  var detail: String?

  /// - Parameters:
  ///   - code: what `curl_easy_perform` or its like gave.
  ///   - handle: as it was left by the failure.
  ///   - message: libcurl's own (CURLOPT_ERRORBUFFER); looked into, never shown.
  ///   - usesToken: whether an access token was sent.
  ///   - isSSH: whether certificates are host keys.
  init(
    _ code: CURLcode, _ handle: UnsafeMutableRawPointer, answers: [[UInt8]], message: String, usesToken: Bool,
    isSSH: Bool
  ) {
    detail = nil
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: fault = .nameNotFound
    case CURLE_COULDNT_CONNECT: fault = Self.refusal(handle)
    case CURLE_OPERATION_TIMEDOUT: fault = .timedOut
    case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR:
      if isSSH {
        fault = .credentialsRefused
      } else {
        let refusal = Refusal(lines: answers, usesToken: usesToken)
        fault = refusal.fault
        detail = refusal.code.map { "it answered \($0)" }
      }
    case CURLE_REMOTE_ACCESS_DENIED: fault = .notPermitted
    case CURLE_USE_SSL_FAILED: fault = .encryptionMissing
    case CURLE_PEER_FAILED_VERIFICATION:
      fault = isSSH ? .hostKeyUnknown : Self.certificate(handle)
    case CURLE_SSL_CACERT_BADFILE: fault = .authoritiesUnreadable
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM, CURLE_SSL_SHUTDOWN_FAILED:
      // A connection that breaks within the handshake comes under the same number.
      let isLost = ["SSL_ERROR_SYSCALL", "reset by peer", "unexpected eof", "SSL_ERROR_ZERO_RETURN", "Broken pipe"]
        .contains { message.contains($0) }
      fault = isLost ? .connectionLost : .encryptionFailed
    case CURLE_WEIRD_SERVER_REPLY, CURLE_FTP_WEIRD_PASS_REPLY, CURLE_FTP_WEIRD_PASV_REPLY,
      CURLE_FTP_WEIRD_227_FORMAT:
      fault = Refusal.endsWithBye(answers) ? .temporarilyRefused : .protocolError
    case CURLE_SSH, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_BAD_CONTENT_ENCODING: fault = .protocolError
    case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE,
      CURLE_FTP_CANT_GET_HOST, CURLE_FTP_ACCEPT_FAILED, CURLE_AGAIN:
      fault = Refusal.endsWithBye(answers) ? .temporarilyRefused : .connectionLost
    case CURLE_ABORTED_BY_CALLBACK: fault = .cancelled
    default: fault = .fault
    }
  }

  private static func refusal(_ handle: UnsafeMutableRawPointer) -> ConnectionFault {
    var number = 0
    guard ccurl_get_long(handle, CURLINFO_OS_ERRNO, &number) == CURLE_OK else { return .connectionRefused }
    return switch Int32(number) {
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EADDRNOTAVAIL: .unreachable
    case ETIMEDOUT: .timedOut
    default: .connectionRefused
    }
  }

  /// OpenSSL's verdict (`X509_V_ERR_…`, X509_STORE_CTX_get_error(3)).
  private static func certificate(_ handle: UnsafeMutableRawPointer) -> ConnectionFault {
    var verdict = 0
    guard ccurl_get_long(handle, CURLINFO_SSL_VERIFYRESULT, &verdict) == CURLE_OK else {
      return .certificateInvalid
    }
    return switch verdict {
    // No verdict of OpenSSL's (libcurl begins with 1): so it was the name, which libcurl itself compares.
    case 0, 1, 62, 64: .certificateWrongHost
    case 9: .certificateNotYetValid
    case 10: .certificateExpired
    case 18: .certificateSelfSigned
    case 2, 19, 20, 21, 27: .certificateUnknownAuthority
    default: .certificateInvalid
    }
  }
}
