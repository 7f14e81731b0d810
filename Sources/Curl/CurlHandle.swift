import CCurl

/// An easy handle of libcurl, reused from transfer to transfer so that connections and buffers are kept.
///
/// Belongs to one thread at a time, and to one set of credentials for ever: libcurl may reuse a connection that was
/// authenticated for another user (CVE-2022-22576). ``CurlPool`` sees to both.
package final class CurlHandle {
  private let handle: UnsafeMutableRawPointer?
  private let initialisation: CURLcode

  init() {
    // Once a process, before the first handle; safe from several threads since libcurl 7.84.
    initialisation = Self.library
    handle = initialisation == CURLE_OK ? curl_easy_init() : nil
  }

  deinit {
    if let handle { curl_easy_cleanup(handle) }
  }

  private static let library: CURLcode = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  /// Reads what the transfer names; blocks until it is done, its time is up or the task is cancelled.
  ///
  /// Each transfer sets all its options on a handle that was set back, so that none is left over from the one before.
  package func perform(_ transfer: Transfer) throws(CurlError) -> Response {
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
    let sink = Sink(handle: handle, limit: transfer.limit, deadline: .now + transfer.timeout)
    let context = Unmanaged.passUnretained(sink).toOpaque()
    defer { curl_easy_reset(handle) }
    return try withExtendedLifetime(sink) { () throws(CurlError) -> Response in
      try configure(handle, for: transfer, context: context)
      let code = curl_easy_perform(handle)
      if sink.isTooLarge { throw Self.tooLarge(transfer, code: code) }
      if sink.isLate { throw CurlError(CURLE_OPERATION_TIMEDOUT, operation: "read") }
      if code == CURLE_ABORTED_BY_CALLBACK {
        throw CurlError(.cancelled, code: code, operation: "read", "the transfer was cancelled")
      }
      guard code == CURLE_OK else { throw CurlError(code, operation: "read") }
      return Response(bytes: sink.bytes, size: sink.announced)
    }
  }

  private func configure(
    _ handle: UnsafeMutableRawPointer, for transfer: Transfer, context: UnsafeMutableRawPointer
  ) throws(CurlError) {
    var codes = [
      // Time limits without SIGALRM, which belongs to nobody in a process with threads.
      ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1),
      ccurl_set_text(handle, CURLOPT_PROTOCOLS_STR, transfer.scheme.rawValue),
      ccurl_set_text(handle, CURLOPT_REDIR_PROTOCOLS_STR, transfer.scheme.rawValue),
      ccurl_set_text(handle, CURLOPT_URL, transfer.url),
      ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, transfer.timeout.milliseconds),
      ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, min(transfer.timeout.milliseconds, 30_000)),
      ccurl_set_long(handle, CURLOPT_BUFFERSIZE, 64 * 1024),
      ccurl_set_write(handle, receive, context),
      ccurl_set_progress(handle, mayContinue, context),
    ]
    if let range = transfer.range {
      codes.append(ccurl_set_text(handle, CURLOPT_RANGE, "\(range.lowerBound)-\(range.upperBound - 1)"))
    }
    if let failed = codes.first(where: { $0 != CURLE_OK }) {
      throw CurlError(failed, operation: "prepare a transfer")
    }
  }

  private static func tooLarge(_ transfer: Transfer, code: CURLcode) -> CurlError {
    CurlError(
      .tooLarge, code: code == CURLE_OK ? CURLE_FILESIZE_EXCEEDED : code, operation: "read",
      "more than \(transfer.limit) bytes")
  }
}

/// Where the bytes of one transfer go.
private final class Sink {
  let handle: UnsafeMutableRawPointer
  let limit: Int
  var bytes = [UInt8]()
  var announced: Int64?
  var isTooLarge = false
  /// Kept here as well: libcurl looks at its time limit between a transfer's states, and a file is read within one.
  let deadline: ContinuousClock.Instant
  var isLate = false

  init(handle: UnsafeMutableRawPointer, limit: Int, deadline: ContinuousClock.Instant) {
    self.handle = handle
    self.limit = limit
    self.deadline = deadline
  }

  /// Whether the bytes were taken in.
  func take(_ chunk: UnsafeRawBufferPointer) -> Bool {
    if announced == nil, bytes.isEmpty {
      var size: curl_off_t = -1
      if ccurl_get_offset(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size) == CURLE_OK, size >= 0 {
        announced = Int64(size)
        // What is known to be too large is refused at its first byte, and memory is asked for once.
        if size <= limit { bytes.reserveCapacity(Int(size)) }
      }
    }
    guard bytes.count + chunk.count <= limit, (announced ?? 0) <= Int64(limit) else {
      isTooLarge = true
      return false
    }
    bytes.append(contentsOf: chunk)
    return true
  }
}

/// libcurl's CURLOPT_WRITEFUNCTION: anything but the number of bytes given ends the transfer.
private func receive(
  _ chunk: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let chunk, let context else { return 0 }
  let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
  return sink.take(UnsafeRawBufferPointer(start: chunk, count: size * count)) ? size * count : -1
}

/// libcurl's CURLOPT_XFERINFOFUNCTION, called on the thread and in the task that performs.
private func mayContinue(
  _ context: UnsafeMutableRawPointer?, _ download: curl_off_t, _ downloaded: curl_off_t, _ upload: curl_off_t,
  _ uploaded: curl_off_t
) -> Int32 {
  if Task.isCancelled { return 1 }
  guard let context else { return 0 }
  let sink = Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
  sink.isLate = ContinuousClock.now > sink.deadline
  return sink.isLate ? 1 : 0
}

extension Duration {
  /// Rounded up, at least one: libcurl takes zero for no limit.
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    return max(
      1, Int(min(seconds, 86_400)) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}
