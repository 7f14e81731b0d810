import Feedback
import Foundation
import GRDB

// How values of the domain stand in columns.

extension ULID {
  /// The 16 bytes, most significant first, so that bytes sort as identifiers do.
  var column: Data {
    var bytes = Data(capacity: 16)
    for half in [high, low] { withUnsafeBytes(of: half.bigEndian) { bytes.append(contentsOf: $0) } }
    return bytes
  }

  /// Nil unless there are 16 bytes.
  init?(column: Data) {
    guard column.count == 16 else { return nil }
    func half(_ bytes: Data) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    let low = half(column.suffix(8))
    let high = half(column.prefix(8))
    self.init(milliseconds: high >> 16, randomHigh: UInt16(truncatingIfNeeded: high), randomLow: low)
  }
}

extension Digest {
  var column: Data { Data(bytes) }
  init?(column: Data) { self.init(bytes: [UInt8](column)) }
}

extension Date {
  /// Milliseconds since 1970; times outside 290 million years are cut off.
  var column: Int64 { Int64(clamping: (timeIntervalSince1970 * 1000).rounded()) }
  init(column: Int64) { self.init(timeIntervalSince1970: Double(column) / 1000) }
}

extension Int64 {
  /// Converts a floating-point number, at the ends of the range where it lies beyond them; 0 for no number.
  fileprivate init(clamping value: Double) {
    self = Int64(exactly: value) ?? (value.isNaN ? 0 : value < 0 ? .min : .max)
  }
}

extension String {
  /// The text as it can be held: U+0000 ends a text in SQLite's interface and is forbidden in PostgreSQL, so
  /// U+FFFD, one scalar as well, takes its place.
  var column: String {
    let hasNull = utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? utf8.contains(0)
    guard hasNull else { return self }
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(scalar.value == 0 ? "\u{FFFD}" : scalar) }
    return String(scalars)
  }
}

extension [Range<Int>] {
  /// `[[34,43],[60,66]]`
  var column: String { JSON.array(map(JSON.range)).line }

  /// Reads what ``column`` wrote; nil for anything else.
  init?(column: String) {
    var bounds = [Int]()
    var number: Int?
    for byte in column.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let (tens, overflow) = (number ?? 0).multipliedReportingOverflow(by: 10)
        guard !overflow, tens <= Int.max - 9 else { return nil }
        number = tens + Int(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: " "):
        if let value = number { bounds.append(value) }
        number = nil
      default: return nil
      }
    }
    guard number == nil, bounds.count.isMultiple(of: 2) else { return nil }
    self.init()
    for index in stride(from: 0, to: bounds.count, by: 2) {
      guard bounds[index] <= bounds[index + 1] else { return nil }
      append(bounds[index]..<bounds[index + 1])
    }
  }
}

extension Statement {
  /// Executes a statement that is kept for later. One that failed gives its error once more when it is next reset,
  /// so it is reset here, where that error is at home.
  func run(_ arguments: StatementArguments) throws {
    do {
      try execute(arguments: arguments)
    } catch {
      try? setArguments(arguments)
      throw error
    }
  }
}

/// A value in the database that no version of this program writes: the database is damaged, or was edited.
struct Damage: Error {
  /// Where and what.
  let description: String
}

/// The value, or the damage that its absence shows.
func sound<Value>(_ value: Value?, _ place: @autoclosure () -> String) throws -> Value {
  guard let value else { throw Damage(description: "\(place()) holds a value that was never written") }
  return value
}
