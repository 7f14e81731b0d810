/// What became of a message: exactly one of these, always with a reason unless stored.
package enum Outcome: Hashable, Sendable {
  case stored
  case duplicate(DuplicateReason)
  case ignored(IgnoredReason)
  case quarantined(QuarantineReason)

  /// `stored`, `duplicate`, `ignored` or `quarantined`.
  package var name: String {
    switch self {
    case .stored: "stored"
    case .duplicate: "duplicate"
    case .ignored: "ignored"
    case .quarantined: "quarantined"
    }
  }

  /// The reason's name in records and logs; nil when stored.
  package var reason: String? {
    switch self {
    case .stored: nil
    case .duplicate(let reason): reason.rawValue
    case .ignored(let reason): reason.rawValue
    case .quarantined(let reason): reason.rawValue
    }
  }

  /// Reads the two fields of a record; nil where they do not fit together.
  package init?(name: String, reason: String?) {
    switch (name, reason) {
    case ("stored", nil): self = .stored
    case ("duplicate", let reason?):
      guard let reason = DuplicateReason(rawValue: reason) else { return nil }
      self = .duplicate(reason)
    case ("ignored", let reason?):
      guard let reason = IgnoredReason(rawValue: reason) else { return nil }
      self = .ignored(reason)
    case ("quarantined", let reason?):
      guard let reason = QuarantineReason(rawValue: reason) else { return nil }
      self = .quarantined(reason)
    default: return nil
    }
  }
}

/// Why a message brought nothing new.
package enum DuplicateReason: String, CaseIterable, Sendable {
  case sameMessage = "same_message"
  case sameNote = "same_note"
}

/// Why a message holds nothing for us to read.
package enum IgnoredReason: String, CaseIterable, Sendable {
  case autoReply = "auto_reply"
  case bounce
  case ownMail = "own_mail"
  case mailingList = "mailing_list"
  case calendar
  case receiptReport = "receipt_report"
  case correction
}

/// Why a message was set aside for a person to look at.
package enum QuarantineReason: String, CaseIterable, Sendable {
  case senderNotAllowed = "sender_not_allowed"
  case senderNotAuthenticated = "sender_not_authenticated"
  case senderAmbiguous = "sender_ambiguous"
  case tooLarge = "too_large"
  case tooDeep = "too_deep"
  case tooManyParts = "too_many_parts"
  case tooManyHeaders = "too_many_headers"
  case malformed
  case noText = "no_text"
  case unsupportedType = "unsupported_type"
  case encrypted
  case extractionFailed = "extraction_failed"
  case bomb
  case erased
  case storeRefused = "store_refused"

  /// Refused for who sent it or for its size: of such a message the bytes are not kept.
  package var keepsNoBytes: Bool {
    switch self {
    case .senderNotAllowed, .senderNotAuthenticated, .senderAmbiguous, .tooLarge: true
    default: false
    }
  }

  /// What is wrong and what to do, in one English sentence for those who run the service.
  package var explanation: String {
    switch self {
    case .senderNotAllowed:
      "the sender is not in senders.allow; add the address or pattern there and release the message"
    case .senderNotAuthenticated:
      "the sender's domain was not authenticated by the mail server named in senders.authentication_results"
    case .senderAmbiguous: "the message has no From or more than one, so nobody can be held to be its sender"
    case .tooLarge:
      "the message is larger than limits.message; raise the limit and release it, or ask for a smaller one"
    case .tooDeep:
      "messages are nested in each other deeper than is read; ask the sender for the inner message"
    case .tooManyParts: "the message has more parts than are read; ask the sender for the note alone"
    case .tooManyHeaders:
      "the message has more or longer headers than are read; it is hardly written by a person"
    case .malformed:
      "the bytes are no message or document that can be taken apart; ask the sender to send it again"
    case .noText: "no readable text was found; ask the sender for the text instead of a picture of it"
    case .unsupportedType:
      "files of this type are not read; ask for one of eml, mbox, txt, md, html, docx, odt, pdf"
    case .encrypted: "the content is encrypted and cannot be read; ask the sender to send it unencrypted"
    case .extractionFailed:
      "reading failed each time it was tried; release it after an upgrade, or ask the sender for another format"
    case .bomb: "the content unpacks to far more than its size; it is not opened"
    case .erased: "this content was erased earlier and may not come back"
    case .storeRefused: "the store cannot hold this message; see the log for its reason"
    }
  }
}
