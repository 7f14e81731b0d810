/// Something a server says that it can do, such as `IDLE` or `AUTH=PLAIN` (RFC 9051, section 7.2.2). Upper and lower
/// case are the same.
package struct Capability: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// In upper case.
  package let name: String

  package static let imap4rev1 = Capability("IMAP4REV1")
  package static let imap4rev2 = Capability("IMAP4REV2")
  /// RFC 7162.
  package static let condStore = Capability("CONDSTORE")
  /// RFC 7162.
  package static let qResync = Capability("QRESYNC")
  /// RFC 5161.
  package static let enable = Capability("ENABLE")
  /// RFC 4731.
  package static let eSearch = Capability("ESEARCH")
  /// RFC 2971.
  package static let id = Capability("ID")
  /// RFC 2177.
  package static let idle = Capability("IDLE")
  /// RFC 7888.
  package static let literalMinus = Capability("LITERAL-")
  /// RFC 7888.
  package static let literalPlus = Capability("LITERAL+")
  /// RFC 6851.
  package static let move = Capability("MOVE")
  /// RFC 2342.
  package static let namespace = Capability("NAMESPACE")
  /// RFC 4315.
  package static let uidPlus = Capability("UIDPLUS")
  /// RFC 3691.
  package static let unselect = Capability("UNSELECT")
  /// RFC 6855.
  package static let utf8Accept = Capability("UTF8=ACCEPT")
  /// RFC 6855.
  package static let utf8Only = Capability("UTF8=ONLY")

  package init(_ name: some StringProtocol) { self.init(name.utf8) }

  init(_ bytes: some Sequence<UInt8>) { name = String(decoding: bytes.map(\.folded), as: UTF8.self) }

  package var description: String { name }

  package static func < (a: Capability, b: Capability) -> Bool {
    a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
  }
}

/// What a server can do, as its last CAPABILITY said: complete each time, not added to the one before.
package struct CapabilitySet: Hashable, Sendable, CustomStringConvertible {
  /// Ascending by name, so that a listing is the same each time.
  package let sorted: [Capability]
  private let members: Set<Capability>

  package init(_ capabilities: some Sequence<Capability> = []) {
    members = Set(capabilities)
    sorted = members.sorted()
  }

  package func contains(_ capability: Capability) -> Bool { members.contains(capability) }

  /// Whether it has this one or IMAP4rev2, of which it has become a part (RFC 9051, appendix E).
  func containsOrRev2(_ capability: Capability) -> Bool { contains(capability) || contains(.imap4rev2) }

  package var description: String { sorted.map(\.name).joined(separator: " ") }
}
