/// Takes a server's bytes in any pieces and gives responses, and the literals of message bodies as they come.
///
/// A body is never buffered here: of each piece of it the range is given within the bytes just handed in. What a
/// literal holds is counted, never read, so that no message can be taken for a response (RFC 9051, section 4.3). A
/// `{n}` counts only where a response carries data: the words after OK, NO, BAD, BYE and PREAUTH may hold anything.
struct ResponseParser: Sendable {
  /// One step forward.
  enum Output: Hashable, Sendable {
    case response(Response)
    case literalBegan(LiteralStart)
    /// Of the bytes handed in.
    case literalBytes(Range<Int>)
    case literalEnded
  }

  private enum Mode: Sendable {
    case line
    /// Within a literal that is short enough to be kept with its response.
    case keeping(remaining: Int)
    /// Within a body's literal: handed out, or skipped.
    case streaming(remaining: UInt64, isSkipped: Bool)
    /// Within a literal of another kind that is too large to be kept.
    case skipping(remaining: UInt64)
    case failed(ProtocolError)
  }

  let limits: ParserLimits
  /// Whether UTF8=ACCEPT is enabled: mailbox names come in UTF-8 from then on.
  var utf8 = false
  private var mode = Mode.line
  /// The response so far without its line ends, and without the literals that are not kept.
  private var text: [UInt8] = []
  private var literals: [LiteralRecord] = []
  private var isGreetingDue: Bool
  private var folded: UIDSetBuilder

  init(awaitsGreeting: Bool, limits: ParserLimits) {
    self.limits = limits
    isGreetingDue = awaitsGreeting
    folded = UIDSetBuilder(limit: limits.ranges)
  }

  /// Whether a response has begun and not ended.
  var isWithinResponse: Bool {
    if case .line = mode { return !text.isEmpty || !literals.isEmpty }
    return true
  }

  /// Gives up: every later step throws this.
  mutating func fail(_ error: ProtocolError) { mode = .failed(error) }

  /// The next step; nil when all of `bytes` has been read.
  /// - Parameter offset: where to go on reading; moved forward.
  /// - Throws: ``ProtocolError``, and the same one ever after.
  mutating func next(in bytes: Span<UInt8>, at offset: inout Int) throws(ProtocolError) -> Output? {
    do throws(ProtocolError) {
      return try advance(in: bytes, at: &offset)
    } catch {
      mode = .failed(error)
      throw error
    }
  }

  private mutating func advance(in bytes: Span<UInt8>, at offset: inout Int) throws(ProtocolError) -> Output?
  {
    while true {
      let available = bytes.count - offset
      switch mode {
      case .failed(let error): throw error
      case .streaming(0, _):
        mode = .line
        return .literalEnded
      case .keeping(0), .skipping(0): mode = .line
      case _ where available <= 0: return nil
      case .streaming(let remaining, let isSkipped):
        let taken = Int(min(remaining, UInt64(available)))
        mode = .streaming(remaining: remaining - UInt64(taken), isSkipped: isSkipped)
        offset += taken
        if !isSkipped { return .literalBytes(offset - taken..<offset) }
      case .skipping(let remaining):
        let taken = Int(min(remaining, UInt64(available)))
        mode = .skipping(remaining: remaining - UInt64(taken))
        offset += taken
      case .keeping(let remaining):
        let taken = min(remaining, available)
        append(bytes, offset..<offset + taken)
        mode = .keeping(remaining: remaining - taken)
        offset += taken
      case .line:
        guard try takeLine(from: bytes, at: &offset) else { continue }
        if let output = try endOfLine() { return output }
      }
    }
  }

