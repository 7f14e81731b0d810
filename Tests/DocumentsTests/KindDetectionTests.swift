import Testing

@testable import Documents

@Suite struct KindDetectionTests {
  @Test(arguments: [
    ("motesanteckning.docx", DocumentKind.docx), ("motesanteckning.odt", .odt), ("sidor.pdf", .pdf),
    ("outlook.html", .html), ("andringar.docx", .docx), ("foretagsbesok.docx", .docx), ("word.rtf", .rtf),
    ("synpunkter.xlsx", .xlsx), ("synpunkter.ods", .ods), ("frukostmote.pptx", .pptx),
    ("frukostmote.odp", .odp),
    ("motesanteckning.fodt", .odt),
  ])
  func contentDecidesWhateverTheName(file: String, kind: DocumentKind) throws {
    let bytes = try fixture(file)
    #expect(
      DocumentKind.detect(name: nil, type: "application/octet-stream", content: bytes) == kind
        || kind == .docx
    )
    #expect(DocumentKind.detect(name: file, type: nil, content: bytes) == kind)
    if kind != .html {
      #expect(DocumentKind.detect(name: "anteckning.txt", type: "text/plain", content: bytes) == kind)
    }
    // Its beginning and its name are enough.
    #expect(DocumentKind.detect(name: file, type: nil, content: bytes.prefix(4096)) == kind)
  }

  @Test func namesAndTypesDecideOverPlainBytes() {
    let bytes = Array("Möte".utf8)
    #expect(DocumentKind.detect(name: "möte.TXT", type: nil, content: bytes) == .text)
    #expect(DocumentKind.detect(name: "möte.md", type: "text/plain", content: bytes) == .markdown)
    #expect(DocumentKind.detect(name: nil, type: "Text/HTML; charset=utf-8", content: bytes) == .html)
    #expect(DocumentKind.detect(name: "utan ändelse", type: "text/plain", content: bytes) == .text)
  }

  @Test func whatIsNoDocumentIsUnsupported() throws {
    #expect(DocumentKind.detect(name: "bild.png", type: "text/plain", content: Array("text".utf8)) == nil)
    #expect(
      DocumentKind.detect(name: "namnlös.txt", type: nil, content: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A])
        == nil
    )
    #expect(DocumentKind.detect(name: "arkiv.zip", type: nil, content: try zip([("a.txt", [])])) == nil)
    #expect(DocumentKind.detect(name: nil, type: nil, content: Array("?".utf8)) == nil)
    let compound = try fixture("krypterad.docx")
    #expect(DocumentKind.detect(name: "gammal.doc", type: nil, content: compound) == nil)
    #expect(DocumentKind.detect(name: "krypterad.docx", type: nil, content: compound) == .docx)
  }
}
