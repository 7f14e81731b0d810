extension MailMessage.Defect {
  /// There is no Date field that can be read.
  static let noDate = Self(code: "no_date", part: nil, detail: "Meddelandet saknar ett läsbart datum.")

  /// A header field was longer than is read.
  static func cutField(_ name: String) -> Self {
    Self(code: "header_cut", part: nil, detail: "Rubrikfältet \(name) är för långt; bara början lästes.")
  }

  /// An address field had more addresses than are read.
  static func cutAddresses(_ name: String) -> Self {
    Self(
      code: "addresses_cut", part: nil,
      detail: "Fältet \(name) har fler adresser än vad som läses; resten hoppades över.")
  }

  /// A line in a header that is no field.
  static func strayLine(_ part: String?) -> Self {
    Self(
      code: "broken_header", part: part, detail: "Meddelandets rubrikfält är trasiga; det gick ändå att läsa."
    )
  }

  /// Text in another character set than it says.
  static func wrongCharset(_ part: String) -> Self {
    Self(
      code: "wrong_charset", part: part,
      detail: "Texten har en annan teckenkodning än den anger; enstaka tecken kan vara fel.")
  }

  /// An encoded part that ends too early, or a multipart whose closing boundary is missing.
  static func cutShort(_ part: String?) -> Self {
    Self(code: "cut_short", part: part, detail: "Meddelandet är avhugget här; det som fanns kvar lästes.")
  }

  static func unknownEncoding(_ part: String) -> Self {
    Self(
      code: "unknown_encoding", part: part,
      detail: "Delens överföringskodning är okänd; den lästes som den är.")
  }

  /// Text that was encoded for sending without saying so.
  static func undeclaredEncoding(_ part: String) -> Self {
    Self(
      code: "undeclared_encoding", part: part,
      detail: "Texten anger inte sin överföringskodning; den lästes efter bästa förmåga.")
  }

  /// An encrypted message within the text.
  static func encryptedText(_ part: String) -> Self {
    Self(
      code: "encrypted_text", part: part,
      detail: "En del av texten är krypterad och kunde inte läsas; skicka den gärna okrypterad.")
  }

  /// A multipart that does not say, or says wrongly, where its parts begin.
  static func missingBoundary(_ part: String?) -> Self {
    Self(
      code: "missing_boundary", part: part,
      detail: "Meddelandet anger inte var dess delar börjar; det lästes efter bästa förmåga.")
  }

  /// A signed container (RFC 8551, section 3.5.2) whose content cannot be taken out.
  static func unreadableSignature(_ part: String) -> Self {
    Self(
      code: "unreadable_signed_content", part: part,
      detail: "Det signerade innehållet gick inte att läsa; skicka det gärna osignerat.")
  }

  /// An attached message that is no message.
  static func unreadableMessage(_ part: String) -> Self {
    Self(
      code: "unreadable_message", part: part,
      detail: "Det bifogade meddelandet gick inte att läsa som ett meddelande.")
  }
}
