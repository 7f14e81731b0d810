/// The path of a file or folder below a drop, as the bytes that Linux knows it by: components between slashes, none of
/// them empty, `.` or `..`; empty for the drop itself. A name need not be UTF-8.
struct DropPath: Hashable, Comparable, Sendable {
  let bytes: [UInt8]

  static let top = DropPath(bytes: [])

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Nil for bytes that are no path below a drop.
  init?(_ bytes: [UInt8]) {
    guard !bytes.contains(0) else { return nil }
    for component in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard !component.isEmpty, !component.elementsEqual(".".utf8), !component.elementsEqual("..".utf8) else {
        return nil
      }
    }
    self.bytes = bytes
  }

  func appending(_ name: some Collection<UInt8>) -> DropPath {
    var longer = bytes
    longer.reserveCapacity(bytes.count + name.count + 1)
    if !longer.isEmpty { longer.append(UInt8(ascii: "/")) }
    longer.append(contentsOf: name)
    return DropPath(bytes: longer)
  }

  /// Another path put below this one.
  func joined(_ below: DropPath) -> DropPath { below.bytes.isEmpty ? self : appending(below.bytes) }

  /// The folder that holds it.
  var folder: DropPath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return .top }
    return DropPath(bytes: Array(bytes[..<slash]))
  }

  /// Its last component.
  var name: [UInt8] {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes }
    return Array(bytes[(slash + 1)...])
  }

  var components: [DropPath] {
    bytes.split(separator: UInt8(ascii: "/")).map { DropPath(bytes: Array($0)) }
  }

  /// Its first component, for sentences about `done` and `refused`: what is below can be personal.
  var shelf: String { components.first?.display ?? "." }

  /// For Linux: NUL at the end, and `.` for the drop itself.
  var cString: [CChar] { bytes.isEmpty ? [46, 0] : bytes.cString }

  static func < (a: DropPath, b: DropPath) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }

  /// For people: what is no UTF-8, and what a terminal or a reader could be misled by (control characters, line ends,
  /// marks of direction), shows as U+FFFD.
  var display: String { Self.display(bytes) }

  static func display(_ bytes: some Collection<UInt8>) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: shown.append("\u{FFFD}")
      default: shown.append(scalar)
      }
    }
    return String(shown)
  }
}

extension [UInt8] {
  /// With the NUL at the end that C wants.
  var cString: [CChar] { map(CChar.init(bitPattern:)) + [0] }
}

extension BidirectionalCollection<UInt8> {
  /// Whether it ends so, ASCII letters compared without regard to case; `ending` is in lower case.
  func hasEnding(_ ending: some BidirectionalCollection<UInt8>) -> Bool {
    count >= ending.count && zip(reversed(), ending.reversed()).allSatisfy { $0.asciiLowercased == $1 }
  }

  func hasEnding(_ ending: String) -> Bool { hasEnding(ending.utf8) }
}

extension UInt8 {
  var asciiLowercased: UInt8 { (65...90).contains(self) ? self | 0x20 : self }
}
