import Feedback
import Foundation
import GRDB

extension Consistency {
  /// `passages` and `evidence`, a few notes at a time.
  @Sendable static func passages(_ db: Database, _ after: Int64, _ found: inout Consistency) throws -> Int64?
  {
    try each(
      db,
      """
      SELECT notes.number, notes.id, notes.message, messages.imported FROM notes
      LEFT JOIN messages ON messages.number = notes.message WHERE notes.number > ? ORDER BY notes.number LIMIT ?
      """, after, stride
    ) { row in
      let isImported: Int? = row[3]
      // A record holds no texts of parts: there is nothing to hold its ranges against.
      try check(db, note: row[0], named: name(row[1]), message: isImported == 0 ? row[2] : nil, &found)
    }
  }

  private static func check(
    _ db: Database, note: Int64, named note_: String, message: Int64?, _ found: inout Consistency
  ) throws {
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT number, id, ordinal, part, range_start, range_end, text FROM passages WHERE note = ? ORDER BY ordinal
          """), arguments: [note])
    let withoutKey = try PassageKeys.missing(note, in: db)
    if withoutKey > 0 { found.add("keys", "\(withoutKey) passages of note \(note_) have no key") }
    var expected = 1
    var part: PartCursor?
    while let row = try rows.next(), !found.isFull {
      let passage = name(row[1])
      let ordinal: Int = row[2]
      if ordinal != expected {
        found.add("passages", "note \(note_) goes from passage \(expected - 1) to \(ordinal)")
        expected = ordinal
      }
      expected += 1
      let text: String = row[6]
      if let message {
        let wanted: String = row[3]
        if part?.name != wanted { part = try PartCursor(db, wanted, of: message) }
        let start: Int = row[4]
        let end: Int = row[5]
        if let stretch = part?.stretch(start, end) {
          if !isSame(stretch, text) {
            found.add("passages", "passage \(passage) is not the text of its range")
          }
        } else {
          found.add("passages", "the range of passage \(passage) does not lie in a text of part \(wanted)")
        }
      }
      try checkEvidence(db, row[0], passage, length: text.unicodeScalars.count, &found)
    }
  }

  /// `keys` of notes that are gone: once.
  @Sendable static func keys(_ db: Database, _: Int64, _ found: inout Consistency) throws -> Int64? {
    let stale = try PassageKeys.stale(in: db)
    if stale > 0 { found.add("keys", "\(stale) keys of passages belong to notes that are gone") }
    return nil
  }

  private static func checkEvidence(
    _ db: Database, _ number: Int64, _ passage: String, length: Int, _ found: inout Consistency
  ) throws {
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT theme, evidence FROM tags WHERE passage = ?"), arguments: [number])
    while let row = try rows.next() {
      let evidence: String = row[1]
      let ranges = [Range<Int>](column: evidence)
      if ranges?.allSatisfy({ $0.upperBound <= length }) != true {
        let theme: String = row[0]
        found.add("evidence", "the evidence for \(theme) on passage \(passage) does not lie within its text")
      }
    }
  }

  /// Whether two texts are the same when each stretch of white space is one space.
  private static func isSame(_ a: Substring.UnicodeScalarView, _ b: String) -> Bool {
    a.split(whereSeparator: isSpace).elementsEqual(
      b.unicodeScalars.split(whereSeparator: isSpace)
    ) { $0.elementsEqual($1) }
  }

  /// White space as Unicode defines it; looked up in its tables only beyond Latin 1.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 9...13, 32, 0x85, 0xA0: true
    case ..<0x100: false
    default: scalar.properties.isWhitespace
    }
  }
}

/// The text of a part, read once for the passages that lie in it one after the other.
private struct PartCursor {
  let name: String
  private let text: String?
  private var offset = 0
  private var index: String.Index

  init(_ db: Database, _ name: String, of message: Int64) throws {
    self.name = name
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT size, encoding, text FROM parts WHERE message = ? AND part = ?"),
      arguments: [message, name])
    text = row.flatMap { row in
      Packed.Encoding(rawValue: row[1]).flatMap {
        (try? Packed(encoding: $0, size: row[0], bytes: row[2]).unpacked()).map {
          String(decoding: $0, as: UTF8.self)
        }
      }
    }
    index = (text ?? "").startIndex
  }

  /// The scalars from `start` to `end`; nil where they do not lie in the text. Cheap in ascending order.
  mutating func stretch(_ start: Int, _ end: Int) -> Substring.UnicodeScalarView? {
    guard let text, start >= 0, start <= end else { return nil }
    let scalars = text.unicodeScalars
    let limit = start < offset ? scalars.startIndex : scalars.endIndex
    guard let from = scalars.index(index, offsetBy: start - offset, limitedBy: limit),
      let to = scalars.index(from, offsetBy: end - start, limitedBy: scalars.endIndex)
    else { return nil }
    (offset, index) = (start, from)
    return scalars[from..<to]
  }
}
