/// What a line of a mail's header block tells, as mail programs print it above quoted text.
enum MailField: Sendable, Hashable {
  case from, sent, date, to, copy, subject
  /// Known and of no use here: priority, attachments, place of a calendar item.
  case aside
}

/// The names of the fields in the languages of the mail programs that officers and companies use.
///
/// `sent` is a name that only mail has (`Skickat`); `date` is one that minutes have as well (`Datum`).
enum MailFieldNames {
  static let table = PhraseTable<MailField>(
    swedish + english + norwegianAndDanish + finnish + german + french + spanishAndPortuguese + italian
      + dutch + polish)

  private static let swedish: [(phrase: String, value: MailField)] = [
    ("från", .from), ("skickat", .sent), ("skickades", .sent), ("datum", .date), ("till", .to),
    ("kopia", .copy),
    ("kopia till", .copy), ("hemlig kopia", .copy), ("dold kopia", .copy), ("ämne", .subject),
    ("ärende", .subject),
    ("svara till", .aside), ("svar till", .aside), ("prioritet", .aside), ("bilagor", .aside),
    ("bifogade filer", .aside),
    ("känslighet", .aside), ("vikt", .aside), ("kategorier", .aside), ("när", .aside), ("var", .aside),
    ("plats", .aside), ("rubrik", .subject), ("organisation", .aside), ("avsändare", .from),
    ("mottagare", .to), ("flagga", .aside), ("uppföljningsflagga", .aside), ("lista", .aside),
  ]

  private static let english: [(phrase: String, value: MailField)] = [
    ("from", .from), ("sent", .sent), ("date", .date), ("to", .to), ("cc", .copy), ("bcc", .copy),
    ("subject", .subject),
    ("reply-to", .aside), ("reply to", .aside), ("importance", .aside), ("priority", .aside),
    ("attachments", .aside),
    ("sensitivity", .aside), ("when", .aside), ("where", .aside), ("categories", .aside),
    ("organization", .aside), ("sender", .aside),
    ("list-id", .aside), ("x-mailer", .aside), ("message-id", .aside), ("mime-version", .aside),
    ("resent-from", .aside), ("follow up flag", .aside), ("flag status", .aside),
  ]

  private static let norwegianAndDanish: [(phrase: String, value: MailField)] = [
    ("fra", .from), ("sendt", .sent), ("dato", .date), ("til", .to), ("kopi", .copy), ("emne", .subject),
    ("vedlegg", .aside), ("vedhæftede filer", .aside), ("prioritering", .aside),
  ]

  private static let finnish: [(phrase: String, value: MailField)] = [
    ("lähettäjä", .from), ("lähetetty", .sent), ("päivämäärä", .date), ("vastaanottaja", .to),
    ("kopio", .copy),
    ("aihe", .subject),
  ]

  private static let german: [(phrase: String, value: MailField)] = [
    ("von", .from), ("gesendet", .sent), ("an", .to), ("betreff", .subject), ("wichtigkeit", .aside),
    ("anlagen", .aside), ("antwort an", .aside),
  ]

  private static let french: [(phrase: String, value: MailField)] = [
    ("de", .from), ("envoyé", .sent), ("à", .to), ("objet", .subject), ("pièces jointes", .aside),
  ]

  private static let spanishAndPortuguese: [(phrase: String, value: MailField)] = [
    ("enviado", .sent), ("enviado el", .sent), ("enviada em", .sent), ("para", .to), ("asunto", .subject),
    ("assunto", .subject), ("fecha", .date), ("data", .date), ("cco", .copy),
  ]

  private static let italian: [(phrase: String, value: MailField)] = [
    ("da", .from), ("inviato", .sent), ("a", .to), ("oggetto", .subject),
  ]

  private static let dutch: [(phrase: String, value: MailField)] = [
    ("van", .from), ("verzonden", .sent), ("aan", .to), ("onderwerp", .subject), ("datum", .date),
  ]

  private static let polish: [(phrase: String, value: MailField)] = [
    ("od", .from), ("wysłano", .sent), ("wysłane", .sent), ("do", .to), ("dw", .copy), ("temat", .subject),
  ]
}
