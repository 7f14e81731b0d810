import Documents
import Feedback
import Foundation
import Mail
import Notes

/// What has been read of one message so far.
struct Reading {
  /// The parts that tell one note, or several, under the same circumstances.
  struct Telling {
    var parts: [ReadPart]
    var circumstances: Circumstances
  }

  var parts: [ReadPart] = []
  var attachments: [Attachment] = []
  var warnings: [ReadingWarning] = []
  var isEncrypted = false
  /// Why parts could not be read, in their order.
  var failures: [QuarantineReason] = []

  /// Why there is no note: the first failure that explains it, else that there was no text.
  var reasonForNothing: QuarantineReason {
    if isEncrypted { return .encrypted }
    for reason in [
      QuarantineReason.bomb, .encrypted, .extractionFailed, .malformed, .tooLarge, .unsupportedType,
    ]
    where failures.contains(reason) {
      // An attachment that is too large does not make the message so, whose bytes are kept.
      return reason == .tooLarge ? .noText : reason
    }
    return .noText
  }
}

extension Reader {
  /// Bytes of text that are read again and again, in all, because they stand above several messages.
  private static var wordsAboveAll: Int { 128 * 1024 }

  /// Reads a mail's parts, bodies before attachments, and the messages within it.
  /// - Parameter above: the bodies of the messages around this one: an officer's words above a forward.
  func tellings(
    of mail: MailMessage, in circumstances: Circumstances, to reading: inout Reading, above: [ReadPart] = []
  ) async throws -> [Reading.Telling] {
    let mail = try await opened(mail, to: &reading)
    if mail.isSigned {
      reading.warn("signed", part: nil, "Meddelandet är signerat; signaturen har inte kontrollerats.")
    }
    var own = above
    var inner: [MailMessage] = []
    for part in mail.bodiesAndAttachments {
      let number = part.number
      switch part.content {
      case .message(let message):
        if message.isEncrypted {
          reading.encrypted(part, named: message.subject)
        } else {
          inner.append(message)
        }
      case .text(let text) where part.isBody:
        if let read = try await body(text, of: part, number: number, reading: &reading) {
          own.append(read)
          reading.parts.append(read)
        }
      case .text, .bytes:
        guard reading.attachments.count < limits.attachments else {
          reading.warn(
            "too_many_attachments", part: number, "Fler än \(limits.attachments) bilagor lästes inte.")
          break
        }
        if part.isEncrypted {
          reading.encrypted(part, named: part.name)
          break
        }
        if !part.isAttachment, part.isRichText,
          let kind = DocumentKind.detect(name: nil, type: part.type, content: part.data)
        {
          if let read = try await body(part.data, as: kind, number: number, reading: &reading) {
            own.append(read)
            reading.parts.append(read)
          }
          break
        }
        let earlier = reading.parts.count
        try await add(
          file: part.data, named: part.name, type: part.type, part: number,
          as: part.isCalendar ? .text : nil, isInline: part.contentID != nil, to: &reading)
        own += reading.parts[earlier...]
      }
    }
    guard !inner.isEmpty else { return [Reading.Telling(parts: own, circumstances: circumstances)] }
    // Long words above many messages go with the first of them alone: else a small mail with a long body and many
    // messages attached would cost the product of the two.
    let size = own.reduce(0) { $0 + $1.content.text.utf8.count }
    let isShort = size <= Self.wordsAboveAll / inner.count
    let around = own.map { part in
      var part = part
      if part.role == .body { part.role = .around }
      return part
    }
    var tellings = [Reading.Telling]()
    for (index, message) in inner.enumerated() {
      var forwarded = circumstances
      forwarded.forwarded = Forward(
        name: message.from.first?.name, address: message.from.first?.address, subject: message.subject,
        date: message.date)
      tellings += try await self.tellings(
        of: message, in: forwarded, to: &reading, above: index == 0 || isShort ? around : [])
    }
    return tellings
  }

  /// The text of a mail's own words; HTML goes through the child process.
  private func body(
    _ text: String, of part: Part, number: String, reading: inout Reading
  ) async throws -> ReadPart? {
    guard part.type == "text/html" else {
      return ReadPart(part: number, role: .body, content: DocumentText(text: text))
    }
    return try await body(Array(text.utf8), as: .html, number: number, reading: &reading)
  }

  /// A mail's own words in the form of a document.
  private func body(
    _ bytes: [UInt8], as kind: DocumentKind, number: String, reading: inout Reading
  ) async throws -> ReadPart? {
    do throws(DocumentError) {
      let content = try await documents.read(bytes, as: kind)
      reading.warn(content.warnings, part: number)
      return ReadPart(part: number, role: .body, content: content)
    } catch {
      reading.failures.append(error.reason)
      if error.reason != .noText {
        reading.warn(
          "body_failed", part: number, "Brevets text (\(kind.rawValue.uppercased())) kunde inte läsas.")
      }
      return nil
    }
  }

