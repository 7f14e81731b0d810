package import Feedback
import Foundation
import GRDB

extension SQLiteStore {
  /// Does not wait for the disk: the next report replaces it.
  package func report(_ status: SourceStatus) async throws(StoreError) {
    try await write(.relaxed) { db in
      try db.cachedStatement(
        sql: """
          INSERT INTO sources (name, kind, state, last_success, oldest_waiting, backlog, error)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, state = excluded.state,
            last_success = excluded.last_success, oldest_waiting = excluded.oldest_waiting,
            backlog = excluded.backlog, error = excluded.error
          """
      ).run([
        status.name.rawValue.column, status.kind.rawValue, status.state.rawValue, status.lastSuccess?.column,
        status.oldestWaiting?.column, max(0, status.backlog), status.error?.column,
      ])
    }
  }

  package func status() async throws(StoreError) -> StoreStatus {
    let bytes = sizeOnDisk
    return try await read { db in
      var outcomes = ["stored": 0, "duplicate": 0, "ignored": 0, "quarantined": 0]
      for row in try Row.fetchAll(db, sql: "SELECT outcome, count(*) FROM messages GROUP BY outcome") {
        outcomes[row[0]] = row[1]
      }
      var outbox = [String: Int]()
      for row in try Row.fetchAll(db, sql: "SELECT state, count(*) FROM outbox GROUP BY state") {
        outbox[row[0]] = row[1]
      }
      let size = try Int.fetchOne(
        db, sql: "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
      return StoreStatus(
        outcomes: outcomes, notes: try Int.fetchOne(db, sql: "SELECT count(*) FROM notes") ?? 0,
        passages: try Int.fetchOne(db, sql: "SELECT count(*) FROM passages") ?? 0,
        sources: try Self.sources(in: db),
        outboxWaiting: outbox["waiting"] ?? 0, outboxFailed: outbox["failed"] ?? 0,
        schema: try Schema.number(of: db), bytes: bytes ?? size ?? 0)
    }
  }

  /// The sources that have said what they do, by name.
  private static func sources(in db: Database) throws -> [SourceStatus] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT name, kind, state, last_success, oldest_waiting, backlog, error FROM sources
        WHERE kind IS NOT NULL ORDER BY name
        """)
    return try rows.map { row in
      let lastSuccess: Int64? = row[3]
      let oldestWaiting: Int64? = row[4]
      return SourceStatus(
        name: SourceName(rawValue: row[0]),
        kind: try sound(SourceStatus.Kind(rawValue: row[1]), "sources.kind"),
        state: try sound(SourceStatus.State(rawValue: row[2]), "sources.state"),
        lastSuccess: lastSuccess.map(Date.init(column:)),
        oldestWaiting: oldestWaiting.map(Date.init(column:)),
        backlog: row[5], error: row[6])
    }
  }

  /// The file and its write-ahead log; nil in memory.
  private var sizeOnDisk: Int? {
    var total: Int?
    for suffix in ["", "-wal"] {
      var status = stat()
      guard stat(place + suffix, &status) == 0 else { continue }
      total = (total ?? 0) + Int(status.st_size)
    }
    return total
  }
}
