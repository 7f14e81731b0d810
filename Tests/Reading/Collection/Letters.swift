import Foundation

/// Mails as they were sent, byte for byte: wrappings that no mail program of the collection makes, kept as files.
///
/// All of them hold the same note. `Letters/expected.jsonl` says of each what a careful person reads around it.
enum Letters {
  /// What is known of one mail.
  private struct Expected: Decodable {
    /// The file's name, without `.eml`.
    var mail: String
    var origin: String?
    var comment: String?
    /// No, where the words of somebody in between may be read as a comment or not.
    var judgesComment: Bool
    /// Words that stand around the note and are none of it.
    var junk: [String]
    var junkKind: Junk.Kind
    /// Whether the mail holds the note's title, date and place.
    var facts: Bool
  }

  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Letters")

  /// The note.
  private static let note = CollectedNote(
    id: "letters",
    """
    title: Besök hos Lyktans Keramik
    date: 2026-03-12
    written: 2026-03-12 16:41
    place: Gottsunda
    companies: Lyktans Keramik
    voice: company

    # Besök hos Lyktans Keramik
    @ Datum: 12 mars 2026
    @ Plats: Gottsunda
    Bygglovet för skylten tog elva veckor. ¦ Ingen kunde säga var ärendet låg.
    Inspektören var mycket hjälpsam och förklarade reglerna på plats.
    Hon önskar en enda kontaktperson på kommunen.
    """)

  /// - Throws: where the files cannot be read.
  static func mails() throws -> [CollectedMail] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let lines = try String(contentsOf: folder.appendingPathComponent("expected.jsonl"), encoding: .utf8)
    return try lines.split(separator: "\n").map { line in
      let known = try decoder.decode(Expected.self, from: Data(line.utf8))
      let bytes = try Data(contentsOf: folder.appendingPathComponent(known.mail + ".eml"))
      var expected = Expectation(
        notes: [note],
        reporter: known.mail == "redirected" ? "erik.lund@uppsala.example" : Special.anna.address)
      expected.origins = [known.origin].compactMap { $0 }
      expected.comment = known.comment.map { [$0] }
      expected.judgesComment = known.judgesComment
      expected.judgesFacts = known.facts
      expected.hasFiles = known.mail == "eml-in-eml"
      expected.junk = known.junk.map { Junk(kind: known.junkKind, text: $0) }
      return CollectedMail(id: "letter-" + known.mail, bytes: Array(bytes), expected: expected)
    }
  }
}
