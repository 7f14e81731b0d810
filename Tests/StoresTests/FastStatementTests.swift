import Feedback
import GRDB
import Testing

@testable import Stores

@Suite struct FastStatementTests {
  private func inDatabase<Value: Sendable>(_ body: @Sendable @escaping (Database) throws -> Value)
    async throws
    -> Value
  {
    let store = try SQLiteStore.inMemory()
    return try await store.write { db in
      try db.execute(
        sql:
          "CREATE TEMP TABLE t (n INTEGER, r REAL, t TEXT UNIQUE, u TEXT, b BLOB CHECK (b IS NULL OR length(b) < 40))"
      )
      return try body(db)
    }
  }

  @Test func eachKindOfValueComesBackAsItWas() async throws {
    let id = ULID(milliseconds: 1_741_852_800_123, randomHigh: 0x8001, randomLow: .max)
    let shown = try await inDatabase { db in
      let insert = try FastStatement(db, "INSERT INTO t VALUES (?, ?, ?, ?, ?)")
      try insert.run {
        $0.add(Int64.min)
        $0.add(0.1)
        $0.add("")
        $0.add("a\u{0}å" as String?)
        $0.add(UnsafeRawBufferPointer(start: nil, count: 0))
      }
      try insert.run {
        $0.add(nil as Int64?)
        $0.addNull()
        $0.add("räksmörgås är längre än femton byte")
        $0.add(nil as String?)
        $0.add(id)
      }
      try insert.run {
        $0.add(-1)
        $0.add(-2.5)
        $0.add("å")
        $0.add("x")
        $0.add(Digest(of: []))
      }
      let ids = try FastStatement(db, "SELECT n, t, u, b FROM t WHERE t = ?")
      let read = try ids.first({ $0.add("räksmörgås är längre än femton byte") }) {
        #expect($0.number(0) == 0)
        #expect($0.text(2) == nil)
        return $0.id(3)
      }
      #expect(read == id)
      #expect(try ids.first({ $0.add("saknas") }) { $0.number(0) } == nil)
      #expect(try ids.first({ $0.add("") }) { $0.text(2) } == "a\u{FFFD}å")
      #expect(try ids.first({ $0.add("å") }) { $0.id(3) } == .some(nil))
      return try String.fetchAll(
        db,
        sql:
          "SELECT quote(n) || ' ' || quote(r) || ' ' || quote(t) || ' ' || quote(u) || ' ' || quote(b) FROM t"
      )
    }
    #expect(shown.first == "-9223372036854775808 0.1 '' 'a\u{FFFD}å' X''")
    #expect(
      shown[1] == "NULL NULL 'räksmörgås är längre än femton byte' NULL X'\(hex(id.column))'")
    #expect(shown[2] == "-1 -2.5 'å' 'x' X'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855'")
  }

  private func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
  }

  /// The error is told, with its extended code and SQLite's words, and the statement can be used again.
  @Test func aFailureIsToldAndLeavesNothingBehind() async throws {
    let count = try await inDatabase { db in
      let insert = try FastStatement(db, "INSERT INTO t (t, b) VALUES (?, ?)")
      try insert.run {
        $0.add("a")
        $0.addNull()
      }
      let error = #expect(throws: DatabaseError.self) {
        try insert.run {
          $0.add("a")
          $0.addNull()
        }
      }
      #expect(error?.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE)
      #expect(error?.message == "UNIQUE constraint failed: t.t")
      let long = UnsafeMutableRawBufferPointer.allocate(byteCount: 40, alignment: 1)
      defer { long.deallocate() }
      long.initializeMemory(as: UInt8.self, repeating: 1)
      let check = #expect(throws: DatabaseError.self) {
        try insert.run {
          $0.add("b")
          $0.add(UnsafeRawBufferPointer(long))
        }
      }
      #expect(check?.extendedResultCode == .SQLITE_CONSTRAINT_CHECK)
      // One argument more than the statement has.
      let range = #expect(throws: DatabaseError.self) { try insert.run { for _ in 1...3 { $0.addNull() } } }
      #expect(range?.resultCode == .SQLITE_RANGE)
      try insert.run {
        $0.add("c")
        $0.addNull()
      }
      return try FastStatement(db, "SELECT count(*) FROM t").number { _ in }
    }
    #expect(count == 2)
  }
}
