/// One read through libcurl: which URL, how much of it at most, and how long it may take.
package struct Transfer: Hashable, Sendable {
  /// The schemes that may be asked for; libcurl refuses every other, also after a redirection.
  package enum Scheme: String, Sendable { case file }

  /// An absolute URL (RFC 3986), percent-encoded.
  package var url: String
  /// The only scheme that is allowed.
  package var scheme: Scheme
  /// The most bytes that are taken in; one more, and the transfer ends with ``CurlError/Kind/tooLarge``.
  package var limit: Int
  /// The piece that is read, as offsets in bytes; nil reads all.
  package var range: Range<Int64>?
  /// How long the whole may take.
  package var timeout: Duration

  package init(
    url: String, scheme: Scheme = .file, limit: Int, range: Range<Int64>? = nil,
    timeout: Duration = .seconds(60)
  ) {
    self.url = url
    self.scheme = scheme
    self.limit = limit
    self.range = range
    self.timeout = timeout
  }
}

/// What a transfer brought.
package struct Response: Hashable, Sendable {
  package var bytes: [UInt8]
  /// The size of the whole or of the asked range, in bytes, where the other end told it.
  package var size: Int64?

  package init(bytes: [UInt8], size: Int64?) {
    self.bytes = bytes
    self.size = size
  }
}
