import Documents
import Feedback
import Foundation
import Intake
import Notes
import Synchronization

/// A source that hands out what it was given, in batches, and remembers what it was told. It ends with the last batch,
/// or, as those of a daemon do, with its task.
final class GivenSource: Source {
  let name: SourceName = "given"
  let kind: SourceStatus.Kind = .drop
  private let batches: [[Arrival]]
  private let waits: Bool
  private let told = Mutex<[Settled]>([])

  init(_ batches: [[Arrival]], thenWaits waits: Bool = false) {
    self.batches = batches
    self.waits = waits
  }

  var settled: [Settled] { told.withLock { $0 } }
  func open() async throws(SourceError) {}
  func arrivals(after position: Position?) -> Batches { Batches(batches: batches, waits: waits) }
  func acknowledge(_ settled: [Settled]) async throws(SourceError) { told.withLock { $0 += settled } }
  func backlog() async -> (count: Int, oldest: Date?) { (0, nil) }

  struct Batches: AsyncSequence, Sendable {
    typealias Element = [Arrival]
    typealias Failure = SourceError
    var batches: [[Arrival]]
    var waits: Bool
    func makeAsyncIterator() -> Iterator { Iterator(rest: batches[...], waits: waits) }
    struct Iterator: AsyncIteratorProtocol {
      typealias Element = [Arrival]
      typealias Failure = SourceError
      var rest: ArraySlice<[Arrival]>
      var waits: Bool
      mutating func next(isolation actor: isolated (any Actor)?) async throws(SourceError) -> [Arrival]? {
        if let batch = rest.popFirst() { return batch }
        while waits, !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        return nil
      }
    }
  }
}

extension Arrival {
  static func mail(_ name: String, _ text: String) -> Arrival {
    let bytes = Array(text.utf8)
    return Arrival(
      key: ArrivalKey(rawValue: name), path: name, form: .mail, size: bytes.count,
      receivedAt: Date(timeIntervalSince1970: 1_741_852_800)
    ) { _ async throws(SourceError) in bytes }
  }

  static func file(_ name: String, _ text: String) -> Arrival {
    var arrival = mail(name, text)
    arrival.form = .document(name: name)
    return arrival
  }
}

/// Finds fast_decisions in whatever has the word "veckor", and nothing else.
struct WordTagger: Tagger {
  let version = "test.1"
  func judge(_ text: String, context: String?) -> Judgement {
    let scalars = Array(text.unicodeScalars)
    let word = Array("veckor".unicodeScalars)
    let place = scalars.indices.first { scalars[$0...].starts(with: word) }
    let found = place.map {
      [Judgement.ThemeScore(theme: .fastDecisions, score: 0.9, evidence: [$0..<$0 + word.count])]
    }
    return Judgement(
      themes: found ?? [], scores: [], stance: found == nil ? nil : .need,
      serviceArea: text.contains("bygglov") ? "bygglov" : .none, language: .swedish)
  }
}

/// Counts the passages, headings and titles that it is asked about.
final class CountingTagger: Tagger {
  let version = "test.1"
  private let asked = Mutex(0)
  var judged: Int { asked.withLock { $0 } }

  func judge(_ text: String, context: String?) -> Judgement {
    asked.withLock { $0 += 1 }
    return WordTagger().judge(text, context: context)
  }
}

/// Documents that fail as often as they were told to, then are read as plain text.
final class FailingDocuments: DocumentReader {
  private let failures: Mutex<Int>
  private let error: DocumentError
  private let asked = Mutex(0)
  init(failures: Int, error: DocumentError = .failed("it took too long")) {
    self.failures = Mutex(failures)
    self.error = error
  }
  var attempts: Int { asked.withLock { $0 } }

  func read(_ bytes: [UInt8], as kind: DocumentKind) async throws(DocumentError) -> DocumentText {
    asked.withLock { $0 += 1 }
    let fails = failures.withLock { left in
      defer { left -= 1 }
      return left > 0
    }
    if fails { throw error }
    return DocumentText(text: String(decoding: bytes, as: UTF8.self))
  }
}

extension Reader {
  static func test(documents: any DocumentReader = FailingDocuments(failures: 0)) -> Reader {
    Reader(
      gate: Gate(allows: { $0.hasSuffix("@uppsala.example") }), documents: documents, notes: NoteReader(),
      tagger: WordTagger(), limits: ReadingLimits(),
      timezone: TimeZone(identifier: "Europe/Stockholm") ?? .gmt,
      surroundings: .simulated(from: Date(timeIntervalSince1970: 1_741_900_000)))
  }
}

/// A store that fails as it was told to before it does its work: busy, full, or for good.
struct FailingStore: FeedbackStore {
  let base: any FeedbackStore
  let failures: Failures

  final class Failures: Sendable {
    private let left: Mutex<[StoreError?]>
    /// - Parameter errors: for each commit; nil lets it through, as do all after the last.
    init(_ errors: [StoreError?]) { left = Mutex(errors) }
    func next() -> StoreError? { left.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
  }

  func commit(
    _ entries: [Entry], from source: SourceName, at position: Position?
  ) async throws(StoreError) -> [CommitResult] {
    if let error = failures.next() { throw error }
    return try await base.commit(entries, from: source, at: position)
  }

  func position(of source: SourceName) async throws(StoreError) -> Position? {
    try await base.position(of: source)
  }
  func standings(of keys: [ArrivalKey], from source: SourceName) async throws(StoreError) -> [ArrivalKey:
    Standing]
  {
    try await base.standings(of: keys, from: source)
  }
  func outcomes(of digests: [Digest]) async throws(StoreError) -> [Digest: Outcome] {
    try await base.outcomes(of: digests)
  }
  func beginAttempt(at keys: [ArrivalKey], from source: SourceName) async throws(StoreError) {
    try await base.beginAttempt(at: keys, from: source)
  }
  func release(_ entry: Entry, by actor: String, at time: Date) async throws(StoreError) -> CommitResult? {
    try await base.release(entry, by: actor, at: time)
  }
  func discard(_ message: ULID, by actor: String, at time: Date) async throws(StoreError) -> Bool {
    try await base.discard(message, by: actor, at: time)
  }
  func quarantined() async throws(StoreError) -> [Entry] { try await base.quarantined() }
  func entry(_ message: ULID) async throws(StoreError) -> Entry? { try await base.entry(message) }
  func original(of message: ULID) async throws(StoreError) -> [UInt8]? {
    try await base.original(of: message)
  }
  func entries(after cursor: ULID?, since: Date?, note: ULID?, limit: Int) async throws(StoreError) -> [Entry]
  {
    try await base.entries(after: cursor, since: since, note: note, limit: limit)
  }
  func index(atMost limit: Int) async throws(StoreError) -> Int { try await base.index(atMost: limit) }
  func search(_ query: String, limit: Int) async throws(StoreError) -> [SearchHit] {
    try await base.search(query, limit: limit)
  }
  func report(_ status: SourceStatus) async throws(StoreError) { try await base.report(status) }
  func tagging(from start: Date, to end: Date) async throws(StoreError) -> TaggingMix {
    try await base.tagging(from: start, to: end)
  }
  func status() async throws(StoreError) -> StoreStatus { try await base.status() }
  func activeModel() async throws(StoreError) -> StoredModel? { try await base.activeModel() }
  func activate(_ model: StoredModel) async throws(StoreError) { try await base.activate(model) }
  func inconsistencies() async throws(StoreError) -> [Inconsistency] { try await base.inconsistencies() }
}
