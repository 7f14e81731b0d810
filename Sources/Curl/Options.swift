import CCurl

/// Sets options of a handle and keeps the first that libcurl refuses.
struct Options: ~Copyable {
  let handle: UnsafeMutableRawPointer
  private(set) var failure: CURLcode?

  init(_ handle: UnsafeMutableRawPointer) { self.handle = handle }

  mutating func set(_ option: CURLoption, _ value: Int) { keep(ccurl_set_long(handle, option, value)) }
  mutating func set(_ option: CURLoption, _ value: String) { keep(ccurl_set_text(handle, option, value)) }
  mutating func set(_ option: CURLoption, _ value: SecretBytes) {
    keep(value.withCString { ccurl_set_text(handle, option, $0) })
  }
  mutating func keep(_ code: CURLcode) { if code != CURLE_OK, failure == nil { failure = code } }

  /// What every handle has: no signals, no proxy from the environment, one scheme, time limits.
  mutating func setCommon(url: String, scheme: String, timeout: Duration) {
    // Time limits without SIGALRM, which belongs to nobody in a process with threads.
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_PROTOCOLS_STR, scheme)
    set(CURLOPT_REDIR_PROTOCOLS_STR, scheme)
    set(CURLOPT_URL, url)
    set(CURLOPT_TIMEOUT_MS, timeout.milliseconds)
    set(CURLOPT_CONNECTTIMEOUT_MS, min(timeout.milliseconds, 30_000))
    // A look-up of a name that nobody answers does not hold up the end.
    set(CURLOPT_QUICK_EXIT, 1)
  }

  /// Peer and host are always verified, against the system's authorities and those of `caFile`.
  ///
  /// The file takes the place of the system's bundle; the system's folder of authorities stays (`CURLOPT_CAPATH`'s
  /// default), as long as libcurl was built with one, as Debian's is.
  mutating func setTLS(caFile: String?) {
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    if let caFile { set(CURLOPT_CAINFO, caFile) }
  }

  /// A dead peer is noticed by the kernel within a minute of silence, even where nobody asks.
  mutating func setKeepAlive() {
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_TCP_KEEPIDLE, 30)
    set(CURLOPT_TCP_KEEPINTVL, 10)
  }
}
