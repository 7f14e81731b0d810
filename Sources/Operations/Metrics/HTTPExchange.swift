/// One request and its answer (RFC 9112), as much of it as a scraper needs: the request line counts, header fields are
/// passed over, and the connection ends with the answer.
struct HTTPExchange {
  /// What a path answers.
  struct Answer: Hashable, Sendable {
    var status: Int
    var mediaType: String
    var body: [UInt8]

    init(_ status: Int, _ mediaType: String = "text/plain; charset=utf-8", _ body: [UInt8]) {
      self.status = status
      self.mediaType = mediaType
      self.body = body
    }

    init(_ status: Int, _ sentence: String) { self.init(status, body: Array("\(sentence)\n".utf8)) }

    private init(_ status: Int, body: [UInt8]) { self.init(status, "text/plain; charset=utf-8", body) }
  }

  /// The most bytes of a request's head.
  static let limit = 8192

  private var head = [UInt8]()

  /// Takes in what came.
  /// - Returns: the bytes to send once the request is whole, or cannot become one; nil while it lacks something.
  mutating func receive(_ bytes: some Sequence<UInt8>, answer: (_ path: String) -> Answer) -> [UInt8]? {
    let start = max(0, head.count - 3)
    head += bytes
    guard Self.endsHead(head[start...]) else {
      return head.count > Self.limit
        ? Self.bytes(of: Answer(431, "the request is too large"), withBody: true) : nil
    }
    let line = head.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8), words[1].first == UInt8(ascii: "/") else {
      return Self.bytes(of: Answer(400, "this is no request of HTTP/1.1"), withBody: true)
    }
    let isHead = words[0].elementsEqual("HEAD".utf8)
    guard isHead || words[0].elementsEqual("GET".utf8) else {
      return Self.bytes(of: Answer(405, "only GET and HEAD are answered"), withBody: true)
    }
    let path = String(decoding: words[1].prefix { $0 != UInt8(ascii: "?") }, as: UTF8.self)
    return Self.bytes(of: answer(path), withBody: !isHead)
  }

  /// An empty line, whether lines end with CR LF or with LF alone (RFC 9112, section 2.2).
  private static func endsHead(_ bytes: ArraySlice<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in bytes where byte != UInt8(ascii: "\r") {
      if byte == UInt8(ascii: "\n"), previous == UInt8(ascii: "\n") { return true }
      previous = byte
    }
    return false
  }

  private static func bytes(of answer: Answer, withBody: Bool) -> [UInt8] {
    let reason =
      switch answer.status {
      case 200: "OK"
      case 400: "Bad Request"
      case 404: "Not Found"
      case 405: "Method Not Allowed"
      case 431: "Request Header Fields Too Large"
      default: "Service Unavailable"
      }
    let allow = answer.status == 405 ? "Allow: GET, HEAD\r\n" : ""
    let head =
      "HTTP/1.1 \(answer.status) \(reason)\r\nContent-Type: \(answer.mediaType)\r\n"
      + "Content-Length: \(answer.body.count)\r\n\(allow)Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    return Array(head.utf8) + (withBody ? answer.body : [])
  }
}
