import Feedback
import Foundation

/// The text beside what was refused: first in Swedish, for whoever dropped the file, then in English.
enum ReasonFile {
  /// A message of an mbox that was refused.
  struct Message: Hashable, Sendable {
    /// Its place in the file, from 1.
    var ordinal: Int
    var reason: QuarantineReason
    var message: ULID?
  }

  /// For a file of one message.
  static func text(reason: QuarantineReason, message: ULID?, time: Date) -> String {
    """
    Filen togs inte in i Lyssnad.

    Utfall: satt i karantän (quarantined)
    Orsak: \(reason.rawValue)
    Förklaring: \(reason.swedishExplanation).
    Tid: \(time.rfc3339) (UTC)
    \(swedishCommand(message))

    ---

    The file was not taken in by Lyssnad.

    Outcome: quarantined
    Reason: \(reason.rawValue)
    Explanation: \(reason.explanation).
    Time: \(time.rfc3339) (UTC)
    \(englishCommand(message))

    """
  }

  /// For an mbox of which some messages were refused.
  /// - Parameters:
  ///   - messages: the first of them, in the order of the file.
  ///   - refused: how many there are in all.
  ///   - total: how many messages the file holds.
  static func text(messages: [Message], refused: Int, of total: Int, time: Date) -> String {
    let left = refused - messages.count
    let swedish = messages.map { message in
      "Meddelande \(message.ordinal): \(message.reason.rawValue): \(message.reason.swedishExplanation)."
        + (message.message.map { " Visa: lyssnad quarantine show \($0)" } ?? "")
    }
    let english = messages.map { message in
      "Message \(message.ordinal): \(message.reason.rawValue): \(message.reason.explanation)."
        + (message.message.map { " Show: lyssnad quarantine show \($0)" } ?? "")
    }
    return """
      \(refused) av filens \(total) meddelanden togs inte in i Lyssnad och är satta i karantän (quarantined).
      Tid: \(time.rfc3339) (UTC)

      \(swedish.joined(separator: "\n"))
      \(left > 0 ? "… och \(left) till; visa alla med: lyssnad quarantine list\n" : "")
      ---

      \(refused) of the file's \(total) messages were not taken in by Lyssnad and are quarantined.
      Time: \(time.rfc3339) (UTC)

      \(english.joined(separator: "\n"))
      \(left > 0 ? "… and \(left) more; show all with: lyssnad quarantine list\n" : "")
      """
  }

  private static func swedishCommand(_ message: ULID?) -> String {
    message.map { "Meddelande: \($0); visa det med: lyssnad quarantine show \($0)" }
      ?? "Visa karantänen med: lyssnad quarantine list"
  }

  private static func englishCommand(_ message: ULID?) -> String {
    message.map { "Message: \($0); show it with: lyssnad quarantine show \($0)" }
      ?? "Show the quarantine with: lyssnad quarantine list"
  }
}

extension QuarantineReason {
  /// What ``explanation`` says, in Swedish for the officer.
  var swedishExplanation: String {
    switch self {
    case .senderNotAllowed:
      "avsändaren finns inte bland de tillåtna; be den som sköter tjänsten att lägga till adressen"
    case .senderNotAuthenticated:
      "e-postservern kunde inte bekräfta att meddelandet kommer från avsändarens domän"
    case .senderAmbiguous:
      "meddelandet har ingen avsändare eller flera, så det går inte att veta vem som skickade det"
    case .tooLarge: "filen är större än vad som tas in; dela upp den eller skicka bara anteckningen"
    case .tooDeep: "meddelanden ligger i varandra i för många lager; skicka det innersta meddelandet för sig"
    case .tooManyParts: "meddelandet har för många delar; skicka bara anteckningen"
    case .tooManyHeaders:
      "meddelandet har för många eller för långa huvudfält; det är knappast skrivet av en människa"
    case .malformed:
      "filen är skadad eller inget dokument som går att läsa; spara den på nytt och lämna in den igen"
    case .noText: "ingen läsbar text hittades; lämna in texten själv i stället för en bild av den"
    case .unsupportedType: "filtypen läses inte; använd eml, mbox, txt, md, html, docx, odt eller pdf"
    case .encrypted: "innehållet är krypterat och går inte att läsa; lämna in det okrypterat"
    case .extractionFailed: "läsningen misslyckades varje gång; lämna in texten i ett annat format"
    case .bomb: "innehållet packas upp till långt mer än sin storlek och öppnas därför inte"
    case .erased: "innehållet har raderats tidigare och får inte komma tillbaka"
    case .storeRefused: "lagret kan inte ta emot meddelandet; den som sköter tjänsten ser orsaken i loggen"
    }
  }
}
