import CCrypto
import CCurl

/// An easy handle of libcurl, reused from transfer to transfer so that connections and buffers are kept.
///
/// Belongs to one thread at a time, and to one set of credentials for ever: libcurl may reuse a connection that was
/// authenticated for another user (CVE-2022-22576). ``CurlPool`` sees to both.
package final class CurlHandle {
  private let handle: UnsafeMutableRawPointer?
  private let initialisation: CURLcode
  private var loop: TransferLoop

  /// - Parameter wake: raised when a task that performs is cancelled.
  init(wake: WakeEvent) {
    // Once a process, before the first handle; safe from several threads since libcurl 7.84.
    initialisation = Self.readiness
    handle = initialisation == CURLE_OK ? curl_easy_init() : nil
    loop = TransferLoop(wake: wake)
  }

  deinit {
    if let handle { curl_easy_cleanup(handle) }
  }

  /// Whether libcurl could be made ready, once a process.
  static let readiness: CURLcode = {
    // OpenSSL must not take itself down when the process exits: connections may still be ending then, each on a thread
    // of its own, and would find its locks gone.
    OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
    return curl_global_init(Int(CURL_GLOBAL_DEFAULT))
  }()

  /// Does what the transfer says; blocks until it is done, its time is up or the task is cancelled.
  ///
  /// Each transfer sets all its options on a handle that was set back, so that none is left over from the one before.
  package func perform(_ transfer: Transfer) throws(CurlError) -> Response {
    if let refusal = transfer.refusal { throw refusal }
    if let range = transfer.range {
      guard range.upperBound - range.lowerBound <= Int64(transfer.limit) else {
        throw Self.tooLarge(transfer, code: CURLE_FILESIZE_EXCEEDED)
      }
      // A range has at least one byte in libcurl's notation.
      if range.isEmpty { return Response(bytes: [], size: 0) }
    }
    guard let handle else {
      throw CurlError(initialisation == CURLE_OK ? CURLE_FAILED_INIT : initialisation, operation: "start")
    }
    let exchange = Exchange(handle: handle, transfer)
    // Such an answer belonged to another command, so that the next would get this one's: with its loop goes the
    // connection.
    var isOutOfStep = false
    defer {
      curl_easy_reset(handle)
      if isOutOfStep { loop = TransferLoop(wake: loop.wake) }
    }
    return try withExtendedLifetime(exchange) { () throws(CurlError) -> Response in
      if let failure = exchange.configure() { throw CurlError(failure, operation: "prepare a transfer") }
      // While libcurl 7.88 has a handshake with an FTP server's data connection to make, it overlooks answers on the
      // other until the next tick.
      let tick: Duration = transfer.scheme.isFTP ? .milliseconds(5) : .seconds(1)
      let end = loop.run(handle, until: exchange.deadline, tick: tick)
      // What libcurl knows is asked for before the handle leaves its loop.
      defer { loop.release(handle) }
      if exchange.isTooLarge { throw Self.tooLarge(transfer, code: CURLE_FILESIZE_EXCEEDED) }
      switch end {
      case .late: throw exchange.error(CURLE_OPERATION_TIMEDOUT)
      case .done(CURLE_ABORTED_BY_CALLBACK) where exchange.isLate:
        throw exchange.error(CURLE_OPERATION_TIMEDOUT)
      case .cancelled, .done(CURLE_ABORTED_BY_CALLBACK):
        throw CurlError(
          .cancelled, code: CURLE_ABORTED_BY_CALLBACK, operation: transfer.operation,
          "the transfer was cancelled",
          fault: .cancelled)
      case .done(let code):
        isOutOfStep = code == CURLE_FTP_WEIRD_PASV_REPLY || code == CURLE_FTP_WEIRD_227_FORMAT
        guard code == CURLE_OK else { throw exchange.error(code) }
        return exchange.response
      }
    }
  }

  private static func tooLarge(_ transfer: Transfer, code: CURLcode) -> CurlError {
    CurlError(.tooLarge, code: code, operation: transfer.operation, "more than \(transfer.limit) bytes")
  }
}
