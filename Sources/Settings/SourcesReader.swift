/// Reads `sources`, and holds them against each other and against who may send.
struct SourcesReader {
  let top: Section
  /// The names of the service areas; nil where they are not known.
  let areas: [String]?

  /// The sources that could be read; what is wrong with the others is noted. `gate` is the section `senders`.
  func read(gate: Section?) -> [Settings.Source] {
    var sources = [Settings.Source]()
    var names = [String]()
    for section in top.sections("sources") {
      let name = section.required("name", .name("a name such as inlamning"))
      if let name {
        if names.contains(name) {
          section.problem("name", "\(quoted(name)) is the name of an earlier source too; give each its own")
        }
        names.append(name)
      }
      let url = section.required("url", .url([.imaps, .imap, .file, .sftp, .ftps]))
      guard let url else { continue }
      if let source = read(section, name: name, url: url) {
        if sources.contains(where: { $0.url == source.url && $0.login?.user == source.login?.user }) {
          section.problem("url", "an earlier source reads the same place; keep one of them")
        }
        sources.append(source)
      }
      if url.kind == .mailbox, let gate { check(section, against: gate) }
    }
    return sources
  }

  private func read(_ section: Section, name: String?, url: ServiceURL) -> Settings.Source? {
    let isMailbox = url.kind == .mailbox
    let isLocal = url.scheme == .file
    refuse(
      isLocal
        ? ["user", "password", "oauth2", "ca_file", "tls"]
        : isMailbox
          ? []
          : ["oauth2", "tls"]
            + (url.scheme == .sftp ? ["ca_file"] : []), in: section, of: "a \(url.scheme.rawValue):// source")
    refuse(
      isMailbox ? ["settle", "reporter", "receipts"] : ["done", "since"], in: section,
      of: isMailbox ? "a mailbox" : "a drop")
    if url.scheme != .sftp {
      refuse(
        ["private_key", "known_hosts", "host_key"], in: section, of: "a \(url.scheme.rawValue):// source")
    }
    if isLocal, section.has("receipts") {
      section.hasNoEffect("receipts", "has no effect yet: this version sends no receipts")
    }

    // Every key is read, also one that has no place here, so that its value is checked too.
    let login = section.sourceLogin(isRequired: !isLocal, isSSH: url.scheme == .sftp)
    let hostKeys = section.hostKeys(isRequired: url.scheme == .sftp)
    let transport = section.transport(to: url, plain: .imap)
    let done = readDone(section)
    let since = section.value("since", .day)
    let area = section.value("service_area", .area(among: areas))
    let settle = section.value("settle", .span(from: 0, to: 86_400_000))
    let reporter = section.value("reporter", .address)
    let receipts = section.value("receipts", .flag)
    let late = section.value("late_after", .span(from: 1000, to: 30 * 86_400_000))
    guard let name, let transport, let done, let settle, let receipts, let late else { return nil }
    return Settings.Source(
      name: name, url: url, kind: url.kind, login: isLocal ? nil : login, transport: transport,
      hostKeys: url.scheme == .sftp ? hostKeys : nil, done: done,
      since: since,
      serviceArea: area, settle: settle, reporter: reporter, receipts: receipts, lateAfter: late)
  }

  private func refuse(_ keys: [String], in section: Section, of what: String) {
    for key in keys where section.has(key) {
      section.problem(key, "the key has no meaning for \(what); remove it")
    }
  }

  private func readDone(_ source: Section) -> Settings.Done? {
    let written = source.section("done")
    if source.has("done"), written == nil { return nil }
    guard let section = written ?? source.empty("done") else { return nil }
    let folder = section.value("move_to", .text)
    let keyword = section.value("keyword", .keyword)
    if section.has("move_to"), section.has("keyword") {
      section.problem(nil, "move_to and keyword are both named; keep one")
    }
    if section.has("move_to") { return folder.map(Settings.Done.moveTo) }
    return keyword.map(Settings.Done.keyword)
  }

  /// A mailbox whose every mail would be turned away is a mistake, not a wish.
  private func check(_ section: Section, against gate: Section) {
    if !gate.has("allow") {
      section.problem(
        nil, "every mail of this mailbox would be turned away; name who may send in senders.allow")
    }
    if !gate.has("authentication_results") {
      section.problem(
        nil,
        "no mail of this mailbox could be authenticated; name the receiving server in senders.authentication_results"
      )
    }
  }
}

extension ServiceURL {
  /// What kind of source it is.
  var kind: Settings.Source.Kind { scheme == .imap || scheme == .imaps ? .mailbox : .drop }
}

extension ScalarType where Value == String {
  /// An IMAP keyword: an atom (RFC 9051, section 9).
  static var keyword: Self {
    ScalarType(name: "a keyword such as $Lyssnad", isText: true) { text throws(Mistake) in
      let special = Array(#"(){ %*"\]"#.utf8)
      guard (1...64).contains(text.utf8.count),
        text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !special.contains($0) })
      else {
        throw Mistake(
          "\(quoted(text)) is no IMAP keyword; write one word without special characters, such as $Lyssnad")
      }
      return text
    }
  }
}
