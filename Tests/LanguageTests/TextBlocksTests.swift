import Language
import Testing

@Suite struct TextBlocksTests {
  func read(_ string: String) -> [String] {
    let text = UTF8Text(string)
    return text.blocks(in: text.all).map { block in
      let words = text.singleSpaced(block.range)
      return switch block.kind {
      case .paragraph: "P \(words)"
      case .heading: "H \(words)"
      case .item(let depth): "\(depth) \(words)"
      case .row: "R \(words)"
      }
    }
  }

  @Test func knowsBulletsNumbersAndTheirDepth() {
    #expect(
      read("- ett\n  - två\n    • tre\n  - fyra\n1. fem\n(2) sex\na) sju\n– åtta\n\u{F0B7} nio") == [
        "0 ett", "1 två", "2 tre", "1 fyra", "0 fem", "0 sex", "0 sju", "0 åtta", "0 nio",
      ])
  }

  @Test(arguments: [
    "12 mars var vi där", "12. mars var vi där", "2025 blev bättre", "3,5 procent", "-18 grader", "1.500 kr",
  ])
  func takesNoNumberForABullet(_ line: String) {
    #expect(read(line) == ["P \(line)"])
  }

  @Test func joinsTheLinesOfAnItem() {
    #expect(
      read("- Handläggningen tog för\n  Lång tid i år\n- Nästa\nfortsätter med liten bokstav") == [
        "0 Handläggningen tog för Lång tid i år", "0 Nästa fortsätter med liten bokstav",
      ])
  }

  @Test func endsLinesOnPurposeWhereTheWriterUsesNoCapitals() {
    #expect(
      read("växeln svarar inte\nbygglov tar tid") == ["P växeln svarar inte", "P bygglov tar tid"])
    #expect(
      read("Handläggningen tog\nfyra månader") == ["P Handläggningen tog fyra månader"])
    #expect(read("Det tog tid.\nbygglov alltså") == ["P Det tog tid.", "P bygglov alltså"])
  }

  @Test func knowsHeadingsByTheirMarks() {
    #expect(
      read("# Möte\nText här.\n## Bygglov ##\n\nTillsyn\n-------\nMer text.") == [
        "H Möte", "P Text här.", "H Bygglov", "H Tillsyn", "P Mer text.",
      ])
  }

  @Test func keepsRowsApart() {
    #expect(
      read("Område\tSynpunkt\nBygglov\ttar tid\n| Växel | svarar inte |\n|---|---|") == [
        "R Område Synpunkt", "R Bygglov tar tid", "R Växel | svarar inte",
      ])
  }

  @Test func beginsAnewAtASpeaker() {
    #expect(
      read("Erik: Det tog tid.\nAnna K.: Ja.\nCaféägaren: Nej, inte alls") == [
        "P Erik: Det tog tid.", "P Anna K.: Ja.", "P Caféägaren: Nej, inte alls",
      ])
  }

  @Test func readsLineEndsOfEveryKind() {
    #expect(
      read("Första stycket.\r\n\r\nAndra stycket.\u{A0}\r\n") == ["P Första stycket.", "P Andra stycket."])
  }
}
