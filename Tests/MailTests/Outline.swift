import Foundation
import Mail

/// What was read of a message, as lines for people: the form of the fixtures' `.expected` files.
enum Outline {
  static func lines(of message: MailMessage, indent: String = "") -> [String] {
    var lines = ["subject: \(message.subject ?? "-")"]
    if !message.from.isEmpty { lines.append("from: \(list(message.from))") }
    if message.fromFieldCount != 1 { lines.append("from-fields: \(message.fromFieldCount)") }
    if !message.to.isEmpty { lines.append("to: \(list(message.to))") }
    if !message.cc.isEmpty { lines.append("cc: \(list(message.cc))") }
    lines.append("date: \(time(message.date))")
    if let received = message.received { lines.append("received: \(time(received))") }
    if message.isSigned { lines.append("signed") }
    if message.isEncrypted { lines.append("encrypted") }
    if let kind = message.automaticKind { lines.append("automatic: \(kind.rawValue)") }
    lines += message.defects.map { "defect: \($0.code) \($0.part ?? "-")" }
    lines += message.parts.flatMap(self.lines(of:))
    return lines.map { indent + $0 }
  }

  private static func lines(of part: Part) -> [String] {
    var words = ["part \(part.number) \(part.type)"]
    if let name = part.name { words.append("name=\"\(name)\"") }
    if part.isAttachment { words.append("attachment") }
    if let id = part.contentID { words.append("cid=\(id)") }
    if let alternative = part.alternative { words.append("alt=\(alternative)") }
    let line = words.joined(separator: " ") + " = "
    switch part.content {
    case .text(let text): return [line + "\"\(escaped(text))\""]
    case .bytes(let bytes): return [line + "\(bytes.count) bytes"]
    case .message(let inner): return [line + "message"] + lines(of: inner, indent: "  ")
    }
  }

  private static func list(_ boxes: [Mailbox]) -> String {
    boxes.map { "\($0.name ?? "-") <\($0.address)>" }.joined(separator: ", ")
  }

  private static func time(_ date: Date?) -> String { date.map { $0.formatted(.iso8601) } ?? "-" }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
