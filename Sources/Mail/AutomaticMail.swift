/// A kind of mail that no person wrote.
package enum AutomaticKind: String, CaseIterable, Sendable {
  /// An answer of a program: away, received, closed (RFC 3834).
  case autoReply
  /// A delivery status notification (RFC 3464), or what older servers send in its stead.
  case bounce
  /// A mailing list or a newsletter.
  case mailingList
  /// A meeting request, or an answer to one (RFC 6047).
  case calendar
  /// A message disposition notification: "read", "deleted unread" (RFC 8098).
  case receiptReport
}

extension MailMessage {
  /// What kind of automatic mail this is; nil for a person's.
  ///
  /// Fields and types decide. A subject alone never does: it is copied into forwards and answers, and a note can be
  /// about absence. A person's note that is thrown away costs more than an automatic one that is read.
  package var automaticKind: AutomaticKind? {
    if isReceiptReport { return .receiptReport }
    if isBounce { return .bounce }
    if isCalendar { return .calendar }
    if isAutoReply { return .autoReply }
    if isMailingList { return .mailingList }
    return nil
  }

  // MARK: Reports

  private var isReceiptReport: Bool {
    if isReport(of: "disposition-notification") || hasPart("message/disposition-notification") { return true }
    return subjectBegins(with: ["läst:", "läskvitto:", "olästa:", "ej läst:", "read:", "not read:"])
      && bodyBegins(with: [
        "ditt meddelande", "meddelandet till", "your message", "this is a receipt for",
        "detta är ett läskvitto",
        "detta är en bekräftelse",
      ])
  }

  private var isBounce: Bool {
    if isReport(of: "delivery-status") || hasPart("message/delivery-status") { return true }
    let ownFields = ["X-Failed-Recipients", "X-MS-Exchange-Message-Is-Ndr"]
    if ownFields.contains(where: { !values(of: $0).isEmpty }) { return true }
    let names = ["mailer-daemon", "postmaster", "mail-daemon", "microsoftexchange"]
    let isFromServer = from.contains { box in names.contains { box.address.hasPrefix($0) } }
    guard isFromServer else { return false }
    return hasNullReturnPath
      || subjectBegins(with: [
        "olevererat:", "olevererbart:", "ej levererat:", "kunde inte leverera", "det gick inte att leverera",
        "leveransfel", "leveransen misslyckades", "leveransen har fördröjts",
        "meddelandet kunde inte levereras",
        "meddelandet har inte levererats", "undeliverable:", "undelivered mail",
        "delivery status notification",
        "delivery delayed", "delivery failure", "mail delivery failed", "mail delivery failure",
        "failure notice",
        "returned mail", "warning: could not send message", "message delivery delayed",
      ])
  }

  private func isReport(of type: String) -> Bool {
    guard let field = values(of: "Content-Type").first, field.utf8.hasPrefix(ignoringCase: "multipart/report")
    else {
      return false
    }
    return GMime.contentType(Array(field.utf8)).parameters.contains {
      $0.name.asciiLowercased == "report-type" && $0.value.asciiLowercased == type
    }
  }

  private func hasPart(_ type: String) -> Bool { parts.contains { $0.type == type && !$0.isAttachment } }

  /// The envelope's sender is empty, so that nobody answers (RFC 5321, section 4.5.5).
  private var hasNullReturnPath: Bool {
    values(of: "Return-Path").first.map { $0.utf8.filter { !$0.isBlank }.elementsEqual("<>".utf8) } ?? false
  }

  // MARK: Calendar

  /// A calendar object with a method as the body or as another form of it; a file beside a note is none.
  private var isCalendar: Bool {
    parts.contains { part in
      guard part.type == "text/calendar", !part.isAttachment, part.alternative != nil || parts.count == 1,
        case .text(let text) = part.content
      else { return false }
      return text.utf8.split(separator: .lineFeed).contains { $0.hasPrefix(ignoringCase: "method:") }
    } || values(of: "Content-Class").contains { $0.asciiLowercased == "urn:content-classes:calendarmessage" }
  }

  // MARK: Answers

