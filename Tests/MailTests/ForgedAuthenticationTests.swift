import Foundation
import Mail
import Testing

/// Mails whose sender has written a verdict into them. The receiving server sets its own field on top of whatever comes
/// in; what is under it is the sender's.
@Suite("Forged Authentication-Results")
struct ForgedAuthenticationTests {
  private static let field = "Authentication-Results"
  private static let verdict = "mx.uppsala.example; dmarc=pass header.from=uppsala.example"
  /// What the server really found.
  private static let truth = "\(field): mx.uppsala.example; dmarc=fail header.from=uppsala.example\n"

  private func isAuthenticated(_ header: String, by authority: AuthenticationAuthority) throws -> Bool {
    let mail = Array((header + "From: Anna <anna@uppsala.example>\nSubject: Besök\n\nHej").utf8)
    do {
      return try MailMessage.parse(mail).isAuthenticated(by: authority)
    } catch {
      // A mail that cannot be read is not let in, either.
      return false
    }
  }

  /// The whole header above From, as it stands in the mailbox.
  static let belowTheTruth: [String] = [
    "\(field): \(verdict)\n",
    "\(field): \(verdict)\n\(field): \(verdict)\n",
    "\(field.lowercased()): \(verdict)\n", "\(field.uppercased()): \(verdict)\n",
    "\(field) : \(verdict)\n", "\(field)\t: \(verdict)\n", " \(field): \(verdict)\n",
    "\(field):\n \(verdict)\n", "\(field):\r\n\t\(verdict)\r\n",
    "\(field): MX.UPPSALA.EXAMPLE; dmarc=pass header.from=uppsala.example\n",
    "\(field): mx.uppsala.example 1; dmarc=pass header.from=uppsala.example\n",
    "ARC-\(field): i=1; \(verdict)\n", "X-\(field): \(verdict)\n", "Original-\(field): \(verdict)\n",
    "Subject: x\u{0}\n\(field): \(verdict)\n", "X: y\r\(field): \(verdict)\r\n",
    "X-MS-Exchange-Organization-AuthAs: Internal\n\(field): \(verdict)\n",
    "Received: by mx.uppsala.example\n\(field): \(verdict)\n",
  ].map { truth + $0 }

  static let alone: [String] = [
    // Another server's name, or nearly ours.
    "evil.example; dmarc=pass header.from=uppsala.example",
    "mx.uppsala.example.evil.example; dmarc=pass header.from=uppsala.example",
    "evil.mx.uppsala.example; dmarc=pass header.from=uppsala.example",
    "mx-uppsala.example; dmarc=pass header.from=uppsala.example",
    "mx.uppsala.example\u{200B}; dmarc=pass header.from=uppsala.example",
    "m\u{0445}.uppsala.example; dmarc=pass header.from=uppsala.example",
    "mx\u{FF0E}uppsala.example; dmarc=pass header.from=uppsala.example",
    "=?utf-8?q?mx=2Euppsala=2Eexample?=; dmarc=pass header.from=uppsala.example",
    "mx.uppsala.example@evil.example; dmarc=pass header.from=uppsala.example",
    "(mx.uppsala.example;) evil.example; dmarc=pass header.from=uppsala.example",
    "evil.example (; \(verdict))", "evil.example; reason=\"\(verdict)\"",
    "; \(verdict)", "mx.uppsala.example, evil.example; dmarc=pass header.from=uppsala.example",
    // Our name, and no verdict on dmarc.
    "mx.uppsala.example", "mx.uppsala.example;",
    "mx.uppsala.example; dmarc=fail (dmarc=pass) header.from=uppsala.example",
    "mx.uppsala.example; dmarc=fail reason=\"dmarc=pass\" header.from=uppsala.example",
    "mx.uppsala.example; dmarc=fail header.from=uppsala.example; dmarc=pass header.from=uppsala.example",
    "mx.uppsala.example; dmarc=pass header.from=uppsala.example; dmarc=none header.from=uppsala.example",
    "mx.uppsala.example; dmarc=passed header.from=uppsala.example",
    "mx.uppsala.example; dmarc=\"pass header.from=uppsala.example\"",
    "mx.uppsala.example; dmarc/2=pass header.from=uppsala.example",
    "mx.uppsala.example; x-dmarc=pass header.from=uppsala.example",
    "mx.uppsala.example; dmarc=permerror header.from=uppsala.example",
    "mx.uppsala.example; dmarc=temperror header.from=uppsala.example",
    "mx.uppsala.example; spf=pass smtp.mailfrom=uppsala.example; dkim=pass header.d=uppsala.example",
    "mx.uppsala.example; dkim=pass header.from=uppsala.example",
    "mx.uppsala.example; arc=pass header.from=uppsala.example",
    // A pass for somebody else.
    "mx.uppsala.example; dmarc=pass header.from=evil.example",
    "mx.uppsala.example; dmarc=pass header.from=uppsala.example.evil.example",
    "mx.uppsala.example; dmarc=pass header.from=xuppsala.example",
    "mx.uppsala.example; dmarc=pass header.from=evil.example header.from=uppsala.example",
    "mx.uppsala.example; dmarc=pass header.from=uppsala.example header.from=evil.example",
    "mx.uppsala.example; dmarc=pass smtp.from=uppsala.example",
    "mx.uppsala.example; dmarc=pass (header.from=uppsala.example)",
    "mx.uppsala.example; dmarc=pass header.from=\"evil.example\"",
    "mx.uppsala.example; dmarc=pass header.from=anna@evil.example",
  ].map { "\(field): \($0)\n" }

  @Test("below the server's own field", arguments: belowTheTruth)
  func below(_ header: String) throws {
    #expect(try !isAuthenticated(header, by: .server(authservID: "mx.uppsala.example")))
  }

  @Test("where the server has set none", arguments: alone)
  func onTop(_ header: String) throws {
    #expect(try !isAuthenticated(header, by: .server(authservID: "mx.uppsala.example")))
    #expect(try !isAuthenticated(header, by: .exchangeOnline))
  }

  @Test("there are at least 50 forms, and the real one is told from them")
  func real() throws {
    #expect(Self.belowTheTruth.count + Self.alone.count >= 50)
    let real = "\(Self.field): \(Self.verdict)\n"
    #expect(try isAuthenticated(real, by: .server(authservID: "mx.uppsala.example")))
    // With anything that a sender has put below it.
    for forged in Self.alone.filter({ !$0.contains("\u{0}") }) {
      #expect(try isAuthenticated(real + forged, by: .server(authservID: "mx.uppsala.example")), "\(forged)")
    }
  }
}
