import Foundation
import Mail
import Testing

@Suite("Damaged messages")
struct MutationTests {
  @Test("are read or refused, soon, and the same each time", arguments: 0..<8)
  func mutations(_ seed: Int) throws {
    var mutator = Mutator(seed: UInt64(seed), corpus: Fixture.all.map(\.bytes))
    let limits = MailLimits()
    for run in 0..<1_000 {
      let bytes = mutator.next()
      let start = processorTime()
      let outcome = Result { () throws(MailError) in try MailMessage.parse(bytes, limits: limits) }
      #expect(processorTime() - start < .seconds(1), "seed \(seed), run \(run)")
      guard case .success(let message) = outcome else { continue }
      hold(message, below: bytes.count, limits)
      if run % 50 == 0 {
        #expect(Outline.lines(of: message) == Outline.lines(of: try MailMessage.parse(bytes, limits: limits)))
      }
    }
  }

  @Test("cut at each byte")
  func cuts() throws {
    let bytes = try #require(Fixture.all.first { $0.name == "nested/rfc822" }).bytes
    for end in 1..<bytes.count {
      let outcome = Result { () throws(MailError) in try MailMessage.parse(Array(bytes[..<end])) }
      guard case .success(let message) = outcome else {
        // Only what is no more than white space is refused.
        Issue.record("cut at \(end): \(outcome)")
        continue
      }
      hold(message, below: end, MailLimits())
    }
  }

  /// What holds for every message that was read.
  private func hold(_ message: MailMessage, below size: Int, _ limits: MailLimits) {
    #expect(message.parts.count <= limits.parts)
    #expect(message.fields.count <= limits.headers)
    #expect(Set(message.parts.map(\.number)).count == message.parts.count, "numbers are unique")
    for box in message.from + message.to { #expect(box.address == box.address.lowercased()) }
    for field in message.fields { #expect(!field.value.utf8.contains { $0 < 0x20 }) }
    for part in message.parts {
      switch part.content {
      case .text(let text): #expect(!text.utf8.contains(0) && !text.utf8.contains(0x0D))
      // Uuencode and UTF-7 grow nothing; base64 and quoted-printable shrink.
      case .bytes(let bytes): #expect(bytes.count <= size + 8)
      case .message(let inner): hold(inner, below: size, limits)
      }
    }
  }
}
