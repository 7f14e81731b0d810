import Mail
import Testing

/// Beside the fixtures of the same name: what one field or word more or less changes.
@Suite("Automatic mail")
struct AutomaticMailTests {
  private func kind(_ header: String, _ body: String = "Vi besökte torget.") throws -> AutomaticKind? {
    let sender = header.contains("From:") ? "" : "From: anna@uppsala.example\n"
    return try MailMessage.parse(Array("\(sender)\(header)\n\n\(body)\n".utf8)).automaticKind
  }

  @Test(
    "is told by fields",
    arguments: [
      ("Auto-Submitted: auto-generated", .autoReply),
      ("Auto-Submitted: Auto-Replied; owner=\"x\"", .autoReply),
      ("X-Autoreply: yes", .autoReply), ("Precedence: auto_reply", .autoReply),
      ("Subject: Automatic reply: hej\nX-Auto-Response-Suppress: All", .autoReply),
      ("Subject: AUTOSVAR: hej\nPrecedence: junk", .autoReply),
      ("Subject: Frånvaro: hej\nReturn-Path: <>", .autoReply),
      ("X-Failed-Recipients: x@y.example", .bounce),
      ("From: postmaster@uppsala.example\nSubject: Olevererat: hej", .bounce),
      ("From: MAILER-DAEMON@mx.example\nReturn-Path: < >", .bounce),
      ("Content-Class: urn:content-classes:calendarmessage", .calendar),
      ("From: x@y.example\nList-Unsubscribe: <mailto:u@y.example>\nPrecedence: list", .mailingList),
      ("From: x@y.example\nList-Id: <l.y.example>\nPrecedence: bulk", .mailingList),
      (
        "From: x@y.example\nList-Id: <l.z.example>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click",
        .mailingList
      ),
    ] as [(String, AutomaticKind)])
  func automatic(_ header: String, _ expected: AutomaticKind) throws { #expect(try kind(header) == expected) }

  @Test(
    "is not told by what people write",
    arguments: [
      "Subject: Automatiskt svar: hej", "Subject: SV: Automatiskt svar: hej\nX-Auto-Response-Suppress: All",
      "Subject: VB: Olevererat: hej", "Subject: Frånvaro av besked\nReturn-Path: <>",
      "Subject: Frånvarande chefer\nReturn-Path: <>",
      "Subject: Accepterat: mötet", "Subject: Läst: hej", "Subject: Undeliverable: hej", "Return-Path: <>",
      "Auto-Submitted: no\nSubject: Autosvar: hej\nPrecedence: bulk", "Precedence: bulk", "Precedence: list",
      "List-Unsubscribe: <mailto:u@y.example>", "From: postmaster@uppsala.example\nSubject: Mötet på torget",
      "X-Autoreply: no", "List-Id: <mots.uppsala.example>\nPrecedence: list", "X-Auto-Response-Suppress: All",
    ])
  func people(_ header: String) throws { #expect(try kind(header) == nil) }

  @Test("a subject is borne out by the text's first words, not by its last")
  func text() throws {
    let subject = "Subject: Automatiskt svar: hej"
    #expect(try kind(subject, "Hej!\nJag  är på\nsemester till 12/8.") == .autoReply)
    #expect(try kind(subject, String(repeating: "Vi fick vänta. ", count: 60) + "Jag är på semester.") == nil)
    #expect(try kind("Subject: Besök", "Jag är på semester, men här är anteckningen.") == nil)
  }

  @Test("a report inside a forward is the forward's matter")
  func forwardedReport() throws {
    let report =
      "From: postmaster@x.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\n\nx\n--r--\n"
    let body = "--m\n\nSe nedan.\n--m\nContent-Type: message/rfc822\n\n\(report)--m--"
    let message = try MailMessage.parse(
      Array("From: anna@uppsala.example\nContent-Type: multipart/mixed; boundary=m\n\n\(body)\n".utf8))
    #expect(message.automaticKind == nil)
    guard case .message(let inner) = try #require(message.parts.last).content else {
      Issue.record("no message")
      return
    }
    #expect(inner.automaticKind == .bounce)
  }
}
