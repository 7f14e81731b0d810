/// How strings travel on a connection.
struct Dialect: Hashable, Sendable {
  /// RFC 7888: whether a literal's bytes may follow at once.
  enum Literals: Hashable, Sendable {
    /// Each waits for the server's `+`.
    case synchronising
    /// Up to 4,096 bytes need not wait.
    case minus
    case plus
  }

  var literals = Literals.synchronising
  /// Whether UTF8=ACCEPT is enabled: then quoted strings hold UTF-8.
  var utf8 = false
}

/// Writes a command in pieces, before each of which, but the first, the server's `+` must be waited for.
struct CommandEncoder {
  private(set) var pieces: [[UInt8]] = [[]]
  private let dialect: Dialect

  /// RFC 7162, section 4: servers take lines of at least 8,192 bytes; what is beside the set needs room too.
  static let setLimit = 6_000

  init(_ command: Command, tag: Tag, dialect: Dialect) {
    self.dialect = dialect
    write("\(tag) ")
    write(command)
    write("\r\n")
  }

  /// Refuses a command that asks for nothing, whose line would be too long, or that a name in it could end.
  static func check(_ command: Command) throws(CommandError) {
    switch command {
    case .enable(let capabilities):
      guard !capabilities.isEmpty else { throw .nothingAsked }
      guard capabilities.allSatisfy({ $0.name.isAtom }) else { throw .notAnAtom }
    case .search(let keys, let returning):
      guard !keys.isEmpty, returning?.isEmpty != true else { throw .nothingAsked }
      for key in keys { try check(key) }
    case .fetch(let uids, let items, _, _):
      guard !items.isEmpty else { throw .nothingAsked }
      guard items.allSatisfy(\.isSayable) else { throw .notAnAtom }
      try check(uids)
    case .store(let uids, _, let flags, _):
      guard !flags.isEmpty else { throw .nothingAsked }
      // A flag may be one that a server sent, of any bytes.
      guard flags.allSatisfy({ Flag($0.name) != nil }) else { throw .notAnAtom }
      try check(uids)
    case .move(let uids, _), .copy(let uids, _), .expunge(let uids): try check(uids)
    case .select(_, .qResync(_, _, let known?), _): try check(known)
    default: break
    }
  }

  private static func check(_ uids: UIDSet) throws(CommandError) {
    guard !uids.isEmpty else { throw .emptySet }
    // A range's text is at least one byte and a comma; the text itself is made only where it may fit.
    guard uids.ranges.count <= setLimit, uids.description.utf8.count <= setLimit else {
      throw .setTooLong(limit: setLimit)
    }
  }

  private static func check(_ key: SearchKey) throws(CommandError) {
    switch key {
    case .uids(let uids): try check(uids)
    case .has(let flag), .lacks(let flag):
      let searchable: [Flag] = [.seen, .answered, .flagged, .deleted, .draft]
      guard Flag(flag.name) != nil else { throw .notAnAtom }
      guard flag.isKeyword || searchable.contains(flag) else { throw .unsearchableFlag }
    case .not(let key): try check(key)
    case .or(let a, let b):
      try check(a)
      try check(b)
    default: break
    }
  }

  private mutating func write(_ text: String) { pieces[pieces.count - 1].append(contentsOf: text.utf8) }

  private mutating func write(_ command: Command) {
    switch command {
    case .capability: write("CAPABILITY")
    case .noop: write("NOOP")
    case .logout: write("LOGOUT")
    case .namespace: write("NAMESPACE")
    case .unselect: write("UNSELECT")
    case .idle: write("IDLE")
    case .id(let fields): write(fields)
    case .enable(let capabilities): write("ENABLE \(capabilities.map(\.name).joined(separator: " "))")
    case .list(.all): write("LIST \"\" \"*\"")
    case .list(.delimiter): write("LIST \"\" \"\"")
    case .list(.named(let name)): write("LIST \"\" ", name)
    case .create(let name): write("CREATE ", name)
    case .select(let name, let resync, let isReadOnly):
      write(isReadOnly ? "EXAMINE " : "SELECT ", name)
      write(resync)
    case .search(let keys, let returning): write(keys, returning)
    case .fetch(let uids, let items, let changedSince, let vanished):
      write("UID FETCH \(uids) (UID")
      for item in items { write(item) }
      write(")")
      if let changedSince { write(" (CHANGEDSINCE \(changedSince)\(vanished ? " VANISHED" : ""))") }
    case .store(let uids, let change, let flags, let unchangedSince):
      write("UID STORE \(uids) ")
      if let unchangedSince { write("(UNCHANGEDSINCE \(unchangedSince)) ") }
      write("\(change == .add ? "+" : "-")FLAGS.SILENT (\(flags.map(\.name).joined(separator: " ")))")
    case .move(let uids, let name): write("UID MOVE \(uids) ", name)
    case .copy(let uids, let name): write("UID COPY \(uids) ", name)
    case .expunge(let uids): write("UID EXPUNGE \(uids)")
    }
  }

