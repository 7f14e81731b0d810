import Foundation
import Mail
import Testing

@Suite("Authentication-Results")
struct AuthenticationResultsTests {
  @Test("results, reasons and properties, with comments anywhere")
  func full() throws {
    let results = try #require(
      AuthenticationResults(
        """
        MX.Uppsala.example (our server) 1 ; dkim (1)/1 = Pass (good \\) signature) reason="all; good" \
        header.d=uppsala.example header . b = "a+b/c=" ; spf=softfail smtp.mailfrom=x@y.example;\
         dmarc=pass (p=none) header.from=uppsala.example
        """))
    #expect(results.authservID == "mx.uppsala.example")
    #expect(results.version == 1)
    #expect(results.results.map(\.method) == ["dkim", "spf", "dmarc"])
    #expect(results.results.map(\.result) == ["pass", "softfail", "pass"])
    #expect(results.results[0].reason == "all; good")
    #expect(results.results[0].property("header", "b") == "a+b/c=")
    #expect(results.results[1].property("smtp", "mailfrom") == "x@y.example")
  }

  @Test("none: nothing was checked")
  func none() throws {
    for value in ["mx.example; none", "mx.example 1; NONE (really)", "mx.example;none;"] {
      let results = try #require(AuthenticationResults(value))
      #expect(results.authservID == "mx.example")
      #expect(results.results.isEmpty)
    }
  }

  @Test("Exchange Online: no authserv-id, action and compauth, the recipient's domain between")
  func exchange() throws {
    let results = try #require(
      AuthenticationResults(
        """
        spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=uppsala.example; uppsala.example; dkim=pass (signature was \
        verified) header.d=uppsala.example;dmarc=pass action=none header.from=uppsala.example;compauth=pass reason=100
        """))
    #expect(results.authservID == nil)
    #expect(results.results.map(\.method) == ["spf", "dkim", "dmarc", "compauth"])
    #expect(results.results[2].property("", "action") == "none")
    #expect(results.results[3].reason == "100")
  }

  @Test(
    "what can be read in two ways is not read",
    arguments: [
      "", ";", "mx.example; dmarc=pass (open", "mx.example; dmarc=pass reason=\"open",
      "mx.example x; dmarc=pass",
      "mx.example; dmarc = = pass", "mx.example; dmarc=pass header.from", "mx.example; header.from=pass",
      "mx.example; dmarc=", "mx.example; dmarc=pass header.from=a b",
    ])
  func refused(_ value: String) { #expect(AuthenticationResults(value) == nil) }
}

@Suite("Whether the sender is authenticated")
struct SenderAuthenticationTests {
  private static let pass =
    "Authentication-Results: mx.uppsala.example; dmarc=pass header.from=uppsala.example\n"

  private func isAuthenticated(
    _ header: String, from: String = "From: Anna <anna@Uppsala.example>\n",
    by authority: AuthenticationAuthority = .server(authservID: "mx.uppsala.example")
  ) throws -> Bool {
    try MailMessage.parse(Array((header + from + "\nHej").utf8)).isAuthenticated(by: authority)
  }

