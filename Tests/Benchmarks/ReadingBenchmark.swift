import Documents
import Embedded
import Feedback
import Foundation
import Intake
import Mail
import Notes
import Stores
import Support
import Themes

/// What one mail costs in processor time, step by step, in this process and on one thread.
struct ReadingBenchmark {
  let sentences: [String]

  func run() async throws {
    let tagger = try LinearTagger(model: Embedded.model)
    var writer = NoteWriter(seed: 3, sentences: sentences)
    let mails = (1...400).map { [UInt8](writer.mail($0, passages: 15, size: 20_000)) }
    let parsing = Self.milliseconds(mails) { _ = try? MailMessage.parse($0) }
    let parsed = try mails.map { try MailMessage.parse($0) }
    let parts = parsed.map { mail in
      mail.parts.compactMap { part in
        if case .text(let text) = part.content {
          ReadPart(part: part.number, role: .body, content: DocumentText(text: text))
        } else {
          nil
        }
      }
    }
    let circumstances = Circumstances(subject: nil, written: .now, sender: nil, timezone: .gmt)
    let cutting = Self.milliseconds(parts) { _ = NoteReader().drafts(of: $0, in: circumstances) }
    let drafts = parts.map { NoteReader().drafts(of: $0, in: circumstances).notes }
    let passages = drafts.reduce(0) { $0 + $1.reduce(0) { $0 + $1.passages.count } }
    let judging = Self.milliseconds(drafts) { notes in
      for note in notes {
        for passage in note.passages { _ = tagger.judge(passage.text, context: passage.context) }
      }
    }
    let digesting = Self.milliseconds(mails) { _ = Digest(of: $0) }
    print(
      String(
        format:
          "reading: a mail of 20 KB without attachments %.3f ms of processor time (parse %.3f, segments, passages and facts %.3f); tagging its %.1f passages %.3f ms; SHA-256 %.3f ms",
        parsing + cutting, parsing, cutting, Double(passages) / Double(mails.count), judging, digesting))
    try await committing(tagger)
  }

  /// The whole mix, through the straight line's own steps.
  private func committing(_ tagger: LinearTagger) async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: folder.path + "/lyssnad.db")
    let documents = Extractor(executable: Program().path, arguments: ["extract-documents"])
    let reader = Reader(
      gate: Gate(allows: { _ in true }), documents: documents, notes: NoteReader(), tagger: tagger,
      limits: ReadingLimits(), timezone: .gmt, surroundings: .system)
    let source = SourceName(rawValue: "bench")
    var writer = OfficeMail(seed: 2, sentences: sentences)
    var kinds = [String]()
    var committing = 0.0
    var number = 0
    for kind in OfficeMail.Kind.allCases {
      let count = 100
      let mails = (0..<count).map { _ in
        number += 1
        return [UInt8](writer.mail(number, kind))
      }
      let ended = ProcessFigures.ofEndedChildren
      let began = ProcessFigures.own
      let start = Date()
      var entries = [Entry]()
      for (index, mail) in mails.enumerated() {
        var entry = Entry(
          id: Surroundings.system.identifier(), source: source,
          key: ArrivalKey(rawValue: "\(kind)/\(index)"), path: nil, sha256: Digest(of: mail),
          receivedAt: .now,
          outcome: .stored, size: mail.count)
        try await reader.read(mail, of: .mail, into: &entry, under: SourcePolicy(trust: .folder))
        entries.append(entry)
      }
      let wall = Date().timeIntervalSince(start) * 1000 / Double(count)
      let read = ProcessFigures.own - began
      let before = ProcessFigures.own
      _ = try await store.commit(entries, from: source, at: nil)
      committing += ProcessFigures.own - before
      _ = ended
      kinds.append(
        String(
          format: "%@ %.2f (%.2f elapsed; %d KB)", kind.rawValue, read * 1000 / Double(count), wall,
          mails.reduce(0) { $0 + $1.count } / count / 1000))
    }
    print(
      "reading: ms of processor time a mail by kind, gate and tagging included: \(kinds.joined(separator: ", "))"
    )
    print(
      String(
        format: "reading: compressing, digesting and committing takes %.2f ms a mail of them",
        committing * 1000 / Double(number)))
    await documents.shutdown()
  }

  /// Milliseconds of processor time for each item: the best of five rounds, since other work only adds to it.
  private static func milliseconds<Item>(_ items: [Item], _ body: (Item) -> Void) -> Double {
    (0..<5).map { _ in
      let began = ProcessFigures.own
      for item in items { body(item) }
      return (ProcessFigures.own - began) * 1000 / Double(items.count)
    }.min() ?? 0
  }
}
