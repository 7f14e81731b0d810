import Arrivals
import Documents
import Embedded
import Feedback
import Foundation
import Intake
import Mail
import Notes
import Settings
import Stores
import Themes

/// The rooms, put together as the configuration says: what every command works with.
struct Workshop: Sendable {
  let settings: Settings
  let configurationFile: String
  let store: SQLiteStore
  let tagger: InformedTagger
  /// See ``Learnt/unusable``.
  let unusableModel: String?
  let documents: Extractor
  let reader: Reader
  let surroundings: Surroundings
  let wording: Wording

  /// Reads the configuration and opens the store that it names.
  /// - Parameter inMemory: the store is one of the process's own and ends with it, as for a dry run.
  init(_ common: CommonOptions, inMemory: Bool = false, surroundings: Surroundings = .system) async throws {
    try await self.init(configurationFile: common.config, inMemory: inMemory, surroundings: surroundings)
    // In memory, it was told where the learnt was read.
    if let unusableModel, !inMemory { Learnt.tell(unusableModel) }
  }

  init(
    configurationFile: String, inMemory: Bool = false, surroundings: Surroundings = .system
  ) async throws {
    let settings = try Self.settings(from: configurationFile)
    let store: SQLiteStore
    let learnt: Learnt
    if inMemory {
      store = try SQLiteStore.inMemory()
      learnt = await Learnt(reading: settings)
    } else {
      try Identity.becomeOwner(of: settings.store.path)
      store = try SQLiteStore(path: settings.store.path)
      learnt = try await Learnt(store)
    }
    try await self.init(
      settings: settings, configurationFile: configurationFile, store: store, learnt: learnt,
      surroundings: surroundings)
  }

  /// The same rooms under another configuration, with the store left open: a reload.
  func rearranged() async throws -> Workshop {
    let next = try Self.settings(from: configurationFile)
    guard next.store == settings.store else {
      throw Failure(
        .badConfiguration,
        "\(configurationFile): store: it changed to \(next.store), which takes effect at a restart only; restart the service"
      )
    }
    return try await Workshop(
      settings: next, configurationFile: configurationFile, store: store, learnt: Learnt(store),
      surroundings: surroundings)
  }

  private init(
    settings: Settings, configurationFile: String, store: SQLiteStore, learnt: Learnt,
    surroundings: Surroundings
  ) async throws {
    self.settings = settings
    self.configurationFile = configurationFile
    self.store = store
    self.surroundings = surroundings
    wording = Wording(settings)
    tagger = try learnt.tagger(under: settings)
    unusableModel = learnt.unusable
    guard let timezone = TimeZone(identifier: settings.timezone) else {
      throw Failure(
        .badConfiguration, "timezone: this machine does not know \(settings.timezone); install tzdata")
    }
    var extraction = Extractor.Limits()
    extraction.seconds = settings.limits.extractSeconds
    extraction.memory = settings.limits.extractMemory.bytes
    extraction.zipEntries = settings.limits.zipEntries
    extraction.zipRatio = settings.limits.zipRatio
    documents = Extractor(
      executable: "/proc/self/exe", arguments: [Lyssnad.extractorArgument], limits: extraction)
    var limits = ReadingLimits()
    limits.message = settings.limits.message.bytes
    limits.attachment = settings.limits.attachment.bytes
    limits.attempts = settings.limits.attempts
    limits.attachments = settings.limits.attachments
    limits.mail.depth = settings.limits.depth
    limits.mail.parts = settings.limits.parts
    limits.mail.headers = settings.limits.headers
    limits.mail.headerLength = settings.limits.headerLength.bytes
    limits.mail.addresses = settings.limits.addresses
    let senders = settings.senders
    reader = Reader(
      gate: Gate(
        allows: { senders.allows($0) },
        authentication: senders.authenticationResults.map {
          switch $0 {
          case .server(let id): .server(authservID: id)
          case .exchangeOnline: .exchangeOnline
          }
        }, ownAddress: settings.mail?.from.address.description),
      documents: documents, notes: NoteReader(), tagger: tagger, limits: limits, timezone: timezone,
      surroundings: surroundings)
  }

