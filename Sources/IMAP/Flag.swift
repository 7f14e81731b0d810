/// A flag of a message: of the system, `\Seen`, or a keyword, `$Lyssnad` (RFC 9051, section 2.3.2). Upper and lower
/// case are the same.
package struct Flag: Sendable, CustomStringConvertible {
  /// As it was written.
  package let name: String

  package static let seen = Flag(known: "\\Seen")
  package static let answered = Flag(known: "\\Answered")
  package static let flagged = Flag(known: "\\Flagged")
  package static let deleted = Flag(known: "\\Deleted")
  package static let draft = Flag(known: "\\Draft")

  /// Nil for what no command can carry: a flag is an atom of at most 100 bytes, with a backslash before it or not.
  package init?(_ name: some StringProtocol) {
    let atom = name.utf8.first == UInt8(ascii: "\\") ? name.utf8.dropFirst() : name.utf8[...]
    guard (1...100).contains(atom.count), atom.allSatisfy(\.isAtomByte) else { return nil }
    self.name = String(name)
  }

  private init(known name: String) { self.name = name }

  /// One that a server sent, which may be of bytes that we would not send.
  init(received bytes: ArraySlice<UInt8>) { name = String(decoding: bytes, as: UTF8.self) }

  /// Whether it is a keyword, not one of the system's.
  package var isKeyword: Bool { name.utf8.first != UInt8(ascii: "\\") }

  package var description: String { name }
}

extension Flag: Hashable, Comparable {
  package static func == (a: Flag, b: Flag) -> Bool {
    a.name.utf8.count == b.name.utf8.count
      && zip(a.name.utf8, b.name.utf8).allSatisfy { $0.folded == $1.folded }
  }

  package static func < (a: Flag, b: Flag) -> Bool {
    a.name.utf8.lazy.map(\.folded).lexicographicallyPrecedes(b.name.utf8.lazy.map(\.folded))
  }

  package func hash(into hasher: inout Hasher) { for byte in name.utf8 { hasher.combine(byte.folded) } }
}
