/// What a server can do for a mailbox, and what follows where it cannot: from its capabilities, from what it enabled,
/// and from what it said when the mailbox was selected.
package struct ServerAbilities: Hashable, Sendable {
  /// One thing that makes a difference here.
  package enum Ability: String, Hashable, Sendable, CaseIterable {
    case move = "MOVE"
    case uidPlus = "UIDPLUS"
    case keywords = "keywords"
    case condStore = "CONDSTORE"
    case qResync = "QRESYNC"
    case idle = "IDLE"
    case eSearch = "ESEARCH"
    case nonSynchronisingLiterals = "LITERAL+"
    case utf8 = "UTF8=ACCEPT"
    case unselect = "UNSELECT"
    case id = "ID"
  }

  package private(set) var capabilities: CapabilitySet
  /// Nil until a mailbox has been selected.
  private var permanentFlags: [Flag]?
  private var acceptsKeywords = false
  private var keepsNoModSeq = false
  /// The highest MODSEQ when the mailbox was selected.
  package private(set) var highestModSeq: ModSeq?

  package init(capabilities: CapabilitySet) { self.capabilities = capabilities }

  /// Takes in a code that came while a mailbox was selected.
  package mutating func note(_ code: ResponseCode) {
    switch code {
    case .permanentFlags(let flags, let acceptsKeywords):
      permanentFlags = flags
      self.acceptsKeywords = acceptsKeywords
    case .capability(let capabilities): self.capabilities = capabilities
    case .noModSeq: keepsNoModSeq = true
    case .highestModSeq(let modSeq): highestModSeq = modSeq
    default: break
    }
  }

  /// Forgets what was said of the mailbox: to be called before another one is selected.
  package mutating func forgetMailbox() { self = ServerAbilities(capabilities: capabilities) }

  /// Whether a keyword set now will still be there in the next session. Without a PERMANENTFLAGS all flags are kept
  /// (RFC 9051, section 6.3.2), but nothing says that new keywords can be made: the answer is then no.
  package func keeps(_ keyword: Flag) -> Bool {
    acceptsKeywords || permanentFlags?.contains(keyword) == true
  }

  package func has(_ ability: Ability) -> Bool {
    switch ability {
    case .move: capabilities.containsOrRev2(.move)
    case .uidPlus: capabilities.containsOrRev2(.uidPlus)
    case .keywords: acceptsKeywords
    case .condStore: (capabilities.contains(.condStore) || capabilities.contains(.qResync)) && !keepsNoModSeq
    case .qResync: capabilities.contains(.qResync) && !keepsNoModSeq
    case .idle: capabilities.containsOrRev2(.idle)
    case .eSearch: capabilities.containsOrRev2(.eSearch)
    case .nonSynchronisingLiterals:
      capabilities.contains(.literalPlus) || capabilities.containsOrRev2(.literalMinus)
    case .utf8: capabilities.contains(.utf8Accept) || capabilities.contains(.utf8Only)
    case .unselect: capabilities.containsOrRev2(.unselect)
    case .id: capabilities.contains(.id)
    }
  }

  /// How a message is marked as done.
  package enum Moving: Hashable, Sendable {
    /// UID MOVE, proved by COPYUID.
    case move
    /// UID COPY, proved by COPYUID, then `\Deleted` and UID EXPUNGE of that UID alone.
    case copyAndExpunge
    /// Neither can be done without expunging what others marked as deleted.
    case impossible
  }

  /// How messages can be moved into another folder with proof.
  package var moving: Moving {
    guard has(.uidPlus) else { return .impossible }
    return has(.move) ? .move : .copyAndExpunge
  }

  /// What to ENABLE, of what is offered (RFC 5161); empty for nothing.
  package var worthEnabling: [Capability] {
    guard capabilities.containsOrRev2(.enable) else { return [] }
    var asked: [Capability] = []
    if capabilities.contains(.qResync) {
      asked.append(.qResync)
    } else if capabilities.contains(.condStore) {
      asked.append(.condStore)
    }
    if has(.utf8) { asked.append(.utf8Accept) }
    return asked
  }

  /// What a SELECT should ask for about changes.
  /// - Parameters:
  ///   - validity: of the last time; nil for a first one.
  ///   - modSeq: the highest of the last time.
  ///   - enabled: what the server has enabled.
  package func resync(since validity: UIDValidity?, _ modSeq: ModSeq?, enabled: CapabilitySet) -> Resync {
    if enabled.contains(.qResync), let validity, let modSeq, modSeq.rawValue > 0 {
      return .qResync(validity, modSeq)
    }
    return has(.condStore) ? .condStore : .none
  }

  /// One sentence in English on what follows from having or not having it.
  package func sentence(on ability: Ability) -> String {
    switch (ability, has(ability)) {
    case (.move, true): "MOVE: messages that are done can be moved into another folder in one step."
    case (.move, false) where has(.uidPlus):
      "no MOVE: messages that are done are copied, and then expunged by UID."
    case (.move, false):
      "no MOVE: messages that are done cannot be moved; use a keyword or leave them where they are."
    case (.uidPlus, true): "UIDPLUS: a move is proved by the UID that the message got in the other folder."
    case (.uidPlus, false):
      "no UIDPLUS: a move cannot be proved, so nothing is moved; use a keyword or leave messages where they are."
    case (.keywords, true): "keywords: messages that are done can be marked with one."
    case (.keywords, false):
      "no new keywords: messages that are done are not marked; the position kept in the store decides alone."
    case (.condStore, true): "CONDSTORE: changes of flags since the last time can be asked for."
    case (.condStore, false):
      "no CONDSTORE: changes of flags are not followed; new messages are found by their UIDs."
    case (.qResync, true): "QRESYNC: what vanished since the last time is told when the mailbox is opened."
    case (.qResync, false): "no QRESYNC: what vanished is noticed only when it is asked for."
    case (.idle, true): "IDLE: the server tells of new messages at once."
    case (.idle, false): "no IDLE: new messages are found by polling."
    case (.eSearch, true): "ESEARCH: a search is answered in ranges."
    case (.eSearch, false): "no ESEARCH: a large mailbox is searched in windows of UIDs."
    case (.nonSynchronisingLiterals, true):
      "LITERAL+ or LITERAL-: text beyond ASCII is sent without a round trip."
    case (.nonSynchronisingLiterals, false): "no LITERAL+: text beyond ASCII in a command costs a round trip."
    case (.utf8, true): "UTF8=ACCEPT: folder names travel in UTF-8."
    case (.utf8, false): "no UTF8=ACCEPT: folder names travel in modified UTF-7."
    case (.unselect, true): "UNSELECT: a mailbox is left without expunging."
    case (.unselect, false): "no UNSELECT: a mailbox is left by opening another or by closing the connection."
    case (.id, true): "ID: client and server tell each other what they are."
    case (.id, false): "no ID: what the server is stays unknown."
    }
  }

  /// A sentence for each ability, in a fixed order.
  package var sentences: [String] { Ability.allCases.map(sentence(on:)) }
}
