import ArgumentParser
import Feedback
import Foundation
import Stores

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Reads records that export wrote; what is there already is left as it is.")

  @OptionGroup var common: CommonOptions

  @Argument(help: ArgumentHelp("A file of records (JSON Lines); - is standard input.", valueName: "file"))
  var file: String

  func run() async throws {
    // The whole file is read before anything is written, so that a bad line leaves the store as it was. A pipe can be
    // read only once.
    var first = 0
    let check = try LineReader(file)
    if check.isFile {
      while let line = try check.next() { if try entry(line, check.number) != nil { first += 1 } }
    }
    let workshop = try await Workshop(common)
    let reader = check.isFile ? try LineReader(file) : check
    let progress = Progress("records")
    var batches = [SourceName: [Entry]]()
    var (taken, known, refused, read) = (0, 0, 0, 0)
    func flush(_ source: SourceName) async throws {
      guard let entries = batches.removeValue(forKey: source) else { return }
      for (entry, result) in zip(entries, try await workshop.store.commit(entries, from: source, at: nil)) {
        if result.isNew { taken += 1 } else { known += 1 }
        let isRefused = result.outcome == .quarantined(.storeRefused) && result.outcome != entry.outcome
        if result.isNew, isRefused { refused += 1 }
      }
      progress.shows(read, of: first == 0 ? nil : first)
    }
    while let line = try reader.next() {
      guard let entry = try entry(line, reader.number) else { continue }
      read += 1
      // One source at a time, so that records keep their order: a duplicate comes after what it repeats.
      for source in batches.keys where source != entry.source { try await flush(source) }
      batches[entry.source, default: []].append(entry)
      if let count = batches[entry.source]?.count, count >= 100 { try await flush(entry.source) }
    }
    for source in batches.keys.sorted() { try await flush(source) }
    progress.ends()
    Terminal.messages.line("imported \(taken) messages; \(known) were there already")
    if refused > 0 {
      throw Failure(
        .badInput,
        "the store could not hold \(refused) of them, which contradict themselves; they are in quarantine as store_refused"
      )
    }
  }

  private func entry(_ line: String, _ number: Int) throws(Failure) -> Entry? {
    guard !line.trimmed.isEmpty else { return nil }
    do throws(RecordError) {
      return try Entry(record: Data(line.utf8))
    } catch {
      throw Failure(
        .badInput,
        "\(file == "-" ? "standard input" : file):\(number): \(error.description); nothing was imported from here on"
      )
    }
  }
}
