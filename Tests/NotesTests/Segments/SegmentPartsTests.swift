import Documents
import Foundation
import Testing

@testable import Notes

@Suite struct SegmentPartsTests {
  @Test("A phrase matches whole words, any run of blanks, the longest first")
  func phrases() {
    let table = PhraseTable<Int>([("hej", 1), ("hej alla", 2), ("mvh.", 3), ("o", 4)])
    func match(_ text: String) -> Int? {
      table.match(in: Array(text.utf8), at: 0, before: text.utf8.count)?.value
    }
    #expect(match("hej du") == 1)
    #expect(match("hej \t alla!") == 2)
    #expect(match("hejsan") == nil)
    #expect(match("mvh.anna") == 3)
    #expect(match("o, p") == 4)
    #expect(match("ok") == nil)
    #expect(match("") == nil)
    let text = Array("ohej och hej".utf8)
    #expect(table.search(in: text, 0..<text.count)?.range == 9..<12)
  }

  @Test("Lower case keeps every offset, and the blanks of Unicode become spaces")
  func folding() {
    let source = "ÅÄÖ É×÷ \u{A0}x\u{202F}y\u{200B}\u{FEFF}İ€"
    let text = TextLines(DocumentText(text: source))
    #expect(text.folded.count == source.utf8.count)
    #expect(String(decoding: text.folded, as: UTF8.self) == "åäö é×÷   x   y      İ€")
  }

  @Test("Quote marks are counted and stripped, and so are the blanks around")
  func lines() {
    let text = TextLines(DocumentText(text: "a\n> b \n> >c\n>\n\n \u{A0} \n"))
    #expect(text.lines.map(\.quoteDepth) == [0, 1, 2, 1, 0, 0])
    #expect(text.lines.map { text.decoded($0.content) } == ["a", "b", "c", "", "", ""])
    #expect(text.lines.map(\.isBlank) == [false, false, false, true, true, true])
  }

  @Test(
    "Who stands in a field",
    arguments: [
      ("Anna Ek <Anna.Ek@x.example>", "Anna Ek", "anna.ek@x.example"),
      ("\"Ek, Anna\" <anna@x.example>", "Ek, Anna", "anna@x.example"),
      ("Anna Ek [mailto:anna@x.example]", "Anna Ek", "anna@x.example"),
      ("anna@x.example <anna@x.example>", nil, "anna@x.example"),
      ("anna@x.example", nil, "anna@x.example"),
      ("<anna@x.example<mailto:anna@x.example>>", nil, "anna@x.example"),
      ("Registrator <r@x.example> för räkning Åsa Öhn <asa@x.example>", "Åsa Öhn", "asa@x.example"),
      ("Öhman Åsa (SBF)", "Öhman Åsa (SBF)", nil),
      ("", nil, nil), ("@", "@", nil),
    ] as [(String, String?, String?)])
  func people(_ text: String, _ name: String?, _ address: String?) {
    let lines = TextLines(DocumentText(text: text))
    let person = MailPerson.read(lines.bytes, folded: lines.folded)
    #expect(person.name == name)
    #expect(person.address == address)
  }

  @Test(
    "What a subject's outermost prefix says",
    arguments: [
      ("VB: SV: möte", SubjectKind.forward), ("Sv: VB: möte", .reply), ("[EXT] Fwd: möte", .forward),
      ("  RE: x", .reply),
      ("möte", .plain), ("Vbx: möte", .plain), ("Rekrytering: x", .plain), ("", .plain), ("[", .plain),
    ])
  func subjects(_ subject: String, _ kind: SubjectKind) {
    #expect(SubjectPrefixes.kind(of: subject) == kind)
  }

  @Test(
    "Prose that tells of a mail is no attribution",
    arguments: [
      "Den 12 mars 2025 skrev handläggaren tillbaka och bad om komplettering:",
      "Han skrev så här till kommunen:",
      "I sin ansökan från 2024 skrev företaget:",
      "On the form they wrote:",
    ])
  func prose(_ line: String) {
    let text = TextLines(DocumentText(text: line + "\nVi vill bygga ut."))
    #expect(ReplyAttribution(at: 0, in: text) == nil)
  }

  @Test("A text of any bytes has segments that cover its written lines")
  func anyText() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let pieces = [
      "Från:", "Skickat: den 1 mars 2025 10:02", "Till: a@b.example", "Ämne: x", "> ", ">> ", "\n", "\n\n",
      "Mvh", "/A", "-- ",
      "Hej!", "- x y z", "1. A", "Närvarande:", "Agenda", "___________", "Anna Ek", "018-727 00 00", " ",
      "\t", "*", ":", "å", "–",
      "•", "😀", "\u{A0}", "skrev", "Den 1 mars 2025 kl. 10:02 skrev A:",
      "---------- Forwarded message ---------", "#", "§",
    ]
    for _ in 0..<400 {
      let source = (0..<next(60)).map { _ in pieces[next(pieces.count)] }.joined()
      let text = TextLines(DocumentText(text: source))
      let part = ReadPart(part: "1", role: .body, content: DocumentText(text: source))
      let subject = ["VB: x", "SV: x", "x"][next(3)]
      let segmented = Segmenter().segments(
        of: part,
        in: Circumstances(
          subject: subject, written: Date(timeIntervalSince1970: 0), sender: nil, timezone: .gmt))
      for line in text.lines where !line.isBlank {
        let covering = segmented.stretches.filter { $0.range.overlaps(line.range) }
        #expect(
          covering.count == 1 && covering[0].range.lowerBound <= line.range.lowerBound
            && covering[0].range.upperBound >= line.range.upperBound, "\(source.debugDescription)")
      }
    }
  }
}