  @Test("the topmost field of our server, saying dmarc=pass for the domain of From")
  func admitted() throws {
    #expect(try isAuthenticated(Self.pass))
    #expect(try isAuthenticated(Self.pass, by: .server(authservID: "MX.uppsala.example")))
    #expect(
      try isAuthenticated("Received: x; y\n" + Self.pass + "Authentication-Results: evil; dmarc=fail\n"))
    #expect(
      try isAuthenticated(
        "Authentication-Results: mx.uppsala.example;\n spf=fail smtp.mailfrom=x;\n\tdmarc=pass (p=reject)\n"
          + " header.from=Uppsala.example.\n"))
  }

  @Test(
    "anything else is not",
    arguments: [
      "",
      // Not ours, though ours stands below.
      "Authentication-Results: evil.example; dmarc=pass header.from=uppsala.example\n" + pass,
      "Authentication-Results: evil.example; none\n" + pass,
      "Authentication-Results: broken (\n" + pass,
      "Authentication-Results: mx.uppsala.example.evil.example; dmarc=pass header.from=uppsala.example\n",
      // Another verdict, another method, another domain, none at all.
      "Authentication-Results: mx.uppsala.example; dmarc=fail header.from=uppsala.example\n",
      "Authentication-Results: mx.uppsala.example; dmarc=bestguesspass header.from=uppsala.example\n",
      "Authentication-Results: mx.uppsala.example; spf=pass header.from=uppsala.example\n",
      "Authentication-Results: mx.uppsala.example; dmarc=pass header.from=evil.example\n",
      "Authentication-Results: mx.uppsala.example; dmarc=pass header.from=sub.uppsala.example\n",
      "Authentication-Results: mx.uppsala.example; dmarc=pass\n",
      "Authentication-Results: mx.uppsala.example; none\n",
      "Authentication-Results: mx.uppsala.example; dmarc=pass header.from=uppsala.example;"
        + " dmarc=fail header.from=uppsala.example\n",
      // Words within comments and quotes are no results.
      "Authentication-Results: mx.uppsala.example; spf=fail (; dmarc=pass header.from=uppsala.example)\n",
      "Authentication-Results: mx.uppsala.example;"
        + " spf=fail smtp.mailfrom=\"x; dmarc=pass header.from=uppsala.example\"\n",
      // Nor are encoded words.
      "Authentication-Results: mx.uppsala.example;"
        + " spf=fail smtp.mailfrom==?utf-8?q?x=3B_dmarc=3Dpass_header.from=3Duppsala.example?=\n",
      // No authserv-id, which only Exchange Online may leave out.
      "Authentication-Results: dmarc=pass header.from=uppsala.example\n",
      "X-MS-Exchange-Organization-AuthAs: Internal\n",
    ])
  func refused(_ header: String) throws { #expect(try !isAuthenticated(header)) }

  @Test(
    "not without exactly one sender",
    arguments: [
      "", "From: anna@uppsala.example\nFrom: bo@uppsala.example\n",
      "From: anna@uppsala.example, bo@evil.example\n",
      "From: Anna\n", "From: \"anna@uppsala.example\" <ond@evil.example>\n",
      "From: <anna@uppsala.example> <x@y.example>\n",
      "From: =?utf-8?q?anna=40uppsala.example?=\n", "From : anna@uppsala.example\nFrom: bo@uppsala.example\n",
    ])
  func sender(_ from: String) throws { #expect(try !isAuthenticated(Self.pass, from: from)) }

  @Test("not with a header that a server may have ended sooner than we do")
  func brokenHeader() throws {
    let forged = "Subject: hej\nsom text\nX-MS-Exchange-Organization-AuthAs: Internal\n"
    #expect(try !isAuthenticated(forged, by: .exchangeOnline))
    #expect(try !isAuthenticated("Subject: hej\nsom text\n" + Self.pass))
  }

  @Test("Exchange Online: internal, or dmarc=pass without an authserv-id")
  func exchangeOnline() throws {
    func admits(_ header: String) throws -> Bool { try isAuthenticated(header, by: .exchangeOnline) }
    #expect(try admits("X-MS-Exchange-Organization-AuthAs: Internal\n"))
    #expect(try !admits("X-MS-Exchange-Organization-AuthAs: Anonymous\n"))
    #expect(
      try !admits(
        "X-MS-Exchange-Organization-AuthAs: Anonymous\nX-MS-Exchange-Organization-AuthAs: Internal\n"))
    #expect(
      try admits(
        "Authentication-Results: spf=pass (sender IP is 192.0.2.1)\n smtp.mailfrom=uppsala.example; dkim=pass\n"
          + " header.d=uppsala.example;dmarc=pass action=none\n header.from=uppsala.example;compauth=pass reason=100\n"
      ))
    #expect(try !admits("Authentication-Results: dmarc=none action=none header.from=uppsala.example\n"))
    #expect(try !admits(Self.pass), "a field with an authserv-id is not Exchange's")
    #expect(
      try !admits(
        "Authentication-Results: dmarc=fail header.from=uppsala.example\n"
          + "Authentication-Results: dmarc=pass header.from=uppsala.example\n"))
  }
}
