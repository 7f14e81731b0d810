/// A client's side of an IMAP connection without the connection: takes commands and gives the bytes to send, takes the
/// bytes received and gives what they mean (RFC 9051, section 3).
///
/// Commands go out at once, several in flight, apart from those whose answers could not be told apart or would mean
/// something else in another state: SELECT, UNSELECT, ENABLE and LOGOUT wait until nothing is in flight and hold up what
/// comes after, and one `UID SEARCH` without RETURN waits for the other. Nothing is sent while IDLE lasts or a
/// literal waits for the server's `+`. What must wait is kept and goes out by itself.
package struct ClientStateMachine: Sendable {
  /// What happened.
  package enum Event: Hashable, Sendable {
    case greeting(Greeting)
    case untagged(UntaggedResponse)
    /// A body's bytes begin; the ``FetchedMessage`` that they belong to comes after them.
    case literalBegan(LiteralStart)
    /// The next of them: their range within the bytes just handed in.
    case literalBytes(Range<Int>)
    case literalEnded
    /// The server has begun to idle.
    case idling(Tag)
    case completed(Completion)
  }

  /// A command's end.
  package struct Completion: Hashable, Sendable {
    package var tag: Tag
    package var command: Command
    package var status: Status
    package var text: ResponseText
  }

  private struct InFlight: Sendable {
    let tag: Tag
    let command: Command
    /// What is to be sent, a piece after each `+`.
    var pieces: [[UInt8]]
    /// IDLE only.
    var hasIdled = false
    var isDoneDue = false
    var isDoneSent = false

    var blocksSending: Bool { !pieces.isEmpty || (command == .idle && !isDoneSent) }
  }

  private var parser: ResponseParser
  private var dialect = Dialect()
  private var lastTag: UInt32 = 0
  private var inFlight: [InFlight] = []
  private var waiting: [(tag: Tag, command: Command)] = []
  private var outgoing: [UInt8] = []

  /// What the server said last of what it can do; nil until it has.
  package private(set) var capabilities: CapabilitySet?
  /// What the server has enabled of what was asked.
  package private(set) var enabled = CapabilitySet()
  /// After BYE or LOGOUT: no command is taken any more.
  package private(set) var isEnding = false

  /// - Parameters:
  ///   - awaitsGreeting: false where the connection comes with the greeting read and the login done.
  ///   - limits: how much of the server's answers is taken in.
  package init(awaitsGreeting: Bool = false, limits: ParserLimits = ParserLimits()) {
    parser = ResponseParser(awaitsGreeting: awaitsGreeting, limits: limits)
  }

  /// The tags of commands that are not completed yet, in the order in which they were given.
  package var unanswered: [Tag] { inFlight.map(\.tag) + waiting.map(\.tag) }

  /// Whether an IDLE has been sent and not ended.
  package var isIdling: Bool { inFlight.contains { $0.command == .idle } }

  /// Takes a command; its bytes are in ``takeBytesToSend()`` as soon as it may go out.
  /// - Throws: ``CommandError`` for a command that cannot be said; nothing of it is sent then.
  @discardableResult
  package mutating func submit(_ command: Command) throws(CommandError) -> Tag {
    guard !isEnding else { throw .sessionEnded }
    try CommandEncoder.check(command)
    lastTag += 1
    let tag = Tag(number: lastTag)
    waiting.append((tag, command))
    if command == .logout { isEnding = true }
    sendWaiting()
    return tag
  }

  /// Ends IDLE: DONE goes out at once, or as soon as the server has begun to idle. Commands given after it follow in
  /// the same bytes. Without an IDLE nothing happens.
  package mutating func endIdle() {
    for index in inFlight.indices where inFlight[index].command == .idle { inFlight[index].isDoneDue = true }
    sendDone()
  }

  /// What must be sent now, and is then forgotten here; empty for nothing.
  package mutating func takeBytesToSend() -> [UInt8] {
    defer { outgoing = [] }
    return outgoing
  }

  /// The next event; nil when all of `bytes` has been read.
  /// - Parameters:
  ///   - bytes: as they came from the server, cut anywhere.
  ///   - offset: where to go on reading; moved forward.
  /// - Throws: ``ProtocolError``: the connection is useless, and every later call throws the same.
  package mutating func next(in bytes: Span<UInt8>, at offset: inout Int) throws(ProtocolError) -> Event? {
    while let output = try parser.next(in: bytes, at: &offset) {
      do throws(ProtocolError) {
        if let event = try event(of: output) { return event }
      } catch {
        parser.fail(error)
        throw error
      }
    }
    return nil
  }

  /// Hands all events of `bytes` to `body`, in order.
  /// - Throws: ``ProtocolError`` as ``next(in:at:)``.
  package mutating func receive(
    _ bytes: Span<UInt8>, _ body: (Event) -> Void
  ) throws(ProtocolError) {
    var offset = 0
    while let event = try next(in: bytes, at: &offset) { body(event) }
  }

  /// To be called when the server has closed the connection.
  /// - Throws: ``ProtocolError/ended(withinResponse:unanswered:)`` unless all commands are answered, to the last byte.
  package func connectionEnded() throws(ProtocolError) {
    guard parser.isWithinResponse || !unanswered.isEmpty else { return }
    throw .ended(withinResponse: parser.isWithinResponse, unanswered: unanswered.count)
  }

  /// Nil for a `+` that only lets a command go on.
  private mutating func event(of output: ResponseParser.Output) throws(ProtocolError) -> Event? {
    switch output {
    case .literalBegan(let start): return .literalBegan(start)
    case .literalBytes(let range): return .literalBytes(range)
    case .literalEnded: return .literalEnded
    case .response(.greeting(let greeting)): return greeted(greeting)
    case .response(.untagged(let response)): return received(response)
    case .response(.continuation): return try continued()
    case .response(.tagged(let tag, let status, let text)): return .completed(try complete(tag, status, text))
    }
  }

  private mutating func greeted(_ greeting: Greeting) -> Event {
    switch greeting {
    case .ok(let text), .preauthenticated(let text): note(text)
    case .bye: isEnding = true
    }
    return .greeting(greeting)
  }

  private mutating func received(_ response: UntaggedResponse) -> Event {
    switch response {
    case .capability(let capabilities): learn(capabilities)
    case .enabled(let names):
      enabled = CapabilitySet(enabled.sorted + names)
      if enabled.contains(.utf8Accept) {
        dialect.utf8 = true
        parser.utf8 = true
      }
    case .status(.ok, let text): note(text)
    case .bye: isEnding = true
    default: break
    }
    return .untagged(response)
  }

  private mutating func note(_ text: ResponseText) {
    if case .capability(let capabilities) = text.code { learn(capabilities) }
  }

  private mutating func learn(_ capabilities: CapabilitySet) {
    self.capabilities = capabilities
    dialect.literals =
      if capabilities.contains(.literalPlus) { .plus } else if capabilities.containsOrRev2(.literalMinus) {
        .minus
      } else {
        .synchronising
      }
  }

  /// A `+`: for the one command that waits for it.
  private mutating func continued() throws(ProtocolError) -> Event? {
    guard
      let index = inFlight.firstIndex(where: { !$0.pieces.isEmpty || ($0.command == .idle && !$0.hasIdled) })
    else {
      throw .unexpectedContinuation
    }
    guard inFlight[index].pieces.isEmpty else {
      outgoing.append(contentsOf: inFlight[index].pieces.removeFirst())
      sendWaiting()
      return nil
    }
    inFlight[index].hasIdled = true
    sendDone()
    return .idling(inFlight[index].tag)
  }

  private mutating func complete(
    _ tag: Tag, _ status: Status, _ text: ResponseText
  ) throws(ProtocolError) -> Completion {
    guard let index = inFlight.firstIndex(where: { $0.tag == tag }) else { throw .unknownTag }
    let done = inFlight.remove(at: index)
    if status == .ok { note(text) }
    sendWaiting()
    return Completion(tag: tag, command: done.command, status: status, text: text)
  }

  private mutating func sendDone() {
    for index in inFlight.indices
    where inFlight[index].isDoneDue && inFlight[index].hasIdled && !inFlight[index].isDoneSent {
      inFlight[index].isDoneSent = true
      outgoing.append(contentsOf: "DONE\r\n".utf8)
    }
    sendWaiting()
  }

  private mutating func sendWaiting() {
    while let next = waiting.first, maySend(next.command) {
      waiting.removeFirst()
      var pieces = CommandEncoder(next.command, tag: next.tag, dialect: dialect).pieces
      outgoing.append(contentsOf: pieces.removeFirst())
      inFlight.append(InFlight(tag: next.tag, command: next.command, pieces: pieces))
    }
  }

  private func maySend(_ command: Command) -> Bool {
    guard !inFlight.contains(where: { $0.blocksSending || $0.command.standsAlone }) else { return false }
    if command.standsAlone { return inFlight.isEmpty }
    return !command.isAnsweredWithoutTag || !inFlight.contains { $0.command.isAnsweredWithoutTag }
  }
}

extension Command {
  /// Whether it changes what other commands and their answers mean.
  fileprivate var standsAlone: Bool {
    switch self {
    case .select, .unselect, .enable, .logout: true
    default: false
    }
  }

  /// Whether its data do not say which command they answer.
  fileprivate var isAnsweredWithoutTag: Bool {
    if case .search(_, returning: nil) = self { true } else { false }
  }
}
