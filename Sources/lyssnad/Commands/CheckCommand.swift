import ArgumentParser
import Documents
import Feedback
import Foundation
import Intake
import Operations
import Settings
import Stores

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Validates the configuration, and says what will not work.",
    discussion: "With --connect it also opens every source and the store.")

  @OptionGroup var common: CommonOptions

  @Flag(name: .long, help: "Open every source and the store, and say what they can and cannot do.")
  var connect = false

  func run() async throws {
    let settings = try Workshop.settings(from: common.config)
    let out = Terminal.output
    out.line("\(common.config): \(out.styled("valid", .green))")
    for notice in settings.withoutEffect { out.line("  \(notice)") }
    if settings.senders.allow.isEmpty {
      out.line("  senders.allow is empty: every mail will be quarantined as sender_not_allowed")
    }
    // Not a failure: the service goes on without.
    let documents = Extractor(
      executable: "/proc/self/exe", arguments: [Lyssnad.extractorArgument], children: 1)
    let impaired = await ReaderWatch.problem(of: documents)
    await documents.shutdown()
    if let impaired { out.line("  documents: \(out.styled(impaired, .yellow))") }
    guard connect else { return }
    try Identity.becomeOwner(of: settings.store.path)
    var failures = 0
    func tell(_ what: String, _ problem: String?) {
      if problem != nil { failures += 1 }
      out.line("  \(what): \(problem.map { out.styled($0, .red) } ?? out.styled("works", .green))")
    }
    do {
      let workshop = try await Workshop(configurationFile: common.config)
      let found = try await workshop.store.inconsistencies()
      tell(
        "store \(settings.store)",
        found.first.map { "\($0.invariant): \($0.detail) (and \(found.count - 1) more)" })
      for (source, _) in workshop.sources(log: SilentLog()) {
        var problem: String?
        do { try await source.open() } catch { problem = error.description }
        tell("source \(source.name)", problem)
        if problem == nil, let source = source as? any Descriptive,
          let abilities = try? await source.abilities()
        {
          for sentence in abilities { out.line("    \(Terminal.harmless(sentence))") }
        }
        if problem == nil, let health = await (source as? any HealthTelling)?.health(),
          let expires = health.certificateExpires
        {
          out.line("    its certificate expires on \(expires.rfc3339).")
          if let expires = health.tokenCertificateExpires {
            out.line("    its token endpoint's certificate expires on \(expires.rfc3339).")
          }
        }
      }
    } catch let error as StoreError {
      tell("store \(settings.store)", error.description)
    }
    if failures > 0 {
      throw Failure(.unavailable, "\(failures) of what the configuration names cannot be used; see above")
    }
  }
}

/// For commands that say themselves what they find.
struct SilentLog: EventLog {
  func record(_ event: Event) {}
}