  /// How many messages are read at a time: more than there are processors, since one that waits for a document child
  /// uses none.
  var width: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) * 2 }

  /// Seconds that one step of the work may take before the watchdog is let starve: a document, which is tried a second
  /// time on another child, with room to spare on a slow machine.
  var longestStep: Double { Double(settings.limits.extractSeconds * 2) + 120 }

  /// Seconds without success after which each source is late.
  var lateness: [SourceName: Double] {
    Dictionary(
      settings.sources.map { (SourceName(rawValue: $0.name), $0.lateAfter.duration / .seconds(1)) },
      uniquingKeysWith: { $1 })
  }

  /// When the client secrets expire, as far as the configuration says: at the beginning of that day.
  var secretExpiries: [SourceName: Date] {
    var dates = [SourceName: Date]()
    for source in settings.sources {
      guard case .oauth2(let client) = source.login?.proof, let day = client.secretExpires,
        let date = CalendarDate(year: day.year, month: day.month, day: day.day)
      else { continue }
      dates[SourceName(rawValue: source.name)] = startOfDay(date)
    }
    return dates
  }

  var storeURL: String { settings.store.description }

  /// Whether a daemon serves the store.
  var isServed: Bool { ServiceLock.isHeld(beside: settings.store.path) }

  var shippedModelVersion: String { Trainer.shippedVersion }

  /// The sources that the configuration names, as they are before any has been heard of.
  var configuredSources: [SourceStatus] {
    settings.sources.map {
      SourceStatus(
        name: SourceName(rawValue: $0.name), kind: $0.kind == .drop ? .drop : .mailbox, state: .stopped)
    }
  }

  /// The sources that the configuration names and this version reads, each with what it says of their messages.
  func sources(log: any EventLog) -> [(source: any Source, policy: SourcePolicy)] {
    let making = SourceMaking(
      surroundings: surroundings, limits: settings.limits,
      secrets: SecretStore(environment: ProcessInfo.processInfo.environment), log: log)
    return settings.sources.compactMap { source in making.source(source).map { ($0, policy(of: source)) } }
  }

  func policy(of source: Settings.Source) -> SourcePolicy {
    SourcePolicy(
      trust: source.kind == .drop ? .folder : .mail, reporter: source.reporter?.description,
      serviceArea: source.serviceArea.map { ServiceArea(rawValue: $0) })
  }

  /// Midnight at which a day begins in the municipality's time zone.
  func startOfDay(_ day: CalendarDate) -> Date {
    let utc = Date(timeIntervalSince1970: Double(day.daysSince1970 * 86_400))
    return utc.addingTimeInterval(-Double(reader.timezone.secondsFromGMT(for: utc)))
  }

  static func settings(from file: String) throws(Failure) -> Settings {
    // Where it is there and may not be read, loading it says so.
    guard access(file, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR) else {
      throw Failure(
        .badConfiguration,
        "\(file): there is no configuration; name one with --config, or see the service at work with \"lyssnad demo\""
      )
    }
    do {
      return try Settings.load(from: file)
    } catch {
      throw Failure(.badConfiguration, error.description)
    }
  }
}

extension Wording {
  init(_ settings: Settings) {
    self.init(
      language: .swedish,
      themes: Dictionary(
        settings.themes.map { (ThemeName(rawValue: $0.name), $0.title.swedish) },
        uniquingKeysWith: { a, _ in a }),
      areas: Dictionary(
        settings.areas.map { (ServiceArea(rawValue: $0.name), $0.title.swedish) },
        uniquingKeysWith: { a, _ in a }))
  }

  /// Names as in records.
  static let bare = Wording(language: .swedish, themes: [:], areas: [:])
}
