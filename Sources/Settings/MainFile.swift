/// Reads `lyssnad.yaml`, its sources and mail server apart.
struct MainFile {
  let top: Section
  init(_ top: Section) { self.top = top }

  /// Nil where something is wrong. `areas` is nil where their file could not be read: then names of areas are not
  /// checked, so that one mistake is not told twice.
  func settings(themes: [Settings.Theme]?, areas: [Settings.Area]?, _ reading: Reading) -> Settings? {
    let names = areas?.map(\.name)
    let store = top.value("store", .store)
    let timezone = top.value("timezone", .timeZone)
    let gate = section(orDefaults: "senders")
    let senders = gate.map(readSenders)
    let sources = SourcesReader(top: top, areas: names).read(gate: gate)
    let mail = readMail()
    let receipts = readReceipts()
    let managers = readManagers(names)
    let digest = readDigest()
    let limits = readLimits()
    let retention = readRetention()
    let overview = readOverview()
    let metrics = readMetrics()
    let log = readLog()
    guard let store, let timezone, let senders, let receipts, let limits, let log, let themes, let areas,
      reading.problems.isEmpty
    else { return nil }
    return Settings(
      store: store, timezone: timezone, sources: sources, senders: senders, mail: mail, receipts: receipts,
      managers: managers, digest: digest, limits: limits, retention: retention, overview: overview,
      metrics: metrics,
      log: log, themes: themes, areas: areas, withoutEffect: reading.withoutEffect)
  }

  /// A section that need not be there: an empty one in its place takes every default.
  private func section(orDefaults key: String) -> Section? {
    if top.has(key) { return top.section(key) }
    _ = top.section(key)
    return top.empty(key)
  }

  /// A whole section whose work comes with a later version.
  private func later(_ key: String, _ what: String) {
    if top.has(key) { top.hasNoEffect(key, "has no effect yet: \(what)") }
  }

  private func readSenders(_ section: Section) -> Settings.Senders {
    let allow = section.list("allow", .pattern) ?? []
    var results: Settings.AuthenticationResults?
    if let section = section.section("authentication_results") {
      enum Provider: String, CaseIterable { case exchangeOnline = "exchange-online" }
      enum Requirement: String, CaseIterable { case dmarc }
      let identifier = section.value("authserv_id", .text)
      let requirement = section.value("require", ScalarType<Requirement>.choice)
      let provider = section.value("provider", ScalarType<Provider>.choice)
      switch (section.has("authserv_id"), section.has("provider")) {
      case (true, true): section.problem(nil, "authserv_id and provider are both named; keep one")
      case (false, false):
        section.problem(
          nil, "nobody is named whose word counts; write authserv_id: NAME or provider: exchange-online")
      case (true, false):
        if let identifier, requirement != nil { results = .server(authservID: identifier) }
      case (false, true): if provider != nil { results = .exchangeOnline }
      }
    }
    return Settings.Senders(allow: allow, authenticationResults: results)
  }

  private func readMail() -> Settings.Mail? {
    guard let section = top.section("mail") else { return nil }
    later("mail", "this version sends no mail")
    let url = section.required("url", .url([.smtps, .smtp]))
    let from = section.required("from", .namedAddress)
    let login = section.login(isRequired: false)
    let transport = section.transport(to: url, plain: .smtp)
    guard let url, let from, let transport else { return nil }
    return Settings.Mail(url: url, from: from, login: login, transport: transport)
  }

  private func readReceipts() -> Settings.Receipts? {
    later("receipts", "this version sends no receipts")
    guard let section = section(orDefaults: "receipts") else { return nil }
    let enabled = section.value("enabled", .flag)
    let limit = section.value("per_sender_per_hour", .number(1...1000))
    guard let enabled, let limit else { return nil }
    return Settings.Receipts(enabled: enabled, perSenderPerHour: limit)
  }

  private func readManagers(_ areas: [String]?) -> [Settings.Manager] {
    later("managers", "this version takes no mail from managers")
    return top.sections("managers").compactMap { section in
      let mail = section.required("mail", .address)
      let names = section.list("areas", .area(among: areas)) ?? []
      if !section.has("areas") {
        section.problem(nil, "areas is missing; write the areas for which they may act")
      }
      guard let mail else { return nil }
      return Settings.Manager(mail: mail, areas: names)
    }
  }

  private func readDigest() -> Settings.Digest? {
    guard let section = top.section("digest") else { return nil }
    later("digest", "this version sends no digest")
    let to = section.list("to", .address) ?? []
    if to.isEmpty, !section.has("to") { section.problem(nil, "to is missing; write who gets the digest") }
    guard let every = section.value("every", .schedule) else { return nil }
    return Settings.Digest(to: to, every: every)
  }

