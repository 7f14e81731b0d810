import CCurl

/// Drives one easy handle at a time to its end, on the thread that calls.
///
/// `curl_easy_perform` would do the same, but it looks up only once a second: through a multi handle of our own a
/// cancelled task is let go at once.
final class TransferLoop {
  enum End {
    case done(CURLcode)
    case late
    case cancelled
  }

  private let multi: UnsafeMutableRawPointer?
  let wake: WakeEvent

  init(wake: WakeEvent) {
    self.wake = wake
    multi = curl_multi_init()
  }

  deinit { if let multi { curl_multi_cleanup(multi) } }

  /// Blocks until the handle is done, it is `deadline`, or the task is cancelled and `wake` raised.
  ///
  /// The handle stays with the loop until ``release(_:)``: taken out, a session's socket would be out of reach.
  /// - Parameter longestPoll: how long to wait for sockets before libcurl is asked again, whatever they tell.
  func run(
    _ handle: UnsafeMutableRawPointer, until deadline: ContinuousClock.Instant,
    longestPoll: Duration = .seconds(60)
  ) -> End {
    guard let multi, curl_multi_add_handle(multi, handle) == CURLM_OK else { return .done(CURLE_FAILED_INIT) }
    while true {
      var running: Int32 = 0
      guard curl_multi_perform(multi, &running) == CURLM_OK else { return .done(CURLE_FAILED_INIT) }
      if running == 0 { return .done(result(multi)) }
      wake.drain()
      if Task.isCancelled { return .cancelled }
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { return .late }
      var extra = curl_waitfd(fd: wake.descriptor, events: Int16(CURL_WAIT_POLLIN), revents: 0)
      // libcurl shortens the wait where it has something to do itself.
      let limit = Int32(min(left.milliseconds, longestPoll.milliseconds))
      guard curl_multi_poll(multi, &extra, wake.descriptor >= 0 ? 1 : 0, limit, nil) == CURLM_OK else {
        return .done(CURLE_FAILED_INIT)
      }
    }
  }

  func release(_ handle: UnsafeMutableRawPointer) {
    if let multi { curl_multi_remove_handle(multi, handle) }
  }

  private func result(_ multi: UnsafeMutableRawPointer) -> CURLcode {
    var left: Int32 = 0
    var result = CURLE_FAILED_INIT
    while let message = curl_multi_info_read(multi, &left) {
      if message.pointee.msg == CURLMSG_DONE { result = message.pointee.data.result }
    }
    return result
  }
}

extension Duration {
  /// Rounded up, at least one: libcurl takes zero for no limit.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    return max(
      1, Int(min(seconds, 86_400)) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
  }
}
