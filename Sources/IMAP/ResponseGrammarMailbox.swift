/// `* LIST`, `* NAMESPACE` and `* ID`.
extension ResponseGrammar {
  /// RFC 9051, section 7.3.1: `(\HasNoChildren) "/" "Arkiv"`; what extensions add after the name is not read.
  func list() throws(ProtocolError) -> ListedMailbox {
    var cursor = cursor()
    let attributes = try cursor.flags()
    cursor.skipSpaces()
    let delimiter = try delimiter(&cursor)
    cursor.skipSpaces()
    guard !cursor.isAtEnd else { throw cursor.failure("a mailbox name") }
    let name = try cursor.string().flatMap { MailboxName(encoded: $0, utf8: utf8) }
    return ListedMailbox(name: name, delimiter: delimiter, attributes: attributes)
  }

  /// RFC 2342, section 5: three lists, of which the first is the user's own.
  func namespaces() throws(ProtocolError) -> [Namespace] {
    var cursor = cursor()
    guard cursor.take(UInt8(ascii: "(")) else {
      guard cursor.word().isWord("NIL") else { throw cursor.failure("a list of namespaces or NIL") }
      return []
    }
    var namespaces: [Namespace] = []
    while !cursor.take(UInt8(ascii: ")")) {
      try cursor.expect(UInt8(ascii: "("), "a namespace")
      let prefix = try cursor.string()
      cursor.skipSpaces()
      let delimiter = try delimiter(&cursor)
      cursor.skipSpaces()
      // Extensions of a namespace, which nothing here uses.
      while !cursor.take(UInt8(ascii: ")")) {
        try cursor.skipValue()
        cursor.skipSpaces()
      }
      cursor.skipSpaces()
      let decoded = prefix.map { utf8 ? String(decoding: $0, as: UTF8.self) : ModifiedUTF7.decode($0) } ?? nil
      if let decoded { namespaces.append(Namespace(prefix: decoded, delimiter: delimiter)) }
    }
    return namespaces
  }

  /// RFC 2971, section 3.2: `("name" "Dovecot" "version" NIL)` or NIL.
  func serverID() throws(ProtocolError) -> [ServerIDField] {
    var cursor = cursor()
    guard cursor.take(UInt8(ascii: "(")) else {
      guard cursor.word().isWord("NIL") else { throw cursor.failure("a list or NIL") }
      return []
    }
    var fields: [ServerIDField] = []
    cursor.skipSpaces()
    while !cursor.take(UInt8(ascii: ")")) {
      let name = try cursor.string()
      cursor.skipSpaces()
      let value = try cursor.stringOrNil()
      cursor.skipSpaces()
      guard let name else { continue }
      fields.append(
        ServerIDField(
          name: String(forPeople: name[...], limit: 100),
          value: value.map { String(forPeople: $0[...], limit: 200) }))
    }
    return fields
  }

  private func delimiter(_ cursor: inout Cursor) throws(ProtocolError) -> Character? {
    guard let bytes = try cursor.stringOrNil() else { return nil }
    guard bytes.count == 1, let byte = bytes.first, (0x21...0x7E).contains(byte) else {
      throw cursor.failure("a delimiter of one character, or NIL")
    }
    return Character(UnicodeScalar(byte))
  }
}