  private var isAutoReply: Bool {
    let submitted = values(of: "Auto-Submitted").map(Self.keyword)
    // A program says itself that it wrote this, or that a person did (RFC 3834, section 5).
    // What a rule has sent on is still what a person wrote.
    if submitted.contains(where: { $0.hasPrefix("auto-") && $0 != "auto-forwarded" }) { return true }
    if submitted.contains("no") { return false }
    if precedences.contains(where: { ["auto_reply", "auto-reply"].contains($0) }) { return true }
    if ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply"].contains(where: { name in
      values(of: name).contains { Self.keyword($0) != "no" }
    }) {
      return true
    }
    return isRecall || isAnswerByItsWords
  }

  /// Outlook's wish to take a message back, which other programs show as a message.
  private var isRecall: Bool {
    subjectBegins(with: ["återkalla:", "recall:"])
      && bodyHas(["vill återkalla meddelandet", "would like to recall the message"])
  }

  /// What programs say that set no field, or whose field a gateway has taken out.
  private var isAnswerByItsWords: Bool {
    // What a person may also put above a note counts only with what nobody writes in one.
    let mayBePersons = [
      "semester", "föräldraledig", "föräldraledighet", "tjänstledig", "ledig", "sjukskriven", "ej på plats",
      "inte på plats", "ej på kontoret", "inte på kontoret", "ej i tjänst", "vacation", "on leave",
    ]
    if subjectBegins(withWord: mayBePersons), isShort {
      return bodyHas([
        "läser inte min", "läser inte e-post", "läser inte mejl", "läses inte", "läser ej",
        "automatiskt svar",
        "automatsvar", "autosvar", "är åter den", "åter på kontoret", "är tillbaka den",
        "tillbaka på kontoret",
        "out of the office", "out of office", "do not have access to email", "automatic reply",
      ])
    }
    guard
      subjectBegins(with: [
        "autosvar", "automatiskt svar", "automatsvar", "frånvaromeddelande", "frånvaro:", "frånvarande:",
        "automatic reply", "auto reply:", "autoreply", "auto-reply", "auto:", "out of office",
        "out-of-office",
        "automatische antwort:", "automaattinen vastaus:", "automatisk svar:", "réponse automatique",
      ])
    else { return false }
    // Exchange puts X-Auto-Response-Suppress on people's mail too, so that it only bears out a subject.
    return hasNullReturnPath || !values(of: "X-Auto-Response-Suppress").isEmpty || isBulk
      || bodyHas([
        "jag är på semester", "jag har semester", "jag är ledig", "jag är tjänstledig",
        "jag är föräldraledig",
        "jag är inte på plats", "jag är inte på kontoret", "jag är inte i tjänst", "jag är frånvarande",
        "jag är sjukskriven", "åter på kontoret", "är tillbaka", "är åter den", "läser inte min",
        "läses inte",
        "detta är ett automatiskt", "det här är ett automatiskt", "tack för ditt mejl", "tack för ditt mail",
        "tack för ditt meddelande", "out of the office", "out of office", "i am on vacation", "i am on leave",
        "thank you for your email", "this is an automatic", "this is an automated",
      ])
  }

  private var precedences: [String] { values(of: "Precedence").map(Self.keyword) }

  /// The first word of a field: `auto-replied (vacation)`.
  private static func keyword(_ value: String) -> String {
    let word = value.utf8.prefix { $0 > 0x20 && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "(") }
    return String(decoding: word.map(\.asciiLowercased), as: UTF8.self)
  }

  // MARK: Lists

  /// Sent out by a list, and not by a shared mailbox of the sender's own domain, which adds the same fields to what its
  /// officers write, but says `list` and not `bulk`.
  private var isMailingList: Bool {
    let listIDs = values(of: "List-Id")
    guard isBulk, !listIDs.isEmpty || !values(of: "List-Unsubscribe").isEmpty else { return false }
    guard let domain = from.first?.domain, precedences.allSatisfy({ $0 == "list" }) else { return true }
    let own = listIDs.map(Self.listLabel).filter { $0 == domain || $0.hasSuffix("." + domain) }
    guard !own.isEmpty else { return true }
    // What is sent to those who may leave, under the list's name, is no officer's mail to a shared mailbox.
    return !values(of: "List-Unsubscribe").isEmpty
      && subjectBegins(with: own.map { "[\($0.prefix { $0 != "." })]" })
  }

  /// `label.example` of `Name <label.example>` (RFC 2919), in lower case.
  private static func listLabel(_ id: String) -> String {
    let label =
      id.utf8.split(separator: UInt8(ascii: "<")).last?.prefix { $0 != UInt8(ascii: ">") } ?? id.utf8[...]
    return String(decoding: label.map(\.asciiLowercased), as: UTF8.self)
  }

  /// Says of itself that it went to many: by Precedence, or by an unsubscription of one click (RFC 8058).
  private var isBulk: Bool {
    precedences.contains { ["bulk", "list", "junk"].contains($0) }
      || !values(of: "List-Unsubscribe-Post").isEmpty
  }

  // MARK: Words

  /// Whether the subject begins with one of some words in lower case, no mark of a forward or an answer before it.
  private func subjectBegins(with words: [String]) -> Bool {
    guard let subject else { return false }
    let start = Self.folded(subject, limit: 60)
    return words.contains { start.hasPrefix($0) }
  }

  /// The same, where no letter follows the word.
  private func subjectBegins(withWord words: [String]) -> Bool {
    guard let subject else { return false }
    let start = Self.folded(subject, limit: 60)
    return words.contains { word in
      start.hasPrefix(word) && !(start.dropFirst(word.count).first?.isLetter ?? false)
    }
  }

  /// Whether there is no more than a few lines, and nothing attached.
  private var isShort: Bool {
    parts.allSatisfy { part in
      guard !part.isAttachment, case .text(let text) = part.content else { return part.contentID != nil }
      return VisibleText.letterCount(of: text, isHTML: part.type == "text/html") < 600
    }
  }

  private func bodyBegins(with words: [String]) -> Bool {
    let start = bodyStart(limit: 200)
    return words.contains { start.hasPrefix($0) }
  }

  private func bodyHas(_ phrases: [String]) -> Bool {
    let start = bodyStart(limit: 600)
    return phrases.contains { start.contains($0) }
  }

  /// The beginning of the text, in lower case, with single spaces.
  private func bodyStart(limit: Int) -> String {
    for type in ["text/plain", "text/html"] {
      for part in parts where part.type == type && !part.isAttachment {
        guard case .text(let text) = part.content else { continue }
        let start = VisibleText.beginning(of: text, isHTML: type == "text/html", limit: limit * 4)
        let folded = Self.folded(start, limit: limit)
        if !folded.isEmpty { return folded }
      }
    }
    return ""
  }

  private static func folded(_ text: String, limit: Int) -> String {
    text.unicodeScalars.prefix(limit).split { $0.properties.isWhitespace }.map { String($0) }
      .joined(separator: " ").lowercased()
  }
}