  private func readLimits() -> Settings.Limits? {
    guard let section = section(orDefaults: "limits") else { return nil }
    let message = section.value("message", .size(from: 1000, to: 1_000_000_000))
    let attachment = section.value("attachment", .size(from: 1000, to: 1_000_000_000))
    let seconds = section.value("extract_seconds", .number(1...600))
    let memory = section.value("extract_memory", .size(from: 64_000_000, to: 16_000_000_000))
    let attempts = section.value("attempts", .number(1...20))
    let depth = section.value("depth", .number(1...64))
    let parts = section.value("parts", .number(1...10_000))
    let headers = section.value("headers", .number(10...100_000))
    let headerLength = section.value("header_length", .size(from: 1000, to: 1_000_000))
    let addresses = section.value("addresses", .number(1...10_000))
    let attachments = section.value("attachments", .number(1...10_000))
    let zipEntries = section.value("zip_entries", .number(10...1_000_000))
    let zipRatio = section.value("zip_ratio", .number(10...1_000))
    let freeDisk = section.value("free_disk", .size(from: 1000, to: 1_000_000_000_000))
    guard let message, let attachment, let seconds, let memory, let attempts, let depth, let parts,
      let headers,
      let headerLength, let addresses, let attachments, let zipEntries, let zipRatio, let freeDisk
    else { return nil }
    return Settings.Limits(
      message: message, attachment: attachment, extractSeconds: seconds, extractMemory: memory,
      attempts: attempts, depth: depth, parts: parts, headers: headers, headerLength: headerLength,
      addresses: addresses, attachments: attachments, zipEntries: zipEntries, zipRatio: zipRatio,
      freeDisk: freeDisk)
  }

  private func readRetention() -> [Settings.RetentionRule] {
    later("retention", "this version removes nothing")
    var seen = [Settings.RetentionRule.Subject]()
    return top.sections("retention").compactMap { section in
      let subject = section.required("of", ScalarType<Settings.RetentionRule.Subject>.choice)
      let keep = section.required("keep", .span(from: 86_400_000, to: 100 * 366 * 86_400_000))
      let decision = section.has("decision") ? section.value("decision", .text) : nil
      if !section.has("decision") {
        _ = section.value("decision", .text)
        section.problem(
          nil, "decision is missing; nothing is removed without one: write it as the registry names it")
      }
      if let subject, seen.contains(subject) {
        section.problem("of", "\(subject.rawValue) has two rules; keep one")
      }
      if let subject { seen.append(subject) }
      guard let subject, let keep, let decision else { return nil }
      return Settings.RetentionRule(of: subject, keep: keep, decision: decision)
    }
  }

  private func readOverview() -> Settings.Overview? {
    guard let section = top.section("overview") else { return nil }
    later("overview", "this version writes no pages")
    let directory = section.value("directory", .absolutePath)
    let inside = section.value("internal", .absolutePath)
    if let directory, let inside, directory == inside {
      section.problem(
        "internal", "the internal pages would lie among the shared ones; give them a folder of their own")
    }
    if !section.has("directory"), !section.has("internal") {
      section.problem(nil, "no folder is named; write directory: PATH or internal: PATH")
    }
    guard let every = section.value("every", .span(from: 10_000, to: 7 * 86_400_000)) else { return nil }
    return Settings.Overview(directory: directory, internal: inside, every: every)
  }

  private func readMetrics() -> Settings.Metrics {
    guard let section = top.section("metrics") else { return Settings.Metrics(textfile: nil, listen: nil) }
    return Settings.Metrics(
      textfile: section.value("textfile", .metricsFile), listen: section.value("listen", .listenAddress))
  }

  private func readLog() -> Settings.Log? {
    section(orDefaults: "log")?.value("level", ScalarType<Settings.Log.Level>.choice).map(Settings.Log.init)
  }
}

extension ScalarType where Value == String {
  /// An absolute path whose name the node exporter's textfile collector looks for.
  static var metricsFile: Self {
    ScalarType(name: "an absolute path that ends in .prom", isText: true) { text throws(Mistake) in
      let path = try ScalarType.absolutePath.parse(text)
      guard path.hasSuffix(".prom") else {
        throw Mistake(
          "\(quoted(text)) does not end in .prom, and the node exporter would not read it; write PATH.prom")
      }
      return path
    }
  }

  /// The name of a service area that is configured; any where `names` is nil.
  static func area(among names: [String]?) -> Self {
    ScalarType(name: "the name of a service area", isText: true) { text throws(Mistake) in
      guard let names, !names.contains(text) else { return text }
      throw Mistake("\(quoted(text)) is no service area\(suggestion(for: text, among: names))")
    }
  }
}

extension ScalarType where Value == Settings.Store {
  /// `sqlite:///PATH`.
  static var store: Self {
    ScalarType(name: "a URL such as sqlite:///var/lib/lyssnad/lyssnad.db", isText: true) {
      text throws(Mistake) in
      let scheme = "sqlite://"
      if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") {
        throw Mistake("PostgreSQL is not supported in this version; write sqlite:// and an absolute path")
      }
      guard text.hasPrefix(scheme) else {
        throw Mistake(
          "\(quoted(text)) is no store; write sqlite:// and an absolute path, as in sqlite:///var/lib/lyssnad/lyssnad.db"
        )
      }
      let path = String(text.dropFirst(scheme.count))
      guard path.hasPrefix("/"), !path.hasSuffix("/"),
        !path.unicodeScalars.contains(where: { $0.value < 0x20 }),
        path.utf8.count <= 4000
      else {
        throw Mistake("\(quoted(text)) names no absolute path of a file; write three slashes: sqlite:///PATH")
      }
      return Settings.Store(path: path)
    }
  }
}
