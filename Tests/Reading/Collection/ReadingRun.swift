package import Foundation
package import Support

/// Lets the program read the collection as its user would, and judges what it says.
package struct ReadingRun {
  let program: Program
  let folder: URL

  /// - Parameter folder: for the mails, the configuration and the list of failures.
  package init(program: Program, folder: URL) {
    self.program = program
    self.folder = folder
  }

  /// - Throws: where the folder cannot be written or the program cannot be started.
  package func measures() throws -> Measures {
    let mails = try Collection.mails()
    let configuration = folder.appendingPathComponent("lyssnad.yaml")
    try """
    store: sqlite://\(folder.path)/lyssnad.db
    timezone: Europe/Stockholm
    senders:
      allow: ["*@uppsala.example"]
    mail:
      url: smtp://smtp.example
      from: Uppsala möts <uppsalamots@uppsala.example>

    """.write(to: configuration, atomically: true, encoding: .utf8)
    var measures = Measures()
    for (number, batch) in Self.batches(mails).enumerated() {
      let records = try records(of: batch, in: "mails/batch-\(number)", configuration)
      for mail in batch { measures.judge(mail, records[mail.id]) }
    }
    let single = mails.filter { $0.expected.notes.count == 1 && !$0.expected.hasFiles }
    measures.judgeTogether(single, try records(of: single, in: "mails/together", configuration))
    try measures.failures.joined(separator: "\n").write(
      to: folder.appendingPathComponent("failures.txt"), atomically: true, encoding: .utf8)
    return measures
  }

  /// What the program says of mails that come into one store, by their names.
  private func records(
    of mails: [CollectedMail], in name: String, _ configuration: URL
  ) throws -> [String: ReadRecord] {
    let batch = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: batch, withIntermediateDirectories: true)
    for mail in mails { try Data(mail.bytes).write(to: batch.appendingPathComponent(mail.id + ".eml")) }
    let result = try program.run([
      "ingest", "--dry-run", "--json", "--config", configuration.path, batch.path,
    ])
    var records: [String: ReadRecord] = [:]
    for line in result.lines {
      let record = try JSONDecoder().decode(ReadRecord.self, from: Data(line.utf8))
      let name = record.path.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
      if let name { records[name] = record }
    }
    guard !records.isEmpty else { throw ReadingRunError(messages: result.messages) }
    return records
  }

  /// The same note twice in one store would be a duplicate: each batch has a note at most once.
  private static func batches(_ mails: [CollectedMail]) -> [[CollectedMail]] {
    var batches: [[CollectedMail]] = []
    var notes: [Set<String>] = []
    for mail in mails {
      var ids = Set(mail.expected.notes.map(\.id))
      // Where the file is not read, the covering words are the note.
      if mail.expected.hasFiles, let words = mail.expected.comment?.joined() { ids.insert(words) }
      if let index = notes.firstIndex(where: { $0.isDisjoint(with: ids) }) {
        batches[index].append(mail)
        notes[index].formUnion(ids)
      } else {
        batches.append([mail])
        notes.append(ids)
      }
    }
    return batches
  }
}

/// The program said nothing of any mail.
struct ReadingRunError: Error, CustomStringConvertible {
  var messages: String
  var description: String { "lyssnad ingest read nothing: \(messages)" }
}
