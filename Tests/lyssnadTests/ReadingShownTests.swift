import Foundation
import Support
import Testing

@Suite struct ReadingShownTests {
  private static let mail = """
    From: Anna Karlgren <anna.k@uppsala.example>
    Subject: VB: Besök på smedjan
    Date: Fri, 14 Mar 2025 09:02:11 +0100
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary=b

    --b
    Content-Type: text/plain; charset=utf-8

    Se nedan.

    Från: Petra Sandell <petra.s@uppsala.example>
    Skickat: den 12 mars 2025 10:14
    Till: Anna Karlgren <anna.k@uppsala.example>
    Ämne: Besök på smedjan

    Hej Anna!

    Växeln kopplar runt och ingen på bygglov kan svara på när beslutet kommer.

    Med vänlig hälsning
    Petra Sandell

    Från: Anna Karlgren <anna.k@uppsala.example>
    Skickat: den 11 mars 2025 08:00
    Till: Petra Sandell <petra.s@uppsala.example>
    Ämne: Besök på smedjan

    Ett.
    Två.
    Tre.
    Fyra.
    Fem.
    Sex.
    --b
    Content-Type: application/x-cad; name="ritning.dwg"
    Content-Disposition: attachment; filename="ritning.dwg"

    AC1032
    --b--

    """

  @Test func aDryRunShowsWhatEachLineWasTakenFor() throws {
    let house = try House()
    let shown = try house.lyssnad("ingest", "--dry-run", "-", input: Data(Self.mail.utf8))
    let lines = shown.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    for expected in [
      "del 1", "kommentar │ Se nedan.", "övrigt │ Från: Petra Sandell <petra.s@uppsala.example>",
      "hälsning │ Hej Anna!",
      "1 │ Växeln kopplar runt och ingen på bygglov kan svara på när beslutet kommer.",
      "signatur │ Med vänlig hälsning", "│ Petra Sandell",
      "historik │ Från: Anna Karlgren <anna.k@uppsala.example>", "│ … 6 rader till",
      "bilaga ritning.dwg: läses inte",
    ] {
      #expect(lines.contains(expected), "\(expected)\n\(shown.output)")
    }
    // The place of the passage in its part, as records give it.
    let records = try house.records("ingest", "--dry-run", "--json", "-", input: Data(Self.mail.utf8))
    let notes = try #require(records.first?["notes"] as? [[String: Any]])
    let passages = try #require(notes.first?["passages"] as? [[String: Any]])
    let range = try #require(passages.first?["range"] as? [Int])
    #expect(lines.contains("del 1, tecken \(range[0])–\(range[1])"))
  }

  @Test func whatIsTakenInIsShownInShort() throws {
    let house = try House()
    let shown = try house.lyssnad("ingest", "-", input: Data(Self.mail.utf8))
    #expect(!shown.output.contains("│"))
    #expect(shown.output.contains("kommentar: Se nedan."))
  }
}
