import Curl
import Feedback
import Foundation
import IMAP
import Intake

/// One connection to a mailbox, from the login to its end.
///
/// All its work is done on the connection's own thread (``CurlSession/executor``), which sleeps where there is nothing
/// to do: what others want of it goes through ``Handover``.
actor MailboxSession {
  let configuration: MailboxConfiguration
  let log: any EventLog
  let now: @Sendable () -> Date
  let ledger: MailboxLedger
  let fault: MailboxFault
  /// What messages are marked with.
  let keyword: Flag
  private nonisolated let curl: CurlSession
  private var machine: ClientStateMachine
  private var completions: [CommandTag: ClientStateMachine.Completion] = [:]
  /// Since when the server has had something to answer, and has said nothing.
  private var silentSince = ContinuousClock.Instant.now
  private var idleTag: CommandTag?
  private var failure: SourceError?
  private(set) var hasFallenSilent = false

  // What the server said of itself and of the folder.
  var abilities = ServerAbilities(capabilities: CapabilitySet())
  var delimiter: Character?
  private(set) var selected: UIDValidity?
  var uidNext: UID?
  var messageCount: UInt32 = 0
  var isReadOnly = false
  private var alerts = 0

  /// The messages that the commands in flight have given.
  var found = SearchResult()
  var listed: [ListedMessage] = []
  var copied = UIDSet()
  /// Told of new messages that nobody has looked for yet.
  var hasNews = false
  /// Whether the folder has been looked through for new messages since the last wait.
  var isLookedAt = false
  /// Refused or ended by the server at once: not tried again.
  var isIdleUseless = false

  // Fetching.
  var handover: Handover?
  var delivery: Delivery?
  var demanded: (uid: UID, section: BodySection, body: FetchedBody?)?
  private var literal: [UInt8]?
  /// What the server would not do and was told of already.
  var told: Set<String> = []

  init(
    _ configuration: MailboxConfiguration, curl: CurlSession, keyword: Flag, log: any EventLog,
    now: @escaping @Sendable () -> Date, ledger: MailboxLedger
  ) {
    self.configuration = configuration
    self.curl = curl
    self.keyword = keyword
    self.log = log
    self.now = now
    self.ledger = ledger
    fault = MailboxFault(name: configuration.name, folder: configuration.folder)
    var limits = ParserLimits()
    limits.message = UInt64(max(0, configuration.messageBytes))
    machine = ClientStateMachine(limits: limits)
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { curl.executor.asUnownedSerialExecutor() }

  /// Wakes the connection's thread; from any thread.
  nonisolated func wake() { curl.wake() }

  /// Of the open folder; there is always one, once the session is open.
  var validity: UIDValidity? { selected }

  var enabled: CapabilitySet { machine.enabled }
  var capabilities: CapabilitySet? { machine.capabilities }
  var isIdling: Bool { idleTag != nil }
  var hasUnanswered: Bool { !machine.unanswered.isEmpty }

  var sentences: [String] {
    var sentences = abilities.sentences
    if isReadOnly { sentences.append("the folder can only be read: messages that are done are not marked.") }
    return sentences
  }

  // MARK: Asking

  @discardableResult
  func submit(_ command: Command) throws(SourceError) -> CommandTag {
    if machine.unanswered.isEmpty { silentSince = .now }
    do throws(CommandError) { return try machine.submit(command) } catch { throw fault.of(error) }
  }

  /// Sends a command, and works on whatever comes until it is answered.
  func run(_ command: Command) async throws(SourceError) -> ClientStateMachine.Completion {
    try await answer(to: submit(command))
  }

  func answer(
    to tag: CommandTag, within patience: Duration? = nil
  ) async throws(SourceError) -> ClientStateMachine.Completion {
    while true {
      if let done = completions.removeValue(forKey: tag) { return done }
      try await turn(within: patience ?? configuration.answerTimeout)
    }
  }

  func beginIdle() throws(SourceError) { idleTag = try submit(.idle) }

  /// The commands that follow go out in the same bytes.
  func endIdle() {
    guard idleTag != nil else { return }
    silentSince = .now
    machine.endIdle()
  }

  // MARK: Working

  /// Sends what is to be sent, waits, and takes in what comes. Returns when something came, or the bell rang.
  /// - Parameter patience: how long the server may be silent while it owes an answer.
  func turn(within patience: Duration) async throws(SourceError) {
    try topUp()
    try await flush()
    let rest = patience - silentSince.duration(to: .now)
    if rest > .zero, try await wait(for: rest) != .timeUp { return }
    hasFallenSilent = true
    throw fail(fault.silent)
  }

  /// Sends what is to be sent, then waits for the server, the bell or the time; takes in what came.
  @discardableResult
  func wait(for duration: Duration) async throws(SourceError) -> CurlSession.Readiness {
    if let failure { throw failure }
    try await flush()
    let readiness: CurlSession.Readiness
    do throws(SessionError) { readiness = try await curl.wait(for: duration) } catch {
      throw fail(fault.of(error))
    }
    if readiness == .readable { try await hear() }
    return readiness
  }

  private func flush() async throws(SourceError) {
    let bytes = machine.takeBytesToSend()
    guard !bytes.isEmpty else { return }
    do throws(SessionError) {
      try await curl.send(bytes, timeout: configuration.answerTimeout)
    } catch {
      throw fail(fault.of(error))
    }
  }

  private func hear() async throws(SourceError) {
    var bytes: [UInt8] = []
    do throws(SessionError) {
      _ = try await curl.receive(into: &bytes, timeout: configuration.answerTimeout)
    } catch {
      throw fail(fault.of(error))
    }
    guard !bytes.isEmpty else { throw fail(fault.ended) }
    silentSince = .now
    ledger.hear()
    var offset = 0
    do throws(ProtocolError) {
      while let event = try machine.next(in: bytes.span, at: &offset) { take(event, bytes) }
    } catch {
      throw fail(fault.of(error))
    }
    if let failure { throw failure }
    try landFlights()
  }

  /// The first error is the one that is told; nothing is sent after it.
  @discardableResult
  func fail(_ error: SourceError) -> SourceError {
    if failure == nil { failure = error }
    return failure ?? error
  }

  /// Ends the connection, with LOGOUT where the server is not in the midst of something.
  func close() async {
    var farewell: [UInt8] = []
    if failure == nil, !hasUnanswered, (try? machine.submit(.logout)) != nil {
      farewell = machine.takeBytesToSend()
    }
    failure = failure ?? fault.ended
    await curl.close(farewell: farewell, timeout: .milliseconds(500))
  }

  // MARK: Hearing

  private func take(_ event: ClientStateMachine.Event, _ bytes: [UInt8]) {
    switch event {
    case .greeting, .idling: break
    case .untagged(let response): note(response)
    case .literalBegan(let start):
      literal = nil
      let isHeader = start.section == .header && demanded?.section == .header
      if isHeader || (start.section == .whole && start.origin == nil), !start.isSkipped {
        literal = []
        // What a server announces it need not send: room is made for what messages mostly are.
        literal?.reserveCapacity(Int(min(start.size, 1 << 20)))
      }
    case .literalBytes(let range): literal?.append(contentsOf: bytes[range])
    case .literalEnded: break
    case .completed(let completion):
      note(completion.text)
      noteThrottling(completion)
      if completion.tag == idleTag {
        idleTag = nil
        if completion.status != .ok { isIdleUseless = true }
      } else if delivery?.land(completion) != true {
        completions[completion.tag] = completion
      }
    }
  }

  private func note(_ response: UntaggedResponse) {
    switch response {
    case .status(_, let text): note(text)
    case .bye(let text):
      note(text)
      fail(Throttling(text).map(fault.throttled) ?? fault.saidGoodbye)
    case .capability(let capabilities): abilities.note(.capability(capabilities))
    case .exists(let count):
      if count > messageCount { hasNews = true }
      messageCount = count
    case .expunge: messageCount -= messageCount > 0 ? 1 : 0
    case .vanished(let uids, earlier: false):
      messageCount -= min(messageCount, UInt32(clamping: uids.count))
    case .fetch(let message): noteFetched(message)
    case .search(let result): found.all.formUnion(result.all)
    case .list(let mailbox): delimiter = mailbox.delimiter
    default: break
    }
  }

  /// A server that is asked too much answers nothing more to the point: asked on, it would refuse one message after the
  /// other, and each would be taken for one that cannot be had.
  private func noteThrottling(_ completion: ClientStateMachine.Completion) {
    guard completion.status != .ok, let throttling = Throttling(completion.text) else { return }
    if completion.text.code == .limit, !completion.command.onlyAsks { return }
    fail(fault.throttled(throttling))
  }

  private func note(_ text: ResponseText) {
    guard let code = text.code else { return }
    switch code {
    case .uidValidity(let validity):
      // Within a session it may not change; where it does, all that is known here is void.
      if let selected, selected != validity { fail(fault.validityChanged) }
      selected = validity
    case .uidNext(let uid): uidNext = uid
    case .readOnly: isReadOnly = true
    case .copyUID(let uids): copied.formUnion(uids.sources)
    case .alert:
      // May hold personal data: that there is one is told, not what it says.
      alerts += 1
      tell(
        "alert",
        "the server has an alert for the users of this mailbox; log in with a mail program to read it")
    default: abilities.note(code)
    }
  }

  private func noteFetched(_ message: FetchedMessage) {
    defer { literal = nil }
    guard let section = message.section(.whole) ?? message.section(.header) else {
      if let uid = message.uid, let size = message.size {
        listed.append(ListedMessage(uid: uid, size: size, receivedAt: message.internalDate?.date))
      }
      return
    }
    guard let uid = message.uid else { return }
    let body: FetchedBody
    switch section.content {
    case .none: body = .missing
    case .quoted(let bytes): body = .bytes(bytes)
    case .streamed: body = .bytes(literal ?? [])
    case .skipped(let size): body = .tooLarge(size)
    }
    if demanded?.uid == uid, demanded?.section == section.section { demanded?.body = body }
    if section.section == .whole {
      delivery?.take(uid, body, receivedAt: message.internalDate?.date)
    }
  }

  /// Tells once a connection what the server would not do.
  func tell(_ subject: String, _ text: String) {
    guard told.insert(subject).inserted else { return }
    log.record(Event(.sourceRefused, .warning, text, source: configuration.name))
  }
}

/// `Tag` is also what a passage bears.
typealias CommandTag = IMAP.Tag

/// A message as its size was asked for.
struct ListedMessage: Hashable, Sendable {
  var uid: UID
  /// RFC822.SIZE, which some servers guess.
  var size: UInt64
  /// INTERNALDATE; nil where the server says none.
  var receivedAt: Date?
}

/// A message's body as it came.
enum FetchedBody {
  case bytes([UInt8])
  case tooLarge(UInt64)
  /// NIL: expunged meanwhile, mostly.
  case missing
}
