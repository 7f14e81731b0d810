import IMAP

/// What happened in a session, with the pieces of a literal put together: the same however the bytes were cut.
enum Happening: Hashable {
  case sent(String)
  case event(ClientStateMachine.Event)
  case body(LiteralStart, [UInt8])
  case failed(ProtocolError)
}

/// A step of a transcript.
enum Step: Hashable {
  case submit(Command)
  case endIdle
  case server([UInt8])

  static func server(_ text: String) -> Step { .server(Array(crlf(text).utf8)) }
}

/// A client without a connection.
struct Session {
  var machine: ClientStateMachine
  var happenings: [Happening] = []
  private var body: (start: LiteralStart, bytes: [UInt8])?

  init(awaitsGreeting: Bool = false, limits: ParserLimits = ParserLimits()) {
    machine = ClientStateMachine(awaitsGreeting: awaitsGreeting, limits: limits)
  }

  var error: ProtocolError? {
    if case .failed(let error) = happenings.last { error } else { nil }
  }

  var events: [ClientStateMachine.Event] {
    happenings.compactMap { if case .event(let event) = $0 { event } else { nil } }
  }

  var untagged: [UntaggedResponse] {
    events.compactMap { if case .untagged(let response) = $0 { response } else { nil } }
  }

  var fetched: [FetchedMessage] {
    untagged.compactMap { if case .fetch(let message) = $0 { message } else { nil } }
  }

  var bodies: [String] {
    happenings.compactMap {
      if case .body(_, let bytes) = $0 { String(decoding: bytes, as: UTF8.self) } else { nil }
    }
  }

  var sent: String {
    happenings.map { if case .sent(let text) = $0 { text } else { "" } }.joined()
  }

  mutating func submit(_ command: Command) throws(CommandError) {
    try machine.submit(command)
    noteSent()
  }

  mutating func endIdle() {
    machine.endIdle()
    noteSent()
  }

  mutating func receive(_ text: String, chunk: Int = .max) { receive(Array(crlf(text).utf8), chunk: chunk) }

  /// Takes bytes in pieces of `chunk`; after an error nothing more.
  mutating func receive(_ bytes: [UInt8], chunk: Int = .max) {
    var start = 0
    while start < bytes.count, error == nil {
      let end = min(bytes.count, start.addingReportingOverflow(chunk).overflow ? .max : start + chunk)
      receive(piece: Array(bytes[start..<end]))
      start = end
    }
    noteSent()
  }

  private mutating func receive(piece: [UInt8]) {
    var offset = 0
    do throws(ProtocolError) {
      while let event = try machine.next(in: piece.span, at: &offset) {
        switch event {
        case .literalBegan(let start): body = (start, [])
        case .literalBytes(let range): body?.bytes.append(contentsOf: piece[range])
        case .literalEnded:
          if let body { happenings.append(.body(body.start, body.bytes)) }
          body = nil
        default:
          noteSent()
          happenings.append(.event(event))
        }
      }
    } catch {
      happenings.append(.failed(error))
    }
  }

  private mutating func noteSent() {
    let bytes = machine.takeBytesToSend()
    if !bytes.isEmpty { happenings.append(.sent(String(decoding: bytes, as: UTF8.self))) }
  }

  mutating func run(_ steps: [Step], chunk: Int = .max) throws {
    for step in steps where error == nil {
      switch step {
      case .submit(let command): try submit(command)
      case .endIdle: endIdle()
      case .server(let bytes): receive(bytes, chunk: chunk)
      }
    }
  }
}
