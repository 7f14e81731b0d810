import Testing

@testable import Documents

@Suite struct OpenDocumentTests {
  private func document(_ body: String, automatic: String = "") throws -> DocumentText {
    let content = """
      <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
      xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
      xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">\
      <office:automatic-styles>\(automatic)</office:automatic-styles>\
      <office:body><office:text>\(body)</office:text></office:body></office:document-content>
      """
    return try OpenDocument.read(zip([("content.xml", Array(content.utf8))]), textLimit: 1 << 20)
  }

  @Test func documentOfLibreOfficeReadsTheSameAsItsWordForm() throws {
    let document = try OpenDocument.read(fixture("motesanteckning.odt"), textLimit: 1 << 20)
    #expect(document.outline == WordTests.meeting)
  }

  @Test func oneFlatXMLReadsTheSame() throws {
    let document = try OpenDocument.read(fixture("motesanteckning.fodt"), textLimit: 1 << 20)
    #expect(document.outline == WordTests.meeting)
  }

  @Test func aTitleByAStyleThatIsNotDescribedIsOne() throws {
    let document = try OpenDocument.read(fixture("pandoc.odt"), textLimit: 1 << 20)
    #expect(document.outline.first == "h1: Minnesanteckning")
    #expect(
      document.outline.contains("li2: - Hon ringde") && document.outline.contains("li1: 2. Skicka mall"))
  }

  @Test func spacesTabsAndNotesInTheMiddleOfASentence() throws {
    let text = try document(
      """
      <text:p>Ett<text:s text:c="3"/>två<text:tab/>tre<text:note><text:note-citation>1</text:note-citation>\
      <text:note-body><text:p>Noten.</text:p></text:note-body></text:note> fyra.</text:p>
      """
    ).text
    #expect(text == "Ett två\ttre fyra.\n\nNoten.")
  }

  @Test func hiddenTextAndContentsAreNotParagraphs() throws {
    let hidden = """
      <style:style style:name="D" style:family="text"><style:text-properties text:display="none"/></style:style>
      """
    let outline = try document(
      """
      <text:table-of-content><text:index-body><text:p>Rubrik 1</text:p></text:index-body></text:table-of-content>\
      <text:h text:outline-level="2">Rubrik</text:h><text:p>Syns<text:span text:style-name="D">inte</text:span>.</text:p>
      """, automatic: hidden
    ).outline
    #expect(outline == ["page: Rubrik 1", "h2: Rubrik", "p: Syns."])
  }

  @Test func encryptionIsFoundInTheManifest() throws {
    let manifest = """
      <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">\
      <manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>\
      </manifest:manifest>
      """
    let bytes = try zip([("content.xml", [1, 2, 3]), ("META-INF/manifest.xml", Array(manifest.utf8))])
    #expect(throws: DocumentError.encrypted) { try OpenDocument.read(bytes, textLimit: 100) }
  }

  @Test func aDocumentTypeIsRefused() throws {
    let bytes = try zip([("content.xml", Array("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".utf8))])
    #expect { try OpenDocument.read(bytes, textLimit: 100) } throws: { $0.isMalformed }
  }
}