  /// Reads a file: an attachment, or what lay in a drop.
  /// - Parameters:
  ///   - known: its kind, where its first bytes need not be asked.
  ///   - limit: in bytes; that of attachments unless another is named.
  func add(
    file bytes: [UInt8], named name: String?, type: String?, part: String, as known: DocumentKind? = nil,
    isInline: Bool = false,
    atMost limit: Int? = nil, to reading: inout Reading
  ) async throws {
    var attachment = Attachment(
      name: name, type: type ?? "application/octet-stream", outcome: .unsupported, characters: 0)
    defer { reading.attachments.append(attachment) }
    let shown = name ?? "utan namn"
    guard bytes.count <= limit ?? limits.attachment else {
      attachment.outcome = .tooLarge
      reading.failures.append(.tooLarge)
      reading.warn("attachment_too_large", part: part, "Bilagan \(shown) är för stor för att läsas.")
      return
    }
    guard let kind = known ?? DocumentKind.detect(name: name, type: type, content: bytes) else {
      if UnreadAttachment.isLogo(type: type, isInline: isInline, size: bytes.count) {
        attachment.outcome = .logo
      } else {
        reading.failures.append(.unsupportedType)
        reading.warn(
          "attachment_unsupported", part: part, UnreadAttachment.explanation(name: name, type: type))
      }
      return
    }
    do throws(DocumentError) {
      let content = try await documents.read(bytes, as: kind)
      attachment.outcome = .read
      attachment.characters = content.text.unicodeScalars.count
      reading.warn(content.warnings, part: part)
      reading.parts.append(ReadPart(part: part, role: .attachment(name: name), content: content))
    } catch {
      reading.failures.append(error.reason)
      switch error {
      case .encrypted:
        attachment.outcome = .encrypted
        reading.warn(
          "attachment_encrypted", part: part, "Bilagan \(shown) är krypterad och kunde inte läsas.")
      case .noText:
        attachment.outcome = .noText
        reading.warn(
          "attachment_without_text", part: part,
          UnreadAttachment.explanation(withoutText: name, kind: kind))
      case .bomb:
        attachment.outcome = .failed
        reading.warn(
          "attachment_failed", part: part,
          "Bilagan \(shown) packas upp till orimligt mycket och kunde inte läsas.")
      case .malformed:
        attachment.outcome = .failed
        reading.warn(
          "attachment_failed", part: part, "Bilagan \(shown) är skadad och kunde inte läsas.")
      case .failed:
        attachment.outcome = .failed
        reading.warn(
          "attachment_failed", part: part,
          "Bilagan \(shown) kunde inte läsas inom den tid och det minne som ett dokument får ta.")
      }
    }
    progressed()
    try Task.checkCancellation()
  }
}

extension Reading {
  /// Says that a part is encrypted and was not read.
  mutating func encrypted(_ part: Part, named name: String?) {
    attachments.append(Attachment(name: part.name, type: part.type, outcome: .encrypted, characters: 0))
    failures.append(.encrypted)
    warn(
      "attachment_encrypted", part: part.number,
      "Bilagan \(name ?? "utan namn") är krypterad och kunde inte läsas.")
  }

  mutating func warn(_ code: String, part: String?, _ detail: String) {
    warnings.append(ReadingWarning(code: code, part: part, detail: detail))
  }

  mutating func warn(_ found: [DocumentText.Warning], part: String) {
    for warning in found { warn(warning.code, part: part, warning.detail) }
  }
}

extension DocumentError {
  var reason: QuarantineReason {
    switch self {
    case .malformed: .malformed
    case .encrypted: .encrypted
    case .noText: .noText
    case .bomb: .bomb
    case .failed: .extractionFailed
    }
  }
}

extension Part {
  /// Calendar objects, also where they are called mere bytes.
  var isCalendar: Bool {
    if type == "text/calendar" || type == "application/ics" { return true }
    return name?.utf8.suffix(4).elementsEqual(".ics".utf8) == true
  }

  /// The form in which Outlook sends what is neither plain text nor HTML.
  var isRichText: Bool { type == "text/rtf" || type == "application/rtf" }

  /// The part as the file that it is; a calendar object as the words that it holds.
  var data: [UInt8] {
    switch content {
    case .text(let text): Array((isCalendar ? CalendarText.readable(text) : text).utf8)
    case .bytes(let bytes) where isCalendar:
      Array(CalendarText.readable(String(decoding: bytes, as: UTF8.self)).utf8)
    case .bytes(let bytes): bytes
    case .message: []
    }
  }
}