  private mutating func write(_ fields: [ClientIDField]) {
    guard !fields.isEmpty else { return write("ID NIL") }
    write("ID (")
    for (index, field) in fields.enumerated() {
      if index > 0 { write(" ") }
      write(string: Array(field.name.text.utf8))
      write(" ")
      write(string: Array(field.value.text.utf8))
    }
    write(")")
  }

  private mutating func write(_ verb: String, _ name: MailboxName) {
    write(verb)
    write(string: name.encoded(utf8: dialect.utf8))
  }

  private mutating func write(_ resync: Resync) {
    switch resync {
    case .none: break
    case .condStore: write(" (CONDSTORE)")
    case .qResync(let validity, let modSeq, let known):
      write(" (QRESYNC (\(validity) \(modSeq)\(known.map { " \($0)" } ?? "")))")
    }
  }

  private mutating func write(_ item: FetchItem) {
    switch item {
    case .flags: write(" FLAGS")
    case .internalDate: write(" INTERNALDATE")
    case .modSeq: write(" MODSEQ")
    case .size: write(" RFC822.SIZE")
    case .body(let section, let first):
      write(" BODY.PEEK[\(section.text)]\(first.map { "<0.\($0)>" } ?? "")")
    }
  }

  private mutating func write(_ keys: [SearchKey], _ returning: [SearchReturn]?) {
    write("UID SEARCH")
    if let returning { write(" RETURN (\(returning.map(\.rawValue).joined(separator: " ")))") }
    // RFC 6855, section 3: no CHARSET once UTF8=ACCEPT is enabled.
    if !dialect.utf8, keys.contains(where: \.isBeyondASCII) { write(" CHARSET UTF-8") }
    for key in keys {
      write(" ")
      write(key)
    }
  }

  private mutating func write(_ key: SearchKey) {
    switch key {
    case .all: write("ALL")
    case .uids(let uids): write("UID \(uids)")
    case .uidsFrom(let uid): write("UID \(uid):*")
    case .has(let flag): write(flag.searchKey(isSet: true))
    case .lacks(let flag): write(flag.searchKey(isSet: false))
    case .since(let day): write("SINCE \(day)")
    case .header(let name, let text):
      write("HEADER ")
      write(string: Array(name.text.utf8))
      write(" ")
      write(string: Array(text.text.utf8))
    case .modSeq(let modSeq): write("MODSEQ \(modSeq)")
    case .larger(let bytes): write("LARGER \(bytes)")
    case .not(let key):
      write("NOT ")
      write(key)
    case .or(let a, let b):
      write("OR ")
      write(a)
      write(" ")
      write(b)
    }
  }

  /// Quoted where it can be; a literal where it is beyond ASCII and UTF8=ACCEPT is not enabled (RFC 9051, section 4.3).
  private mutating func write(string bytes: [UInt8]) {
    guard !dialect.utf8, bytes.contains(where: { $0 >= 0x80 }) else {
      let escaped = bytes.flatMap {
        $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") ? [UInt8(ascii: "\\"), $0] : [$0]
      }
      pieces[pieces.count - 1].append(contentsOf: [UInt8(ascii: "\"")] + escaped + [UInt8(ascii: "\"")])
      return
    }
    let isWaitedFor =
      switch dialect.literals {
      case .synchronising: true
      case .minus: bytes.count > 4096
      case .plus: false
      }
    write("{\(bytes.count)\(isWaitedFor ? "" : "+")}\r\n")
    if isWaitedFor { pieces.append([]) }
    pieces[pieces.count - 1].append(contentsOf: bytes)
  }
}

extension FetchItem {
  /// Whether all names in it are atoms, so that none can end the command.
  fileprivate var isSayable: Bool {
    switch self {
    case .body(.headerFields(let names), _): !names.isEmpty && names.allSatisfy(\.isAtom)
    case .body(.other(let name), _): name.isAtom
    default: true
    }
  }
}

extension String {
  fileprivate var isAtom: Bool { (1...1000).contains(utf8.count) && utf8.allSatisfy(\.isAtomByte) }
}

extension SearchKey {
  fileprivate var isBeyondASCII: Bool {
    switch self {
    case .header(_, let text): text.text.utf8.contains { $0 >= 0x80 }
    case .not(let key): key.isBeyondASCII
    case .or(let a, let b): a.isBeyondASCII || b.isBeyondASCII
    default: false
    }
  }
}

extension Flag {
  /// The system's flags have keys of their own (RFC 9051, section 6.4.4); of others, only keywords can be searched for.
  fileprivate func searchKey(isSet: Bool) -> String {
    let word = isKeyword ? "KEYWORD \(name)" : String(name.dropFirst()).uppercased()
    return isSet ? word : "UN\(word)"
  }
}
