/// The line that a mail program sets above a forwarded or quoted message, without its dashes.
enum ForwardMarker: Sendable, Hashable {
  /// It says that the message is forwarded.
  case forwarded
  /// It says only that an older message follows.
  case original
}

enum ForwardMarkers {
  static let table = PhraseTable<ForwardMarker>([
    ("vidarebefordrat meddelande", .forwarded), ("vidarebefordrat brev", .forwarded),
    ("vidarebefordrat mejl", .forwarded), ("vidarebefordrat mail", .forwarded),
    ("vidarebefordrat e-postmeddelande", .forwarded), ("början på vidarebefordrat brev", .forwarded),
    ("början på vidarebefordrat meddelande", .forwarded), ("påbörjat vidarebefordrat meddelande", .forwarded),
    ("forwarded message", .forwarded), ("begin forwarded message", .forwarded),
    ("forwarded mail", .forwarded),
    ("start of forwarded message", .forwarded), ("forwarded by", .forwarded),
    ("videresendt melding", .forwarded), ("videresendt besked", .forwarded),
    ("videresendt meddelelse", .forwarded),
    ("start på videresendt melding", .forwarded), ("start på videresendt besked", .forwarded),
    ("edelleenlähetetty viesti", .forwarded), ("välitetty viesti", .forwarded),
    ("weitergeleitete nachricht", .forwarded), ("anfang der weitergeleiteten nachricht", .forwarded),
    ("ursprungligt meddelande", .original), ("originalmeddelande", .original),
    ("original meddelande", .original),
    ("ursprungligt mejl", .original), ("ursprunglig avtalad tid", .original),
    ("ursprungligt möte", .original),
    ("original message", .original), ("original appointment", .original), ("original mail", .original),
    ("opprinnelig melding", .original), ("oprindelig meddelelse", .original), ("original besked", .original),
    ("alkuperäinen viesti", .original), ("ursprüngliche nachricht", .original),
  ])
}

/// The verbs of the line above a quotation: `Den 12 mars 2025 kl. 10:02 skrev Anna Ek:`.
enum AttributionVerbs {
  static let table = PhraseTable<Void>(["skrev", "skrev följande", "wrote", "kirjoitti", "schrieb", "skreiv"])
}

/// How such a line begins where the date comes first.
enum AttributionOpenings {
  static let table = PhraseTable<Void>([
    "den", "on", "am", "på", "mån", "tis", "ons", "tors", "tor", "fre", "lör", "sön", "måndag", "tisdag",
    "onsdag",
    "torsdag", "fredag", "lördag", "söndag", "mandag", "tirsdag", "lørdag", "søndag", "man", "tirs", "lør",
    "søn",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "ma", "ti", "ke", "to",
    "pe", "la", "su",
  ])
}
