import Testing

@testable import Operations

@Suite("What stands in a log is printable")
struct PrintableTests {
  private func shown(_ text: String, limit: Int = 100) -> String {
    String(decoding: printable(text, limit: limit), as: UTF8.self)
  }

  @Test(arguments: [
    ("Å, ä och ö – 日本 🙂", "Å, ä och ö – 日本 🙂"), ("one\ntwo\r\nthree\tfour", "one two  three four"),
    ("\u{1B}[31mred\u{1B}[0m", "[31mred[0m"), ("a\u{0}b\u{7}c\u{7F}d", "abcd"),
    ("a\u{9B}31mb\u{85}c", "a31mbc"),
    ("a\u{202E}b\u{202A}c\u{2066}d\u{2069}e\u{200E}f\u{200F}g\u{61C}h", "abcdefgh"),
    ("a\u{2028}b\u{2029}c", "a b c"),
    ("\u{A0}", "\u{A0}"), ("\u{2010}\u{2030}\u{2065}\u{206A}", "\u{2010}\u{2030}\u{2065}\u{206A}"), ("", ""),
  ])
  func characters(_ text: String, _ expected: String) { #expect(shown(text) == expected) }

  @Test("Long text is cut between two characters and says so")
  func limit() {
    #expect(shown("abcdef", limit: 6) == "abcdef")
    #expect(shown("abcdefg", limit: 6) == "abc…")
    #expect(shown("abåäö", limit: 6) == "ab…")
    #expect(shown("🙂🙂", limit: 7) == "🙂…")
    for limit in 0...20 {
      let bytes = printable("aå日🙂\naå日🙂", limit: limit)
      #expect(bytes.count <= limit)
      #expect(String(validating: bytes, as: UTF8.self) != nil)
    }
  }
}
