import Mail
import Testing

@Suite("Files within the text")
struct InlineFileTests {
  private func parts(_ body: String) throws -> [Part] {
    try MailMessage.parse(Array("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n\(body)".utf8))
      .parts
  }

  private func text(_ part: Part?) -> String? {
    if case .text(let text) = part?.content { text } else { nil }
  }

  private func bytes(_ part: Part?) -> [UInt8]? {
    if case .bytes(let bytes) = part?.content { bytes } else { nil }
  }

  @Test("uuencoded files are taken out, with their names")
  func uuencode() throws {
    let parts = try parts("Hej\nbegin 644 mapp/a b.txt\n#:&5J\n`\nend\nSlut\nbegin 0600 c\n#:&5J\n`\nend\n")
    #expect(parts.map(\.number) == ["1", "1.1", "1.2"])
    #expect(text(parts.first) == "Hej\nSlut\n")
    #expect(parts.dropFirst().map(\.name) == ["a b.txt", "c"])
    #expect(parts.dropFirst().allSatisfy { $0.isAttachment && bytes($0) == Array("hej".utf8) })
  }

  @Test("one that is cut short gives what is there")
  func cutShort() throws {
    let parts = try parts("Hej\nbegin 644 a.txt\n#:&5J")
    #expect(text(parts.first) == "Hej\n")
    #expect(bytes(parts.last) == Array("hej".utf8))
  }

  @Test(
    "prose that begins with the word is prose",
    arguments: [
      "begin 2025 var det bättre\nend\n", "begin 644 a.txt\nmed vanliga ord\nend\n",
      "begin 644\n#:&5J\nend\n",
      "begin 644 a.txt\nend\n", "=ybegin utan namn\nhej\n",
    ])
  func prose(_ body: String) throws {
    let parts = try parts(body)
    #expect(parts.count == 1)
    #expect(text(parts.first) == body)
  }

  @Test("yEnc")
  func yEnc() throws {
    let parts = try parts(
      "Hej\n=ybegin line=128 size=4 name=a.txt\n=}\u{12}\u{0F}=\u{14}\n=yend size=4\nSlut\n")
    #expect(text(parts.first) == "Hej\nSlut\n")
    #expect(bytes(parts.last) == [0x13, 0xE8, 0xE5, 0xAA])
  }

  @Test("as many as parts are allowed, and no more")
  func limit() throws {
    let parts = try parts(String(repeating: "begin 644 a\n#:&5J\n`\nend\n", count: 2_000))
    #expect(parts.count == 500)
  }
}

@Suite("Calendar objects as text")
struct CalendarTextTests {
  @Test("what, when, where and who, unfolded and without escapes")
  func event() {
    let text = CalendarText.readable(
      """
      BEGIN:VCALENDAR
      SUMMARY:utanför
      BEGIN:VEVENT
      SUMMARY;LANGUAGE=sv:Frukost\\, torget
      DTSTART;TZID="Europe/Stockholm:x":20250312T080000
      LOCATION:Stora
        torget
      ORGANIZER;CN="Ek; Anna":mailto:a@b.example
      ATTENDEE;CN=Bo:mailto:b@b.example
      ATTENDEE;CN=Bo:mailto:b@b.example
      DESCRIPTION:Rad ett\\nRad två\\; slut
      BEGIN:VALARM
      DESCRIPTION:Påminnelse
      END:VALARM
      END:VEVENT
      END:VCALENDAR
      """)
    #expect(
      text
        == "Frukost, torget\n\nTid: 2025-03-12 08:00\nPlats: Stora torget\nDeltagare: Ek; Anna, Bo\n\nRad ett\nRad två; slut\n\n"
    )
  }

  @Test(
    "what is none gives nothing",
    arguments: ["", "hej", "BEGIN:VEVENT", "END:VEVENT\nSUMMARY:x", "::::\n;;:"])
  func none(_ text: String) { #expect(CalendarText.readable(text) == "") }

  @Test("folded without end")
  func hostile() {
    let start = processorTime()
    _ = CalendarText.readable("BEGIN:VEVENT\nSUMMARY:x\n" + String(repeating: " y\n", count: 300_000))
    _ = CalendarText.readable("BEGIN:VEVENT\n" + String(repeating: "ATTENDEE;CN=a;CN=b:x\n", count: 100_000))
    #expect(processorTime() - start < .seconds(5))
  }
}
