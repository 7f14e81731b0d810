import Feedback
import Intake
import Mail
import Testing

@Suite struct GateTests {
  private func outcome(_ text: String, _ trust: SourcePolicy.Trust, _ gate: Gate? = nil) throws -> Outcome? {
    let gate =
      gate
      ?? Gate(
        allows: { $0.hasSuffix("@uppsala.example") },
        authentication: .server(authservID: "mx.uppsala.example"),
        ownAddress: "uppsalamots@uppsala.example")
    return gate.turnsAway(try MailMessage.parse(Array(text.utf8), limits: MailLimits()), trust: trust)
  }

  private let vouched = "Authentication-Results: mx.uppsala.example; dmarc=pass header.from=uppsala.example\n"

  @Test func anAllowedSenderOfADropComesIn() throws {
    #expect(try outcome("From: a@uppsala.example\n\nx", .folder) == nil)
  }

  @Test func aStrangerDoesNot() throws {
    #expect(try outcome("From: a@elsewhere.example\n\nx", .folder) == .quarantined(.senderNotAllowed))
    #expect(
      try outcome("From: a@uppsala.example.elsewhere.example\n\nx", .folder)
        == .quarantined(.senderNotAllowed))
  }

  @Test func aMailboxNeedsAuthentication() throws {
    #expect(try outcome("From: a@uppsala.example\n\nx", .mail) == .quarantined(.senderNotAuthenticated))
    #expect(try outcome(vouched + "From: a@uppsala.example\n\nx", .mail) == nil)
    // Only the topmost counts.
    let forged = "Authentication-Results: mx.elsewhere.example; dmarc=pass header.from=uppsala.example\n"
    #expect(
      try outcome(forged + vouched + "From: a@uppsala.example\n\nx", .mail)
        == .quarantined(.senderNotAuthenticated))
    #expect(
      try outcome(forged + "From: a@uppsala.example\n\nx", .mail) == .quarantined(.senderNotAuthenticated))
  }

  @Test func exactlyOneSender() throws {
    let two = "From: a@uppsala.example\nFrom: b@uppsala.example\n\nx"
    #expect(try outcome(two, .folder) == .quarantined(.senderAmbiguous))
    #expect(
      try outcome("From: a@uppsala.example, b@uppsala.example\n\nx", .folder)
        == .quarantined(.senderAmbiguous))
    // A file without a sender is vouched for by its folder; a mail is not.
    #expect(try outcome("Subject: x\n\nx", .folder) == nil)
    #expect(try outcome("From: \u{1B}[31m@elsewhere.example\nSubject: x\n\nx", .folder) != nil)
    #expect(try outcome("Subject: x\n\nx", .mail) == .quarantined(.senderAmbiguous))
  }

  @Test func exchangeOnlineVouchesForInternalMail() throws {
    let gate = Gate(allows: { _ in true }, authentication: .exchangeOnline)
    let inside = "X-MS-Exchange-Organization-AuthAs: Internal\nFrom: a@uppsala.example\n\nx"
    let outside = "X-MS-Exchange-Organization-AuthAs: Anonymous\nFrom: a@uppsala.example\n\nx"
    #expect(try outcome(inside, .mail, gate) == nil)
    #expect(try outcome(outside, .mail, gate) == .quarantined(.senderNotAuthenticated))
    let passed =
      "Authentication-Results: spf=pass; dmarc=pass action=none header.from=uppsala.example\nFrom: a@uppsala.example\n\nx"
    #expect(try outcome(passed, .mail, gate) == nil)
  }

  @Test func ourOwnAndAutomaticMailIsNoVisitor() throws {
    #expect(try outcome("From: uppsalamots@uppsala.example\n\nx", .mail) == .ignored(.ownMail))
    #expect(
      try outcome("From: a@elsewhere.example\nAuto-Submitted: auto-replied\n\nx", .mail)
        == .ignored(.autoReply))
    #expect(try outcome("From: a@uppsala.example\nAuto-Submitted: no\n\nx", .folder) == nil)
  }
}
