package import Feedback
package import Foundation
import GRDB

extension SQLiteStore: JudgementStore {
  package func passage(_ id: ULID) async throws(StoreError) -> Passage? {
    try await read { db in try Judgements(db).passage(id)?.passage }
  }

  package func correct(
    _ correction: Correction, judging: @escaping @Sendable (Passage, [Correction]) -> PassageJudgement
  ) async throws(StoreError) -> Passage? {
    try await write { db in
      let judgements = try Judgements(db)
      guard let known = try judgements.passage(correction.passage) else { return nil }
      try judgements.insert(correction, of: known.number)
      let inForce = try judgements.corrections(of: known.number)
      let judgement = judging(known.passage, inForce)
      try judgements.replace(known, with: judgement, at: correction.madeAt, because: .correction)
      try Self.audit(
        "correction.applied", correction.passage, correction.author, correction.madeAt, in: db,
        detail: correction.summary)
      return try judgements.passage(correction.passage)?.passage
    }
  }

  package func withdraw(
    correctionsOf passage: ULID, by actor: String, at time: Date,
    judging: @escaping @Sendable (Passage, [Correction]) -> PassageJudgement
  ) async throws(StoreError) -> (count: Int, passage: Passage)? {
    try await write { db in
      let judgements = try Judgements(db)
      guard let known = try judgements.passage(passage) else { return nil }
      try db.execute(
        sql: """
          UPDATE corrections SET withdrawn_at = ?, withdrawn_by = ? WHERE passage = ? AND withdrawn_at IS NULL
          """, arguments: [time.column, actor.column, known.number])
      let count = db.changesCount
      guard count > 0 else { return (0, known.passage) }
      try judgements.replace(known, with: judging(known.passage, []), at: time, because: .withdrawal)
      try Self.audit("correction.withdrawn", passage, actor, time, in: db, detail: "corrections \(count)")
      return (count, try judgements.passage(passage)?.passage ?? known.passage)
    }
  }

  package func correctedPassages() async throws(StoreError) -> [CorrectedPassage] {
    try await read { db in
      let numbers = try Int64.fetchAll(
        db,
        sql: """
          SELECT DISTINCT corrections.passage FROM corrections JOIN passages ON passages.number = corrections.passage
          WHERE withdrawn_at IS NULL ORDER BY passages.id
          """)
      let judgements = try Judgements(db)
      var passages = [Int64: EntryReader.NumberedPassage]()
      for passage in try EntryReader(db).passages(
        where: "number IN (SELECT value FROM json_each(?))", numbers)
      {
        passages[passage.number] = passage
      }
      return try numbers.map { number in
        let passage = try sound(passages[number], "corrections.passage")
        return CorrectedPassage(
          passage: passage.passage, language: try judgements.language(of: passage.note),
          corrections: try judgements.corrections(of: number))
      }
    }
  }

  package func correctionsRevision() async throws(StoreError) -> String {
    try await read { db in try Judgements.revision(in: db) }
  }

  package func earlierJudgements(of passage: ULID) async throws(StoreError) -> [EarlierJudgement] {
    try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT replaced_at, cause, stance, service_area, tags FROM earlier_judgements
          WHERE passage = (SELECT number FROM passages WHERE id = ?) ORDER BY number
          """, arguments: [passage.column]
      ).map { row in
        let stance: String? = row[2]
        return EarlierJudgement(
          judgement: PassageJudgement(
            tags: try StoredJSON.tags(row[4]),
            stance: try stance.map { try sound(Stance(rawValue: $0), "earlier_judgements.stance") },
            serviceArea: ServiceArea(rawValue: row[3])),
          replacedAt: Date(column: row[0]),
          cause: try sound(EarlierJudgement.Cause(rawValue: row[1]), "earlier_judgements.cause"))
      }
    }
  }
}

extension Correction {
  /// For the audit: what kind of thing was said, without the passage's words.
  fileprivate var summary: String {
    var said = [String]()
    if let themes {
      said.append("themes \(themes.isEmpty ? "none" : themes.map(\.rawValue).joined(separator: ","))")
    }
    if let stance { said.append("stance \(stance.rawValue)") }
    if let serviceArea { said.append("area \(serviceArea.rawValue)") }
    return said.joined(separator: "; ")
  }
}
