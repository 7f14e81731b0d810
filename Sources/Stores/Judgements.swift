import Feedback
import Foundation
import GRDB

/// Reads and writes the judgements of passages, and the corrections behind them, within one transaction.
struct Judgements {
  private let db: Database

  init(_ db: Database) throws { self.db = db }

  func passage(_ id: ULID) throws -> EntryReader.NumberedPassage? {
    let number = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT number FROM passages WHERE id = ?"), arguments: [id.column])
    guard let number else { return nil }
    return try EntryReader(db).passages(where: "number IN (SELECT value FROM json_each(?))", [number]).first
  }

  func language(of note: Int64) throws -> NoteLanguage {
    let language = try String.fetchOne(
      db.cachedStatement(sql: "SELECT language FROM notes WHERE number = ?"), arguments: [note])
    return try sound(language.flatMap(NoteLanguage.init(rawValue:)), "notes.language")
  }

  func insert(_ correction: Correction, of passage: Int64) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO corrections (id, passage, author, made_at, themes, stance, service_area, evidence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).run([
      correction.id.column, passage, correction.author.column, correction.madeAt.column,
      correction.themes.map { JSON.array($0.map { .string($0.rawValue) }).line.column },
      correction.stance?.rawValue, correction.serviceArea?.rawValue.column,
      correction.evidence.isEmpty ? nil : StoredJSON.column(correction.evidence),
    ])
  }

  /// The corrections in force on a passage, oldest first.
  func corrections(of passage: Int64) throws -> [Correction] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT corrections.id, passages.id, author, made_at, themes, corrections.stance,
            corrections.service_area, evidence
          FROM corrections JOIN passages ON passages.number = corrections.passage
          WHERE corrections.passage = ? AND withdrawn_at IS NULL ORDER BY corrections.number
          """), arguments: [passage]
    ).map { row in
      let themes: String? = row[4]
      let stance: String? = row[5]
      let area: String? = row[6]
      let evidence: String? = row[7]
      return Correction(
        id: try sound(ULID(column: row[0]), "corrections.id"),
        passage: try sound(ULID(column: row[1]), "passages.id"), author: row[2], madeAt: Date(column: row[3]),
        themes: try themes.map { try StoredJSON.themes($0) },
        stance: try stance.map { try sound(Stance(rawValue: $0), "corrections.stance") },
        serviceArea: area.map { ServiceArea(rawValue: $0) },
        evidence: try evidence.map { try StoredJSON.evidence($0) } ?? [:])
    }
  }

  /// Gives a passage another judgement and keeps the earlier one; does nothing where they are the same.
  /// - Returns: whether they differed.
  @discardableResult
  func replace(
    _ known: EntryReader.NumberedPassage, with judgement: PassageJudgement, at time: Date,
    because cause: EarlierJudgement.Cause
  ) throws -> Bool {
    let passage = known.passage
    let earlier = PassageJudgement(
      tags: passage.tags, stance: passage.stance, serviceArea: passage.serviceArea)
    guard earlier != judgement else { return false }
    try db.cachedStatement(
      sql: """
        INSERT INTO earlier_judgements (passage, replaced_at, cause, stance, service_area, tags)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).run([
      known.number, time.column, cause.rawValue, earlier.stance?.rawValue,
      earlier.serviceArea.rawValue.column,
      StoredJSON.column(earlier.tags),
    ])
    try write(judgement, of: known.number)
    return true
  }

  private func write(_ judgement: PassageJudgement, of passage: Int64) throws {
    try db.cachedStatement(sql: "UPDATE passages SET stance = ?, service_area = ? WHERE number = ?").run([
      judgement.stance?.rawValue, judgement.serviceArea.rawValue.column, passage,
    ])
    try db.cachedStatement(sql: "DELETE FROM tags WHERE passage = ?").run([passage])
    let insert = try db.cachedStatement(sql: NoteWriter.insertTagStatement)
    for (position, tag) in judgement.tags.enumerated() {
      try insert.run([
        passage, position, tag.theme.rawValue.column, tag.score, tag.author.column, tag.model?.column,
        tag.evidence.column,
      ])
    }
  }

  /// Differs whenever a correction has come or was withdrawn.
  static func revision(in db: Database) throws -> String {
    let row = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT coalesce(max(number), 0), count(withdrawn_at), count(*) FROM corrections"))
    guard let row else { return "" }
    return "\(row[0] as Int64).\(row[1] as Int64).\(row[2] as Int64)"
  }
}

// Judgements as JSON columns: arrays in a fixed order. Scores are texts, since not every reader of JSON gives back the last
// bit of a number.
extension StoredJSON {
  static func column(_ tags: [Tag]) -> String {
    JSON.array(
      tags.map {
        .array([
          .string($0.theme.rawValue), .string(String($0.score)), .string($0.author), .text($0.model),
          .array($0.evidence.map(JSON.range)),
        ])
      }
    ).line.column
  }

  static func tags(_ column: String) throws -> [Tag] {
    try rows(column, "earlier_judgements.tags") { row in
      guard row.count == 5, let theme = row[0] as? String,
        let score = (row[1] as? String).flatMap(Double.init),
        let author = row[2] as? String, let evidence = ranges(row[4])
      else { return nil }
      return Tag(
        theme: ThemeName(rawValue: theme), score: score, author: author, model: row[3] as? String,
        evidence: evidence)
    }
  }

  static func column(_ evidence: [ThemeName: [Range<Int>]]) -> String {
    JSON.array(
      evidence.sorted { $0.key < $1.key }.map {
        .array([.string($0.key.rawValue), .array($0.value.map(JSON.range))])
      }
    ).line.column
  }

  static func evidence(_ column: String) throws -> [ThemeName: [Range<Int>]] {
    let pairs: [(ThemeName, [Range<Int>])] = try rows(column, "corrections.evidence") { row in
      guard row.count == 2, let theme = row[0] as? String, let evidence = ranges(row[1]) else { return nil }
      return (ThemeName(rawValue: theme), evidence)
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  static func themes(_ column: String) throws -> [ThemeName] {
    let parsed = try? JSONSerialization.jsonObject(with: Data(column.utf8))
    return try sound(parsed as? [String], "corrections.themes").map { ThemeName(rawValue: $0) }
  }

  private static func ranges(_ value: Any) -> [Range<Int>]? {
    guard let pairs = value as? [[Int]], pairs.allSatisfy({ $0.count == 2 && $0[0] <= $0[1] }) else {
      return nil
    }
    return pairs.map { $0[0]..<$0[1] }
  }
}
