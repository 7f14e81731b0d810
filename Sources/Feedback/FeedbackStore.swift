package import Foundation

/// The feedback store: the record of every message's outcome and of what was understood.
///
/// An instance may be shared between tasks. What `commit` has returned from survives a power cut.
package protocol FeedbackStore: Sendable {
  /// How far the source has been read; nil before its first commit.
  func position(of source: SourceName) async throws(StoreError) -> Position?

  /// Which of these arrivals are known already: decided, or tried without an outcome (the process died). A source's
  /// line asks before it reads, so that a file that was committed but not yet moved away is only moved.
  func standings(of keys: [ArrivalKey], from source: SourceName) async throws(StoreError) -> [ArrivalKey:
    Standing]

  /// Which of these bytes have an outcome here, from whatever source and under whatever key: the latest of each. For
  /// reconciling a source that has moved its messages, or counts them anew.
  func outcomes(of digests: [Digest]) async throws(StoreError) -> [Digest: Outcome]

  /// Counts an attempt at reading each of these, before it is read. The count survives a crash of the process (not
  /// necessarily a power cut), and ends with the commit of the message.
  func beginAttempt(at keys: [ArrivalKey], from source: SourceName) async throws(StoreError)

  /// Commits entries, their bytes and the source's position in one transaction, durably. The results are in the
  /// order of the entries.
  ///
  /// - An entry whose (source, key) is committed already is not written again: ``CommitResult/isNew`` is false.
  /// - An entry whose bytes were stored before becomes `duplicate(same_message)`, with the notes of the first.
  /// - A note whose fingerprint is known is not written again: its reporters are added to the known note. When
  ///   all its notes are known, the entry becomes `duplicate(same_note)`.
  /// - Only an entry that comes in as `stored` can become a duplicate.
  /// - Parameter position: nil leaves the source's position as it is.
  func commit(
    _ entries: [Entry], from source: SourceName, at position: Position?
  ) async throws(StoreError) -> [CommitResult]

  /// Gives a quarantined message its new outcome, as `commit` would, keeping its identifier, in one transaction
  /// with an audit row. Nil where no quarantined message has that identifier.
  func release(_ entry: Entry, by actor: String, at time: Date) async throws(StoreError) -> CommitResult?

  /// Removes the kept bytes and texts of a quarantined message; its outcome and reason remain, marked as
  /// settled, with an audit row. False where no quarantined message has that identifier.
  func discard(_ message: ULID, by actor: String, at time: Date) async throws(StoreError) -> Bool

  /// Messages in quarantine that nobody has settled, oldest first, without their bytes.
  func quarantined() async throws(StoreError) -> [Entry]

  /// One message with all that is kept about it, without its bytes.
  func entry(_ message: ULID) async throws(StoreError) -> Entry?

  /// The bytes of a message as received, or nil where they are not kept.
  func original(of message: ULID) async throws(StoreError) -> [UInt8]?

  /// Messages in the order of intake, a bounded batch at a time: those after `cursor`, received at or after
  /// `since`, or the one that holds the note. Empty at the end.
  func entries(
    after cursor: ULID?, since: Date?, note: ULID?, limit: Int
  ) async throws(StoreError) -> [Entry]

  /// Brings the search index up to date with at most `limit` passages, and tells how many it took. The index
  /// follows the commit; it does not hold it up.
  func index(atMost limit: Int) async throws(StoreError) -> Int

  /// Full text over passages, best first; forms of a Swedish word find each other.
  func search(_ query: String, limit: Int) async throws(StoreError) -> [SearchHit]

  /// Writes what a source is doing, for `status` beside a running daemon.
  func report(_ status: SourceStatus) async throws(StoreError)

  /// How what was taken in within a span of time was tagged, and how many messages wait in quarantine.
  func tagging(from start: Date, to end: Date) async throws(StoreError) -> TaggingMix

  /// Counts and sources, for `status`.
  func status() async throws(StoreError) -> StoreStatus

  /// The model that is in use, if one has been trained here.
  func activeModel() async throws(StoreError) -> StoredModel?

  /// Keeps a model and makes it the one in use, in one transaction.
  func activate(_ model: StoredModel) async throws(StoreError)

  /// What does not hold in the store; empty in a sound one. See ``Inconsistency`` for the invariants.
  func inconsistencies() async throws(StoreError) -> [Inconsistency]
}

/// What the store knows of an arrival before it is read.
package enum Standing: Hashable, Sendable {
  /// Its outcome is committed, under this identifier.
  case decided(Outcome, ULID)
  /// It was tried this often, and each time the process ended before the commit.
  case attempted(Int)

  /// Nil where it is decided.
  package var attempts: Int? {
    if case .attempted(let count) = self { count } else { nil }
  }
}

/// What a commit made of one entry.
package struct CommitResult: Hashable, Sendable {
  /// The identifier of the message as it stands in the store.
  package var message: ULID
  package var outcome: Outcome
  /// The notes it belongs to.
  package var notes: [ULID]
  /// False where the arrival had been committed before.
  package var isNew: Bool
  /// Whether one of its notes is a corrected version of one that the store held.
  package var isRevision: Bool

  package init(message: ULID, outcome: Outcome, notes: [ULID], isNew: Bool, isRevision: Bool = false) {
    self.message = message
    self.outcome = outcome
    self.notes = notes
    self.isNew = isNew
    self.isRevision = isRevision
  }
}

