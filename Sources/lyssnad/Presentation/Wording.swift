import Feedback

/// The words that a reader sees for what the code calls by English names.
struct Wording: Sendable {
  let language: NoteLanguage
  /// Names of themes and areas from the configuration, by their name in records.
  let themes: [ThemeName: String]
  let areas: [ServiceArea: String]

  func name(of theme: ThemeName) -> String { themes[theme] ?? theme.rawValue }
  func name(of area: ServiceArea) -> String { areas[area] ?? area.rawValue }

  private func word(_ swedish: String, _ english: String) -> String {
    language == .swedish ? swedish : english
  }

  func name(of stance: Stance) -> String {
    switch stance {
    case .need: word("behov", "need")
    case .praise: word("beröm", "praise")
    case .idea: word("idé", "idea")
    case .neutral: word("neutralt", "neutral")
    }
  }

  /// That what an officer said of a nearly identical passage decided.
  func decided(by correction: ULID) -> String {
    word(
      "enligt rättelse \(correction) av ett nästan likadant avsnitt",
      "by the correction \(correction) of a nearly identical passage")
  }

  /// Who judged, where it was not the model.
  func judged(by author: String) -> String { word("rättat av \(author)", "corrected by \(author)") }

  func name(of voice: Voice) -> String? {
    switch voice {
    case .company: word("företagens röst", "companies' voice")
    case .employee: word("medarbetarnas röst", "employees' voice")
    case .mixed: word("företag och medarbetare", "companies and employees")
    case .unknown: nil
    }
  }

  func name(of outcome: Outcome) -> String {
    switch outcome {
    case .stored: word("lagrad", "stored")
    case .duplicate(.sameMessage): word("dubblett: samma meddelande", "duplicate: same message")
    case .duplicate(.sameNote):
      word("dubblett: samma anteckning, ny rapportör", "duplicate: same note, another reporter")
    case .ignored(let reason): word("förbigången: ", "ignored: ") + name(of: reason)
    case .quarantined(let reason): word("i karantän: ", "in quarantine: ") + name(of: reason)
    }
  }

  func name(of reason: IgnoredReason) -> String {
    switch reason {
    case .autoReply: word("automatiskt svar", "automatic reply")
    case .bounce: word("studs", "bounce")
    case .ownMail: word("vår egen post", "our own mail")
    case .mailingList: word("sändlista", "mailing list")
    case .calendar: word("kalenderpost", "calendar mail")
    case .receiptReport: word("läskvitto", "read receipt")
    case .correction: word("rättelse", "correction")
    }
  }

  func name(of reason: QuarantineReason) -> String {
    guard language == .swedish else { return reason.explanation }
    return switch reason {
    case .senderNotAllowed: "avsändaren finns inte på listan över tillåtna"
    case .senderNotAuthenticated: "avsändaren kunde inte styrkas"
    case .senderAmbiguous: "avsändaren är oklar"
    case .tooLarge: "större än gränsen"
    case .tooDeep: "meddelanden i varandra, djupare än vad som läses"
    case .tooManyParts: "fler delar än vad som läses"
    case .tooManyHeaders: "fler eller längre rubrikfält än vad som läses"
    case .malformed: "filen är skadad eller av annat slag än den utger sig för"
    case .noText: "ingen läsbar text"
    case .unsupportedType: "filer av detta slag läses inte"
    case .encrypted: "krypterat innehåll"
    case .extractionFailed: "läsningen misslyckades vid varje försök"
    case .bomb: "packar upp sig till långt mer än sin storlek"
    case .erased: "innehållet har raderats tidigare"
    case .storeRefused: "förrådet kan inte hålla meddelandet"
    }
  }

  var reportedBy: String { word("rapporterat av", "reported by") }
  var writtenBy: String { word("skrivet av", "written by") }
  var companies: String { word("företag", "companies") }
  var comment: String { word("kommentar", "comment") }
  var attachment: String { word("bilaga", "attachment") }
  var note: String { word("Anteckning", "Note") }
  var part: String { word("del", "part") }
  var nameless: String { word("utan namn", "without a name") }
  var revises: String { word("rättad version av", "corrected version of") }
  func further(_ lines: Int) -> String {
    lines == 1
      ? word("… en rad till", "… one more line") : word("… \(lines) rader till", "… \(lines) more lines")
  }
  func characters(_ count: Int) -> String { word("\(count) tecken", "\(count) characters") }
  func place(_ part: String, _ range: Range<Int>) -> String {
    word("del", "part") + " \(part), " + word("tecken", "characters")
      + " \(range.lowerBound)–\(range.upperBound)"
  }
  var noTheme: String { word("inget tema", "no theme") }
  var otherText: String { word("övrig text", "other text") }

  func name(of kind: Segment.Kind) -> String {
    switch kind {
    case .comment: word("kommentar", "comment")
    case .heading: word("rubrik", "heading")
    case .content: word("innehåll", "content")
    case .attendance: word("närvaro", "attendance")
    case .agenda: word("dagordning", "agenda")
    case .greeting: word("hälsning", "greeting")
    case .signature: word("signatur", "signature")
    case .disclaimer: word("friskrivning", "disclaimer")
    case .banner: word("varningsruta", "banner")
    case .history: word("historik", "history")
    case .other: word("övrigt", "other")
    }
  }

  func name(of outcome: Attachment.Outcome) -> String {
    switch outcome {
    case .read: word("läst", "read")
    case .unsupported: word("läses inte", "not of a kind that is read")
    case .encrypted: word("krypterad", "encrypted")
    case .failed: word("kunde inte läsas", "could not be read")
    case .tooLarge: word("för stor", "too large")
    case .noText: word("ingen text", "no text")
    case .logo: word("bild", "picture")
    }
  }
}
