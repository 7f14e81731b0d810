package import Feedback
package import Mail

/// Decides from the headers alone whether a message may come in. What it turns away is an outcome too.
package struct Gate: Sendable {
  /// Tells whether an address, lower case, is in the allow-list.
  package var allows: @Sendable (String) -> Bool
  /// Nil where the configuration names no server to trust: then no mail is authenticated.
  package var authentication: AuthenticationAuthority?
  /// Our own address, by which our own mails are recognised.
  package var ownAddress: String?

  package init(
    allows: @escaping @Sendable (String) -> Bool, authentication: AuthenticationAuthority? = nil,
    ownAddress: String? = nil
  ) {
    self.allows = allows
    self.authentication = authentication
    self.ownAddress = ownAddress
  }

  /// Nil where the message may come in.
  ///
  /// Automatic mail is recognised first: a bounce comes from a server that nobody allows, and is no intruder.
  package func turnsAway(_ mail: MailMessage, trust: SourcePolicy.Trust) -> Outcome? {
    if let own = ownAddress, mail.from.count == 1, mail.from[0].address == own { return .ignored(.ownMail) }
    if let kind = mail.automaticKind { return .ignored(kind.reason) }
    guard mail.fromFieldCount <= 1, mail.from.count <= 1 else { return .quarantined(.senderAmbiguous) }
    guard let sender = mail.from.first?.address, !sender.isEmpty else {
      // In a drop the folder's permissions speak for whoever is not named.
      // A From that names no address is another thing than none.
      return trust == .folder && mail.fromFieldCount == 0 ? nil : .quarantined(.senderAmbiguous)
    }
    guard allows(sender) else { return .quarantined(.senderNotAllowed) }
    if trust == .mail, authentication.map(mail.isAuthenticated) != true {
      return .quarantined(.senderNotAuthenticated)
    }
    return nil
  }
}

extension AutomaticKind {
  var reason: IgnoredReason {
    switch self {
    case .autoReply: .autoReply
    case .bounce: .bounce
    case .mailingList: .mailingList
    case .calendar: .calendar
    case .receiptReport: .receiptReport
    }
  }
}
