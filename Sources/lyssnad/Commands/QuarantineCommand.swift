import ArgumentParser
import Feedback
import Foundation
import Stores

struct QuarantineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine", abstract: "Shows what was set aside, and lets it in or settles it.",
    subcommands: [ListCommand.self, ShowCommand.self, ReleaseCommand.self, DiscardCommand.self],
    defaultSubcommand: ListCommand.self)

  struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists messages in quarantine, oldest first.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var output: RecordOptions

    func run() async throws {
      let workshop = try await Workshop(common)
      let entries = try await workshop.store.quarantined()
      if output.json {
        for entry in entries { Terminal.output.line(entry.record.line) }
        return
      }
      if entries.isEmpty { Terminal.messages.line("the quarantine is empty") }
      for entry in entries {
        let name = Terminal.harmless(entry.path ?? entry.messageID ?? "-")
        Terminal.output.line(
          "\(entry.id)  \(entry.receivedAt.rfc3339)  \(entry.outcome.reason ?? "")  \(name)")
      }
    }
  }

  struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Shows one message in quarantine: why, and what is kept of it.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var output: RecordOptions
    @Argument(help: "The message's identifier.") var message: String

    func run() async throws {
      let workshop = try await Workshop(common)
      let entry = try await workshop.quarantined(message)
      if output.json {
        Terminal.output.line(entry.record.line)
        return
      }
      let out = Terminal.output
      out.line("message   \(entry.id)")
      out.line("source    \(entry.source)")
      if let path = entry.path { out.line("path      \(Terminal.harmless(path))") }
      out.line("received  \(entry.receivedAt.rfc3339)")
      out.line("size      \(entry.size) bytes")
      if let digest = entry.sha256 { out.line("sha256    \(digest)") }
      if let id = entry.messageID { out.line("Message-ID \(Terminal.harmless(id))") }
      if case .quarantined(let reason) = entry.outcome {
        out.line("reason    \(reason.rawValue): \(reason.explanation)")
      }
      for warning in entry.warnings { out.line("warning   \(Terminal.harmless(warning.detail))") }
      let kept = try await workshop.store.original(of: entry.id)
      out.line("bytes     \(kept == nil ? "not kept" : "kept")")
      if let headers = entry.headers {
        out.line("")
        for line in headers.split(separator: "\n") { out.line(Terminal.harmless(String(line))) }
      }
    }
  }

  struct ReleaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "release", abstract: "Lets a message in: it is read again, and the gate is not asked.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var output: RecordOptions
    @Argument(help: "The message's identifier.") var message: String

    func run() async throws {
      let workshop = try await Workshop(common)
      let entry = try await workshop.release(try await workshop.quarantined(message))
      if output.json {
        Terminal.output.line(entry.record.line)
      } else {
        Understanding(terminal: .output, wording: workshop.wording).show(entry)
      }
    }
  }

  struct DiscardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "discard",
      abstract: "Settles a message as not wanted: its bytes are removed from the store, its outcome stays.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The message's identifier.") var message: String

    func run() async throws {
      let workshop = try await Workshop(common)
      let entry = try await workshop.quarantined(message)
      guard try await workshop.store.discard(entry.id, by: Identity.actor, at: Date()) else {
        throw Failure(.badInput, "\(message) is not in quarantine any more")
      }
      Terminal.messages.line("discarded \(entry.id)")
    }
  }
}
