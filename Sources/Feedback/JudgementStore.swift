package import Foundation

/// The part of the feedback store in which judgements change after the commit: corrections, replays, models.
///
/// Whatever replaces a judgement keeps the earlier one in the passage's history, in the same transaction.
package protocol JudgementStore: Sendable {
  /// One passage as it stands; nil where none has that identifier.
  func passage(_ id: ULID) async throws(StoreError) -> Passage?

  /// Keeps a correction and gives its passage the judgement that follows from it, in one transaction with an audit row.
  /// - Parameter judging: the judgement of a passage under all corrections in force on it, oldest first, the new one
  ///   among them. Called within the transaction.
  /// - Returns: the passage as it then stands; nil where none has that identifier.
  func correct(
    _ correction: Correction, judging: @escaping @Sendable (Passage, [Correction]) -> PassageJudgement
  ) async throws(StoreError) -> Passage?

  /// Withdraws every correction in force on a passage, in one transaction with an audit row. They stay, marked as
  /// withdrawn; nothing learns from them any more.
  /// - Returns: how many there were, and the passage as it then stands; nil where no passage has that identifier.
  func withdraw(
    correctionsOf passage: ULID, by actor: String, at time: Date,
    judging: @escaping @Sendable (Passage, [Correction]) -> PassageJudgement
  ) async throws(StoreError) -> (count: Int, passage: Passage)?

  /// The passages with corrections in force, in the order of their identifiers.
  func correctedPassages() async throws(StoreError) -> [CorrectedPassage]

  /// Differs whenever a correction has come or was withdrawn; cheap to ask.
  func correctionsRevision() async throws(StoreError) -> String

  /// The judgements that a passage had before, oldest first.
  func earlierJudgements(of passage: ULID) async throws(StoreError) -> [EarlierJudgement]

  /// Gives a note what a replay made of it, in one transaction: what was read (where ``ReplayedNote/parts`` are given)
  /// and the tags.
  /// - Parameters:
  ///   - revision: of the corrections that the replay knew; where others have come since, nothing is done.
  ///   - isTrial: everything is tried and nothing kept.
  func replace(
    _ replayed: ReplayedNote, at time: Date, knowing revision: String, isTrial: Bool
  ) async throws(StoreError) -> ReplaceResult

  /// Notes in force in the order of their identifiers, a bounded batch at a time; empty at the end.
  func notesInForce(after cursor: ULID?, limit: Int) async throws(StoreError) -> [Note]

  /// The models that are kept, newest first, without their bytes.
  func models() async throws(StoreError) -> [StoredModelSummary]

  /// Puts a kept model in use again; nil puts the shipped one in use.
  /// - Returns: false where no model of that version is kept.
  func activate(version: String?) async throws(StoreError) -> Bool

  /// A kept model; nil where there is none of that version.
  func model(version: String) async throws(StoreError) -> StoredModel?

  /// Keeps a model and puts it in use, in one transaction, and drops the oldest of those that are not in use.
  /// - Parameter kept: so many of the earlier ones are kept.
  func activate(_ model: StoredModel, keeping kept: Int) async throws(StoreError)
}

/// A judgement that a later one has replaced.
package struct EarlierJudgement: Hashable, Sendable {
  package enum Cause: String, Sendable { case correction, withdrawal, replay }

  package var judgement: PassageJudgement
  /// When, and by what, it was replaced.
  package var replacedAt: Date
  package var cause: Cause

  package init(judgement: PassageJudgement, replacedAt: Date, cause: Cause) {
    self.judgement = judgement
    self.replacedAt = replacedAt
    self.cause = cause
  }
}

/// What a replay made of a note.
package struct ReplayedNote: Hashable, Sendable {
  /// With the identifiers that note and passages had; passages that are new have new ones.
  package var note: Note
  /// The texts that the note's ranges lie in, where it was read again; nil where it was only tagged again.
  package var parts: [PartText]?

  package init(note: Note, parts: [PartText]?) {
    self.note = note
    self.parts = parts
  }
}

/// What became of a replayed note.
package enum ReplaceResult: Hashable, Sendable {
  case done
  /// Corrections have come or gone since the replay asked for them.
  case correctionsChanged
  /// Another note in force has the same content by now, so that this one can only be tagged again.
  case sameAsAnother
  /// A passage that an officer has judged, or that an activity answers, is not in the new reading: the note can only be
  /// tagged again.
  case losesHeldPassage
  /// It is not there any more.
  case gone
}

/// A kept model, without its bytes.
package struct StoredModelSummary: Hashable, Sendable {
  package var version: String
  package var trainedAt: Date
  package var isActive: Bool

  package init(version: String, trainedAt: Date, isActive: Bool) {
    self.version = version
    self.trainedAt = trainedAt
    self.isActive = isActive
  }
}
