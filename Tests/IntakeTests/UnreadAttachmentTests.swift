import Testing

@testable import Intake

@Suite struct UnreadAttachmentTests {
  @Test(arguments: [
    ("gammal.DOC", "application/msword", "Spara den som .docx"),
    ("bok.xls", "application/vnd.ms-excel", ".xlsx"),
    ("filer.zip", "application/zip", "arkiv"), ("anteckning.pages", "application/zip", "PDF"),
    ("mote.msg", "application/vnd.ms-outlook", "Vidarebefordra"), ("foto.jpg", "image/jpeg", "bild"),
    ("inspelning.m4a", "audio/mp4", "ljudfil"), ("okänd.xyz", "application/x-xyz", "ett slag som inte läses"),
  ])
  func theOfficerIsToldWhyAndWhatToDo(name: String, type: String, said: String) {
    let sentence = UnreadAttachment.explanation(name: name, type: type)
    #expect(sentence.hasPrefix("Bilagan \(name) ") && sentence.contains(said) && sentence.hasSuffix("."))
  }

  @Test func smallAndInlinePicturesAreLogos() {
    #expect(UnreadAttachment.isLogo(type: "image/png", isInline: false, size: 8_000))
    #expect(UnreadAttachment.isLogo(type: "image/png", isInline: true, size: 800_000))
    #expect(!UnreadAttachment.isLogo(type: "image/jpeg", isInline: false, size: 800_000))
    #expect(!UnreadAttachment.isLogo(type: "application/pdf", isInline: false, size: 800))
  }
}