  private mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    bytes.withUnsafeBufferPointer { text.append(contentsOf: $0[range]) }
  }

  /// Takes bytes up to a line's end and without it; false where it has not come yet.
  /// A line that ends in LF alone is taken for one: no server should send it, some proxies do.
  private mutating func takeLine(from bytes: Span<UInt8>, at offset: inout Int) throws(ProtocolError) -> Bool
  {
    let room = limits.line - text.count
    let limit = min(bytes.count, offset + room)
    var index = offset
    var zeros = 0
    while index < limit, bytes[index] != UInt8(ascii: "\n") {
      if bytes[index] == 0 { zeros += 1 }
      index += 1
    }
    guard zeros == 0 else { throw .zeroByte }
    append(bytes, offset..<index)
    offset = index
    if index < limit {
      offset += 1
      if text.last == UInt8(ascii: "\r"), literals.last?.content.upperBound != text.count {
        text.removeLast()
      }
      return true
    }
    if text.count >= limits.line, try !fold() { throw .lineTooLong(limit: limits.line) }
    return false
  }

  /// Makes room in a list of UIDs that is longer than a line may be.
  private mutating func fold() throws(ProtocolError) -> Bool {
    guard literals.isEmpty, let fold = UIDListFold(text) else { return false }
    try folded.append(elements: text[fold.elements], separator: fold.separator)
    text.removeSubrange(fold.elements.lowerBound...fold.elements.upperBound)
    return true
  }

  /// What a line's end means: a literal begins, or the response is whole.
  private mutating func endOfLine() throws(ProtocolError) -> Output? {
    let head = try ResponseHead(text)
    if head.carriesData, text.last == UInt8(ascii: "}"), let announced = try announcedLiteral(head) {
      return try begin(announced, head)
    }
    let response = try ResponseGrammar(
      text: text, literals: literals, head: head, utf8: utf8, folded: folded, limits: limits
    ).response(isGreeting: isGreetingDue)
    isGreetingDue = false
    text.removeAll(keepingCapacity: true)
    literals.removeAll(keepingCapacity: true)
    if !folded.isEmpty { folded = UIDSetBuilder(limit: limits.ranges) }
    return .response(response)
  }

  private struct AnnouncedLiteral {
    let position: Int
    let size: UInt64
  }

  /// The `{n}` at the end of the line, outside quotes (which never span lines). Anything that looks like one but is
  /// not ends the connection: guessing wrong would make a message's bytes a response.
  private func announcedLiteral(_ head: ResponseHead) throws(ProtocolError) -> AnnouncedLiteral? {
    let start = literals.last?.content.upperBound ?? 0
    var index = start
    var isQuoted = false
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "\\") where isQuoted: index += 1
      case UInt8(ascii: "{") where !isQuoted:
        let digits = text[(index + 1)..<(text.count - 1)]
        var before = index > start ? text[index - 1] : 0
        if before == UInt8(ascii: "~") { before = index > start + 1 ? text[index - 2] : 0 }
        guard digits.allSatisfy(\.isDigit), before == UInt8(ascii: " ") || before == UInt8(ascii: "(") else {
          throw .malformed(of: head.kind, expected: "a literal")
        }
        var cursor = Cursor(
          text, literals: [], kind: head.kind, from: index + 1, to: text.count - 1, depthLimit: limits.depth)
        return AnnouncedLiteral(
          position: index, size: try cursor.number(upTo: UInt64(Int64.max), "the size of a literal"))
      default: break
      }
      index += 1
    }
    guard !isQuoted else { throw .malformed(of: head.kind, expected: "the end of a quoted string") }
    return nil
  }

  private mutating func begin(
    _ announced: AnnouncedLiteral, _ head: ResponseHead
  ) throws(ProtocolError) -> Output? {
    guard literals.count < limits.literals else { throw .tooManyLiterals(limit: limits.literals) }
    guard announced.size <= limits.skipped else {
      throw .literalTooLarge(size: announced.size, limit: limits.skipped)
    }
    let start = try ResponseGrammar(
      text: text, literals: literals, head: head, utf8: utf8, folded: folded, limits: limits
    ).literalStart(at: announced.position, size: announced.size)
    let fate: LiteralRecord.Fate =
      if let start { start.isSkipped ? .skipped : .streamed } else {
        announced.size <= UInt64(limits.line - text.count) ? .kept : .skipped
      }
    let kept = fate == .kept ? Int(announced.size) : 0
    literals.append(
      LiteralRecord(
        position: announced.position, size: announced.size, content: text.count..<text.count + kept,
        fate: fate))
    if let start {
      mode = .streaming(remaining: announced.size, isSkipped: start.isSkipped)
      return .literalBegan(start)
    }
    mode = fate == .kept ? .keeping(remaining: kept) : .skipping(remaining: announced.size)
    return nil
  }
}
