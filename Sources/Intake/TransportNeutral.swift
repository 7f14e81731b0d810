import Documents
import Feedback
import Mail

extension Reader {
  /// A mail with what its `winmail.dat` files hold in their place: bodies, attachments, attached messages.
  ///
  /// The text within is the same as that outside, unless the mail server could not write it there; the richer is kept.
  func opened(_ mail: MailMessage, to reading: inout Reading) async throws -> MailMessage {
    guard mail.parts.contains(where: \.isTransportNeutral) else { return mail }
    var parts = [Part]()
    var bodies = [Part]()
    for part in mail.parts {
      guard part.isTransportNeutral else {
        parts.append(part)
        continue
      }
      guard let inner = try await inside(part, to: &reading) else { continue }
      let numbered = inner.parts.map { $0.renumbered(within: part.number) }
      bodies += numbered.filter { $0.isBody || $0.isRichText && !$0.isAttachment }
      parts += numbered.filter { !($0.isBody || $0.isRichText && !$0.isAttachment) }
    }
    let outside = parts.filter(\.isBody).reduce(0) { $0 + $1.letterCount }
    // RTF is not counted: it is read where there is nothing else.
    if outside == 0 || outside * 10 < bodies.reduce(0, { $0 + $1.letterCount }) * 6 {
      parts = bodies + parts.filter { !$0.isBody }
    }
    var opened = mail
    opened.parts = parts
    return opened
  }

  private func inside(_ part: Part, to reading: inout Reading) async throws -> MailMessage? {
    let shown = part.name ?? "winmail.dat"
    var attachment = Attachment(name: shown, type: part.type, outcome: .failed, characters: 0)
    let bytes = part.data
    guard bytes.count <= limits.attachment else {
      attachment.outcome = .tooLarge
      reading.attachments.append(attachment)
      reading.failures.append(.tooLarge)
      reading.warn("attachment_too_large", part: part.number, "Bilagan \(shown) är för stor för att läsas.")
      return nil
    }
    defer { progressed() }
    do throws(DocumentError) {
      let document = try await documents.read(bytes, as: .tnef)
      if let message = try? MailMessage.parse(Array(document.text.utf8), limits: limits.mail) {
        reading.warn(document.warnings, part: part.number)
        return message
      }
      reading.failures.append(.malformed)
    } catch .noText {
      attachment.outcome = .noText
      reading.failures.append(.noText)
    } catch {
      reading.failures.append(error.reason)
    }
    reading.attachments.append(attachment)
    reading.warn(
      "attachment_failed", part: part.number,
      "Bilagan \(shown) (Outlooks eget format) kunde inte läsas; skicka den gärna i HTML-format.")
    try Task.checkCancellation()
    return nil
  }
}

extension Part {
  /// `winmail.dat`, whatever a gateway has called it.
  fileprivate var isTransportNeutral: Bool {
    guard case .bytes(let bytes) = content else { return false }
    return type == "application/ms-tnef" || type == "application/vnd.ms-tnef" || DocumentKind.isTNEF(bytes)
  }

  /// The part, and what is within it, numbered as a child of another.
  fileprivate func renumbered(within number: String) -> Part {
    var part = self
    part.number = "\(number).\(self.number)"
    if case .message(var message) = content {
      message.parts = message.parts.map { $0.renumbered(within: number) }
      part.content = .message(message)
    }
    return part
  }
}
