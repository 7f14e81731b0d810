import Feedback
import GRDB
import GRDBSQLite

/// A statement that a commit runs for each message or passage, bound and stepped through SQLite's own interface
/// (<https://www.sqlite.org/cintro.html>).
///
/// GRDB boxes each argument and nests a closure for each text, which costs more than most inserts do. All else goes
/// through GRDB; the statement is prepared and kept by it, and belongs to its connection and transaction.
struct FastStatement {
  /// Keeps the handle.
  private let statement: Statement
  private let handle: OpaquePointer

  /// - Throws: `DatabaseError` for SQL that does not fit the schema.
  init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql)
    handle = statement.sqliteStatement
  }

  /// Runs it to its end.
  /// - Parameter bind: hands the arguments over in the order of their numbers.
  /// - Throws: `DatabaseError`.
  func run(_ bind: (inout Arguments) -> Void) throws {
    try forEach(bind) { _ in true }
  }

  /// What `read` makes of the first row; nil where there is none.
  func first<Value>(
    _ bind: (inout Arguments) -> Void, _ read: (Columns) throws -> Value
  ) throws -> Value? {
    var value: Value?
    try forEach(bind) {
      value = try read($0)
      return false
    }
    return value
  }

  /// The whole number in the first column of the first row; nil where there is none.
  func number(_ bind: (inout Arguments) -> Void) throws -> Int64? { try first(bind) { $0.number(0) } }

  /// The whole numbers in the first column.
  func numbers(_ bind: (inout Arguments) -> Void) throws -> [Int64] {
    var numbers = [Int64]()
    try forEach(bind) {
      numbers.append($0.number(0))
      return true
    }
    return numbers
  }

  /// Calls `body` with each row until it returns false.
  func forEach(_ bind: (inout Arguments) -> Void, _ body: (Columns) throws -> Bool) throws {
    var arguments = Arguments(handle)
    bind(&arguments)
    // What is bound is not kept until the next time: it may be a whole message.
    defer {
      sqlite3_reset(handle)
      sqlite3_clear_bindings(handle)
    }
    guard arguments.code == SQLITE_OK else { throw failure(arguments.code) }
    while true {
      switch sqlite3_step(handle) {
      case SQLITE_ROW: if try !body(Columns(handle)) { return }
      case SQLITE_DONE: return
      case let code: throw failure(code)
      }
    }
  }

  /// SQLite's words for what went wrong last.
  private func failure(_ code: CInt) -> DatabaseError {
    let database = sqlite3_db_handle(handle)
    let extended = sqlite3_extended_errcode(database)
    return DatabaseError(
      resultCode: ResultCode(rawValue: extended & 0xFF == code & 0xFF ? extended : code),
      message: String(cString: sqlite3_errmsg(database)))
  }
}

extension FastStatement {
  /// Takes a statement's arguments, one after the other.
  struct Arguments {
    private let handle: OpaquePointer
    private var index: CInt = 0
    /// The first failure.
    fileprivate var code = SQLITE_OK

    /// Tells SQLite to copy what it is given before the call returns (SQLITE_TRANSIENT).
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    fileprivate init(_ handle: OpaquePointer) { self.handle = handle }

    private mutating func take(_ bind: (OpaquePointer, CInt) -> CInt) {
      index += 1
      let result = bind(handle, index)
      if code == SQLITE_OK { code = result }
    }

    mutating func add(_ value: Int64) { take { sqlite3_bind_int64($0, $1, value) } }
    mutating func add(_ value: Int) { add(Int64(value)) }
    mutating func add(_ value: Int64?) { if let value { add(value) } else { addNull() } }
    mutating func add(_ value: Double) { take { sqlite3_bind_double($0, $1, value) } }
    mutating func addNull() { take { sqlite3_bind_null($0, $1) } }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
      take {
        // No address would be null, not an empty value.
        guard let address = bytes.baseAddress, !bytes.isEmpty else { return sqlite3_bind_zeroblob($0, $1, 0) }
        return sqlite3_bind_blob64($0, $1, address, UInt64(bytes.count), Self.copied)
      }
    }

    /// A text, with U+FFFD for U+0000 (``Swift/String/column``).
    mutating func add(_ text: String) {
      var text = text.column
      text.withUTF8 { bytes in
        take { handle, index in
          bytes.withMemoryRebound(to: CChar.self) {
            guard let address = $0.baseAddress, !$0.isEmpty else {
              return sqlite3_bind_text(handle, index, "", 0, Self.copied)
            }
            return sqlite3_bind_text64(
              handle, index, address, UInt64($0.count), Self.copied, UInt8(SQLITE_UTF8))
          }
        }
      }
    }

    mutating func add(_ text: String?) { if let text { add(text) } else { addNull() } }

    mutating func add(_ id: ULID) {
      withUnsafeBytes(of: (id.high.bigEndian, id.low.bigEndian)) { add($0) }
    }

    mutating func add(_ digest: Digest) { digest.bytes.withUnsafeBytes { add($0) } }
    mutating func add(_ digest: Digest?) { if let digest { add(digest) } else { addNull() } }
  }

  /// The columns of a row, while it is read.
  struct Columns {
    private let handle: OpaquePointer

    fileprivate init(_ handle: OpaquePointer) { self.handle = handle }

    /// A whole number; 0 for null.
    func number(_ index: CInt) -> Int64 { sqlite3_column_int64(handle, index) }

    func text(_ index: CInt) -> String? {
      sqlite3_column_text(handle, index).map { text in
        let count = Int(sqlite3_column_bytes(handle, index))
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
      }
    }

    /// An identifier; nil unless there are 16 bytes.
    func id(_ index: CInt) -> ULID? {
      guard sqlite3_column_bytes(handle, index) == 16, let bytes = sqlite3_column_blob(handle, index) else {
        return nil
      }
      func half(_ offset: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      }
      let high = half(0)
      return ULID(
        milliseconds: high >> 16, randomHigh: UInt16(truncatingIfNeeded: high), randomLow: half(8))
    }
  }
}
