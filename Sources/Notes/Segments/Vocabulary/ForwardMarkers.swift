/// The line that a mail program sets above a forwarded or quoted message, without its dashes.
enum ForwardMarker: Sendable, Hashable {
  /// It says that the message is forwarded.
  case forwarded
  /// It says only that an older message follows.
  case original
  /// It says that an invitation to a meeting follows.
  case appointment
}

enum ForwardMarkers {
  static let table = PhraseTable<ForwardMarker>([
    ("vidarebefordrat meddelande", .forwarded), ("vidarebefordrat brev", .forwarded),
    ("vidarebefordrat mejl", .forwarded), ("vidarebefordrat mail", .forwarded),
    ("vidarebefordrat e-postmeddelande", .forwarded), ("början på vidarebefordrat brev", .forwarded),
    ("början på vidarebefordrat meddelande", .forwarded), ("påbörjat vidarebefordrat meddelande", .forwarded),
    ("börja vidarebefordrat brev", .forwarded), ("börja vidarebefordrat meddelande", .forwarded),
    ("påbörja vidarebefordrat brev", .forwarded), ("påbörja vidarebefordrat meddelande", .forwarded),
    ("påbörjat vidarebefordrat brev", .forwarded), ("vidarebefordrat e-brev", .forwarded),
    ("vidarebefordrat", .forwarded), ("vidarebefordrad e-post", .forwarded),
    ("vidarebefordrat av", .forwarded), ("vidaresänt av", .forwarded), ("vidaresänt meddelande", .forwarded),
    ("vidarebefordrat meddelande från", .forwarded), ("början på vidarebefordrat mejl", .forwarded),
    ("forwarded message from", .forwarded), ("this is a forwarded message", .forwarded),
    ("forwarded", .forwarded),
    ("forwarded message", .forwarded), ("begin forwarded message", .forwarded),
    ("forwarded mail", .forwarded),
    ("start of forwarded message", .forwarded), ("forwarded by", .forwarded),
    ("videresendt melding", .forwarded), ("videresendt besked", .forwarded),
    ("videresendt meddelelse", .forwarded),
    ("start på videresendt melding", .forwarded), ("start på videresendt besked", .forwarded),
    ("edelleenlähetetty viesti", .forwarded), ("välitetty viesti", .forwarded),
    ("weitergeleitete nachricht", .forwarded), ("anfang der weitergeleiteten nachricht", .forwarded),
    ("message transféré", .forwarded), ("début du message transféré", .forwarded),
    ("message réexpédié", .forwarded), ("mensaje reenviado", .forwarded),
    ("inicio del mensaje reenviado", .forwarded), ("mensagem encaminhada", .forwarded),
    ("messaggio inoltrato", .forwarded), ("inizio messaggio inoltrato", .forwarded),
    ("doorgestuurd bericht", .forwarded), ("begin doorgestuurd bericht", .forwarded),
    ("wiadomość przekazana dalej", .forwarded), ("treść przekazanej wiadomości", .forwarded),
    ("ursprungligt meddelande", .original), ("ursprungligt e-postmeddelande", .original),
    ("ursprungligt mail", .original), ("ursprungligt brev", .original), ("originalmejl", .original),
    ("ursprunglig e-post", .original), ("meddelande från", .original), ("message d'origine", .original),
    ("message d’origine", .original), ("message original", .original), ("mensaje original", .original),
    ("oorspronkelijk bericht", .original), ("messaggio originale", .original),
    ("wiadomość oryginalna", .original), ("originalmeddelande", .original),
    ("original meddelande", .original),
    ("ursprungligt mejl", .original), ("ursprunglig avtalad tid", .appointment),
    ("ursprungligt möte", .appointment),
    ("original message", .original), ("original appointment", .appointment),
    ("original meeting", .appointment), ("original mail", .original),
    ("opprinnelig melding", .original), ("oprindelig meddelelse", .original), ("original besked", .original),
    ("alkuperäinen viesti", .original), ("ursprüngliche nachricht", .original),
  ])
}

/// The verbs by which Notes says, between dashes and behind a name, that a message follows.
enum SignedMarkers {
  static let table = PhraseTable<ForwardMarker>([
    ("vidarebefordrade", .forwarded), ("vidaresände", .forwarded), ("forwarded", .forwarded),
    ("skrev", .original), ("wrote", .original), ("skickade", .original), ("sent", .original),
  ])
}

/// The verbs of the line above a quotation: `Den 12 mars 2025 kl. 10:02 skrev Anna Ek:`.
enum AttributionVerbs {
  static let table = PhraseTable<Void>([
    "skrev", "skrev följande", "skriver", "har skrivit", "wrote", "writes", "kirjoitti", "schrieb", "skreiv",
    "a écrit", "escribió", "escreveu", "ha scritto", "schreef", "napisał", "napisał(a)",
  ])
}

/// How such a line begins where the date comes first.
enum AttributionOpenings {
  static let table = PhraseTable<Void>([
    "den", "on", "am", "på", "mån", "tis", "ons", "tors", "tor", "fre", "lör", "sön", "måndag", "tisdag",
    "onsdag",
    "torsdag", "fredag", "lördag", "söndag", "mandag", "tirsdag", "lørdag", "søndag", "man", "tirs", "lør",
    "søn",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "ma", "ti", "ke", "to",
    "pe", "la", "su", "le", "el", "em", "il", "op", "dnia", "w dniu",
  ])
}

/// How a line above a quotation begins that has no verb after the name: `Citerar Anna Ek <anna.ek@x.example>:`.
enum AttributionLeads {
  static let table = PhraseTable<Void>(["citerar", "citat från", "quoting", "quote from", "in reply to"])
}
