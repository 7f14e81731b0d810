package import Feedback
package import Foundation
import GRDB

extension SQLiteStore {
  /// By when they were taken in, which their identifiers tell: the index on them finds the span.
  package func tagging(from start: Date, to end: Date) async throws(StoreError) -> TaggingMix {
    let span: StatementArguments = [Self.lowest(at: start), Self.lowest(at: end)]
    return try await read { db in
      let passages = """
        FROM messages JOIN notes ON notes.message = messages.number AND notes.in_force = 1
          JOIN passages ON passages.note = notes.number
        """
      let counts = try Row.fetchOne(
        db,
        sql: """
          SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM tags WHERE passage = passages.number))
          \(passages) WHERE messages.id >= ? AND messages.id < ?
          """, arguments: span)
      var themes = [ThemeName: Int]()
      for row in try Row.fetchAll(
        db,
        sql: """
          SELECT tags.theme, count(*) \(passages) JOIN tags ON tags.passage = passages.number
          WHERE messages.id >= ? AND messages.id < ? GROUP BY tags.theme
          """, arguments: span)
      {
        themes[ThemeName(rawValue: row[0])] = row[1]
      }
      let waiting = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM messages WHERE outcome = 'quarantined' AND settled_at IS NULL")
      return TaggingMix(
        passages: counts?[0] ?? 0, untagged: counts?[1] ?? 0, themes: themes, quarantined: waiting ?? 0)
    }
  }

  /// The lowest identifier that can have been made at a time.
  private static func lowest(at time: Date) -> Data {
    let milliseconds = UInt64(max(0, min(time.timeIntervalSince1970 * 1000, Double(1 << 48 - 1))))
    return Data(
      (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> (8 * (5 - $0))) }
        + [UInt8](repeating: 0, count: 10))
  }
}
