import Documents
import Feedback
import Foundation
import Intake
import Support
import Testing

@Suite("The collection", .serialized)
struct CollectionTests {
  /// One for all, whose children stay warm.
  private static let documents = Extractor(executable: Program("document-child").path, arguments: [])

  private func read(_ bytes: [UInt8]) async throws -> Entry {
    var reader = Reader.test(documents: Self.documents)
    reader.gate.ownAddress = "uppsalamots@uppsala.example"
    let arrival = Arrival(
      key: ArrivalKey(rawValue: "mail"), path: "mail", form: .mail, size: bytes.count,
      receivedAt: Date(timeIntervalSince1970: 1_741_852_800)
    ) { _ async throws(SourceError) in bytes }
    let entry = try await reader.entry(for: arrival, of: "given", under: SourcePolicy(trust: .folder))
    return try #require(entry)
  }

  @Test("each mail becomes what the file beside it says", arguments: CollectedMail.all)
  func outcome(of mail: CollectedMail) async throws {
    let entry = try await read(mail.bytes)
    #expect(mail.complaints(about: entry) == [])
  }

  @Test("there are enough of them, each says its outcome, and the README names each")
  func readme() throws {
    let readme = try String(
      contentsOf: CollectedMail.folder.appending(path: "README.md"), encoding: .utf8)
    #expect(CollectedMail.all.count >= 250)
    for mail in CollectedMail.all {
      #expect(mail.expectations.count { $0.key == "outcome" } == 1, "\(mail.name)")
      #expect(mail.expectations.count > 1 || mail.expectations[0].value != "stored", "\(mail.name)")
      let name = try #require(mail.name.split(separator: "/").last)
      #expect(readme.contains("| `\(name)` |"), "\(mail.name)")
    }
  }

  @Test("an expectation that does not hold is noticed")
  func complains() async throws {
    var mail = try #require(CollectedMail.all.first { $0.name == "structure/alternative" })
    mail.expectations = [
      ("outcome", "ignored bounce"), ("passage", "ord som inte finns"), ("lacks", "åtta veckor"),
      ("warning", "no_date"), ("attachment", "x read"), ("inget", "x"),
    ].map { CollectedMail.Expectation(key: $0.0, value: $0.1) }
    #expect(try await mail.complaints(about: read(mail.bytes)).count == mail.expectations.count)
  }

  @Test("cut anywhere, a mail with everything in it has an outcome")
  func cut() async throws {
    for name in ["structure/related-alternative", "tnef/attachment", "security/smime-opaque-octet"] {
      let bytes = try #require(CollectedMail.all.first { $0.name == name }).bytes
      for end in stride(from: 0, to: bytes.count, by: bytes.count / 40) {
        let entry = try await read(Array(bytes[..<end]))
        #expect(entry.outcome != .duplicate(.sameMessage))
      }
    }
  }
}
