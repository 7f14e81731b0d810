import ArgumentParser
import Feedback
import Foundation
import Language
import Stores

struct ExportCommand: AsyncParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case jsonl, csv }

  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes what the store holds, as records or as a table.",
    discussion: """
      Records (jsonl) are whole, so that "lyssnad import" can read them; with --redact, personal data are masked. A \
      table (csv) has a row a passage and is masked unless --unmasked is given.
      """)

  @OptionGroup var common: CommonOptions

  @Option(name: .long, help: "jsonl (a message a line) or csv (a passage a row).")
  var format: Format = .jsonl

  @Option(
    name: .long, help: ArgumentHelp("Only messages received on or after this day.", valueName: "yyyy-mm-dd"))
  var since: String?

  @Option(name: .long, help: ArgumentHelp("Only the message that holds this note.", valueName: "id"))
  var note: String?

  @Flag(name: .long, help: "Mask addresses, telephone and personal identity numbers, and names.")
  var redact = false

  @Flag(name: .long, help: "Mask nothing.")
  var unmasked = false

  func validate() throws {
    if redact, unmasked { throw ValidationError("--redact and --unmasked exclude each other") }
    if let since, CalendarDate(since) == nil {
      throw ValidationError("--since takes a day as in 2025-03-12, not \"\(since)\"")
    }
    if let note, ULID(note) == nil {
      throw ValidationError("--note takes the identifier of a note, not \"\(note)\"")
    }
  }

  func run() async throws {
    let workshop = try await Workshop(common)
    let masks = redact || (format == .csv && !unmasked)
    let from = since.flatMap { CalendarDate($0) }.map { workshop.startOfDay($0) }
    if format == .csv {
      // The mark tells spreadsheets that the file is UTF-8.
      Terminal.output.write("\u{FEFF}" + PassageTable.line(PassageTable.header))
    }
    var cursor: ULID?
    var found = false
    while true {
      let page = try await workshop.store.entries(
        after: cursor, since: from, note: note.flatMap { ULID($0) }, limit: 100)
      guard let last = page.last else { break }
      cursor = last.id
      found = true
      for entry in page {
        let entry = masks ? entry.redacted(knowing: try await texts(of: entry, in: workshop.store)) : entry
        switch format {
        case .jsonl: Terminal.output.line(entry.record.line)
        case .csv: Terminal.output.write(PassageTable.rows(of: entry).map(PassageTable.line).joined())
        }
      }
    }
    if let note, !found { throw Failure(.badInput, "no note has the identifier \(note)") }
  }

  /// The texts in which the entry's segments lie: a duplicate's are kept with the message that brought its notes.
  private func texts(of entry: Entry, in store: any FeedbackStore) async throws -> [ULID: [PartText]] {
    var texts = [ULID: [PartText]]()
    for note in entry.notes {
      texts[note.id] =
        entry.outcome == .stored
        ? entry.parts : try await store.entries(after: nil, since: nil, note: note.id, limit: 1).first?.parts
    }
    return texts
  }
}
