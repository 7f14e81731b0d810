/// A line that a mail program sets below a forwarded message, or right above its text.
enum MessageEndMark: Sendable, Hashable {
  /// The forwarded message has ended: what follows is its sender's again.
  case end
  /// Its text begins.
  case begin
}

enum MessageEndMarks {
  private static let table = PhraseTable<MessageEndMark>([
    ("end forwarded message", .end), ("end of forwarded message", .end), ("end of forwarded mail", .end),
    ("end of original message", .end), ("end of original message text", .end), ("end original message", .end),
    ("end of message", .end), ("forwarded message ends", .end), ("slut på vidarebefordrat meddelande", .end),
    ("slut på vidarebefordrat brev", .end), ("slut på det vidarebefordrade meddelandet", .end),
    ("slut vidarebefordrat meddelande", .end), ("slut på originalmeddelande", .end),
    ("slut på meddelandet", .end),
    ("slut på ursprungligt meddelande", .end), ("avsluta vidarebefordrat meddelande", .end),
    ("avsluta vidarebefordrat brev", .end), ("avslutat vidarebefordrat meddelande", .end),
    ("slutt på videresendt melding", .end), ("ende der weitergeleiteten nachricht", .end),
    ("fin du message transféré", .end), ("original message text", .begin),
    ("original message text follows", .begin),
  ])

  /// What a line says that stands between dashes: `----- End forwarded message -----`, `===8<=== Original message text ===`.
  static func read(_ content: Range<Int>, of folded: [UInt8]) -> MessageEndMark? {
    guard content.count >= 16, content.count <= 120, isDrawn(folded[content.lowerBound]),
      isDrawn(folded[content.lowerBound + 1]), isDrawn(folded[content.upperBound - 1])
    else { return nil }
    var place = content.lowerBound
    while place < content.upperBound, !isLetter(folded[place]) { place += 1 }
    guard let found = table.match(in: folded, at: place, before: content.upperBound),
      folded[found.end..<content.upperBound].allSatisfy({ isDrawn($0) || isBlankByte($0) })
    else { return nil }
    return found.value
  }

  private static func isDrawn(_ byte: UInt8) -> Bool {
    byte == Ascii.hyphen || byte == Ascii.equals || byte == Ascii.asterisk || byte == Ascii.underscore
      || byte == Ascii.tilde
  }
}
