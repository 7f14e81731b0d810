import Documents
import Feedback
import Foundation
import Intake
import Mail
import Support
import Testing

/// Mails too big to be kept as files: each ends in an outcome whose reason says which limit it was.
@Suite("Huge mails", .serialized)
struct HugeMailTests {
  private static let documents = Extractor(executable: Program("document-child").path, arguments: [])
  private static let head =
    "From: anna@uppsala.example\nDate: Wed, 12 Mar 2025 09:02:11 +0100\nSubject: Besök\n"
  private static let note = "Bageriet har väntat åtta veckor på besked om bygglovet."

  private func entry(of text: String, _ change: (inout ReadingLimits) -> Void = { _ in }) async throws
    -> Entry
  {
    var reader = Reader.test(documents: Self.documents)
    change(&reader.limits)
    let entry = try await reader.entry(
      for: .mail("huge", text), of: "given", under: SourcePolicy(trust: .folder))
    return try #require(entry)
  }

  private func mixed(_ parts: [String]) -> String {
    Self.head + "Content-Type: multipart/mixed; boundary=b\n\n" + parts.map { "--b\n\($0)\n" }.joined()
      + "--b--\n"
  }

  @Test(
    "beyond a limit",
    arguments: [
      (
        "To: " + String(repeating: "a@b.example,", count: 500_000) + "\n\nHej",
        QuarantineReason.tooManyHeaders
      ),
      (String(repeating: "X-Y: z\n", count: 100_000) + "\nHej", .tooManyHeaders),
      (
        "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: 10_000)
          + "--b--\n",
        .tooManyParts
      ),
      (
        (0..<200).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined() + "\nHej",
        .tooDeep
      ),
      (
        String(repeating: "Content-Type: message/rfc822\n\nFrom: anna@uppsala.example\n", count: 200)
          + "\nHej", .tooDeep
      ),
    ])
  func limits(_ rest: String, _ reason: QuarantineReason) async throws {
    #expect(try await entry(of: Self.head + rest).outcome == .quarantined(reason))
  }

  @Test("a text in one line of many megabytes is read, as far as a note goes")
  func line() async throws {
    let line = String(repeating: Self.note + " ", count: 80_000)
    let entry = try await entry(of: Self.head + "\n" + line)
    #expect(entry.outcome == .stored)
    #expect(entry.warnings.contains { $0.code == "cut_short" })
  }

  @Test("what is configured holds")
  func configured() async throws {
    let nested = mixed(["\n\(Self.note)", "Content-Type: message/rfc822\n\n\(Self.head)\n\(Self.note)"])
    #expect(try await entry(of: nested).outcome == .stored)
    #expect(try await entry(of: nested) { $0.mail.depth = 1 }.outcome == .quarantined(.tooDeep))
    #expect(try await entry(of: nested) { $0.mail.parts = 2 }.outcome == .quarantined(.tooManyParts))
    #expect(try await entry(of: nested) { $0.mail.headers = 2 }.outcome == .quarantined(.tooManyHeaders))
    #expect(try await entry(of: nested) { $0.message = 100 }.outcome == .quarantined(.tooLarge))
    let long = try await entry(of: "X-Long: \(Self.note) \(Self.note)\n" + nested) {
      $0.mail.headerLength = 90
    }
    #expect(long.warnings.contains { $0.code == "header_cut" })
    let addressed = "To: a@b.example, c@d.example\n" + nested
    let some = try await entry(of: addressed) { $0.mail.addresses = 1 }
    #expect(some.warnings.contains { $0.code == "addresses_cut" })
    let file = "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\n\(Self.note)"
    let three = mixed(["\nSe bifogat.", file, file, file])
    let two = try await entry(of: three) { $0.attachments = 2 }
    #expect(two.attachments.count == 2 && two.warnings.contains { $0.code == "too_many_attachments" })
    let small = try await entry(of: three) { $0.attachment = 10 }
    #expect(small.attachments.map(\.outcome) == [.tooLarge, .tooLarge, .tooLarge])
  }
}
