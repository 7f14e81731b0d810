/// How a note gets into a mail.
struct Wrapping: Sendable {
  enum Action: Sendable {
    /// The officer wrote it in the mail itself.
    case direct
    case forward
    /// A forward of somebody's forward.
    case forwardTwice
    /// The officer's answer to a mail: the note above, the history below.
    case reply
    /// A mail as attachment, `message/rfc822`.
    case attachedMail
    /// The note is a file with a covering letter.
    case file(FileKind)
  }
  enum FileKind: String, Sendable {
    case docx, odt, pdf, txt, html, md, rtf, eml, xlsx, tnef = "dat"
  }
  enum Format: Sendable {
    case both, plain, html
    /// HTML beside a plain part that says nothing.
    case stub
    /// HTML beside an empty plain part.
    case emptyPlain
    /// The HTML part in `multipart/related` with a logotype.
    case related
  }
  var id: String
  var client: Client
  var action = Action.forward
  var tongue = Tongue.sv
  var comment = Comment.short
  var signature = Signature.full
  var authorSignature = Signature.full
  var commentIsBelow = false
  /// The forwarded mail had a thread below.
  var hasHistory = false
  var disclaimer: Disclaimer?
  var banner: Banner?
  var format = Format.both
  var encoding = Encoding.qp
  /// Below the signature of who wrote the note, within the forward.
  var authorDisclaimer: Disclaimer?
  /// Above the note, within the forward.
  var authorBanner: Banner?
  /// How who wrote the note begins.
  var authorGreeting: String?
  var hasTitle = true
  /// The whole forwarded text is marked with `> `, as some programs and settings do.
  var isQuoted = false
  var subjectIsQuoted = false
  var greeting: String?
  var more: [String] = []
}
