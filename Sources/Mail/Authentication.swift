/// Whose word about a message's sender is taken.
package enum AuthenticationAuthority: Hashable, Sendable {
  /// The mail server that writes this authserv-id (RFC 8601, section 2.5) into its Authentication-Results.
  case server(authservID: String)
  /// Exchange Online, whose Authentication-Results bear no authserv-id.
  case exchangeOnline
}

extension MailMessage {
  /// Whether the one sender's domain is authenticated: DMARC (RFC 7489) passed for the domain of From.
  ///
  /// Anybody can write an Authentication-Results field; only the server that takes a message in puts its own on top.
  /// So the topmost alone counts, and only with the identifier of that server. Exchange Online is also believed
  /// where it says that the message is internal: it takes that field out of what comes from outside.
  ///
  /// A message with a broken header is not: the server may have held for text what we read as fields, and not have
  /// taken out what was forged in it.
  package func isAuthenticated(by authority: AuthenticationAuthority) -> Bool {
    guard fromFieldCount == 1, from.count == 1, let domain = from[0].domain,
      !defects.contains(.strayLine(nil))
    else {
      return false
    }
    switch authority {
    case .server(let id):
      guard let topmost = topmostAuthenticationResults, let own = topmost.authservID else { return false }
      return own == id.asciiLowercased && topmost.passesDMARC(for: domain)
    case .exchangeOnline:
      let origins = values(of: "X-MS-Exchange-Organization-AuthAs")
      if !origins.isEmpty, origins.allSatisfy({ $0.asciiLowercased == "internal" }) { return true }
      guard let topmost = topmostAuthenticationResults, topmost.authservID == nil else { return false }
      return topmost.passesDMARC(for: domain)
    }
  }

  private var topmostAuthenticationResults: AuthenticationResults? {
    values(of: "Authentication-Results").first.flatMap(AuthenticationResults.init)
  }
}

extension AuthenticationResults {
  /// Whether it says `dmarc=pass` with `header.from` being the domain, and nothing else of DMARC.
  func passesDMARC(for domain: String) -> Bool {
    let verdicts = results.filter { $0.method == "dmarc" }
    return !verdicts.isEmpty
      && verdicts.allSatisfy { verdict in
        // A later version of the method may mean something else by the same words (RFC 8601, section 2.6).
        let domains = verdict.properties.filter { $0.type == "header" && $0.name == "from" }.map {
          Self.domain($0.value)
        }
        return verdict.version == 1 && verdict.result == "pass" && domains == [domain]
      }
  }

  /// Some servers write the whole address.
  private static func domain(_ value: String) -> String {
    let domain =
      value.utf8.split(separator: UInt8(ascii: "@")).last.map { String(decoding: $0, as: UTF8.self) } ?? ""
    return (domain.hasSuffix(".") ? String(domain.dropLast()) : domain).asciiLowercased
  }
}

extension Mailbox {
  /// What follows the last `@`; nil for an address without one.
  package var domain: String? {
    guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let domain = address[address.index(after: at)...]
    return domain.isEmpty || at == address.startIndex ? nil : String(domain)
  }
}