/// Why the store could not do its work.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    /// Another process holds it; passes by itself.
    case busy
    /// No space left on the device; passes when somebody makes room.
    case full
    /// It may be read but not written; passes when somebody mends it.
    case readOnly
    /// The device failed to read or write.
    case io
    /// There is no store at that place, or it cannot be opened.
    case cannotOpen
    /// A file that was to be made, such as a backup, cannot be: its name is taken, or its folder is not there.
    case cannotCreate
    /// It may not be used by this user.
    case notPermitted
    /// It is no database of ours, or one from a later version.
    case notOurs
    /// The database is damaged.
    case corrupt
    /// One entry cannot be held: larger than the database's own limits.
    case refused
    /// A fault of our own.
    case fault
  }

  package var kind: Kind
  /// One sentence: what is wrong, where, what to do.
  package var description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// True where waiting and trying again is right.
  package var isTemporary: Bool {
    switch kind {
    case .busy, .full, .readOnly, .io: true
    case .cannotOpen, .cannotCreate, .notPermitted, .notOurs, .corrupt, .refused, .fault: false
    }
  }
}

/// Something in the store that does not hold.
///
/// The invariants:
/// - `outcome`: every message has exactly one outcome, with a reason unless stored.
/// - `bytes`: the kept bytes of a message have its SHA-256; a message that keeps none says so.
/// - `notes`: a stored message has at least one note, a duplicate belongs to at least one, others have none.
/// - `passages`: ordinals of a note count from 1 without a gap; each range lies in the text of its part, and
///   that stretch, with its line breaks folded, is the passage's text.
/// - `evidence`: each evidence range lies within its passage's text.
/// - `fingerprint`: no two notes that are in force have the same fingerprint.
/// - `keys`: every passage, and nothing that is gone, is found by its text when a corrected version comes.
/// - `attempts`: no committed message still counts attempts.
/// - `references`: every foreign key holds, and the database's own integrity check passes.
package struct Inconsistency: Hashable, Sendable {
  /// The invariant's name, as above.
  package var invariant: String
  /// One sentence that says where.
  package var detail: String

  package init(invariant: String, detail: String) {
    self.invariant = invariant
    self.detail = detail
  }
}

/// A passage that answers a search.
package struct SearchHit: Hashable, Sendable {
  package var note: ULID
  package var noteTitle: String?
  package var meetingDate: CalendarDate?
  package var passage: Passage
  /// Where the words were found: half-open offsets in Unicode scalars into the passage's text.
  package var matches: [Range<Int>]

  package init(
    note: ULID, noteTitle: String?, meetingDate: CalendarDate?, passage: Passage, matches: [Range<Int>]
  ) {
    self.note = note
    self.noteTitle = noteTitle
    self.meetingDate = meetingDate
    self.passage = passage
    self.matches = matches
  }
}

/// What a source is doing.
package struct SourceStatus: Hashable, Sendable {
  package enum Kind: String, Sendable { case mailbox, drop }
  package enum State: String, Sendable {
    case starting, connecting, idle, working
    /// Backing off after a failure.
    case waiting
    /// Has not succeeded within its time.
    case late
    case stopped
  }

  package var name: SourceName
  package var kind: Kind
  package var state: State
  package var lastSuccess: Date?
  /// When the oldest message that was seen but not committed arrived.
  package var oldestWaiting: Date?
  /// The number of messages seen but not committed.
  package var backlog: Int
  /// One sentence, where something is wrong.
  package var error: String?

  package init(
    name: SourceName, kind: Kind, state: State, lastSuccess: Date? = nil, oldestWaiting: Date? = nil,
    backlog: Int = 0, error: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.state = state
    self.lastSuccess = lastSuccess
    self.oldestWaiting = oldestWaiting
    self.backlog = backlog
    self.error = error
  }
}

/// Counts over the whole store.
package struct StoreStatus: Hashable, Sendable {
  /// By ``Outcome/name``.
  package var outcomes: [String: Int]
  package var notes: Int
  package var passages: Int
  package var sources: [SourceStatus]
  package var outboxWaiting: Int
  package var outboxFailed: Int
  package var schema: Int
  /// The size on disk, the write-ahead log included.
  package var bytes: Int

  package init(
    outcomes: [String: Int], notes: Int, passages: Int, sources: [SourceStatus], outboxWaiting: Int,
    outboxFailed: Int, schema: Int, bytes: Int
  ) {
    self.outcomes = outcomes
    self.notes = notes
    self.passages = passages
    self.sources = sources
    self.outboxWaiting = outboxWaiting
    self.outboxFailed = outboxFailed
    self.schema = schema
    self.bytes = bytes
  }
}

/// A trained model as it is kept.
package struct StoredModel: Hashable, Sendable {
  package var version: String
  package var trainedAt: Date
  package var bytes: [UInt8]

  package init(version: String, trainedAt: Date, bytes: [UInt8]) {
    self.version = version
    self.trainedAt = trainedAt
    self.bytes = bytes
  }
}
