/// From whom a mail is handed over, and to whom (RFC 5321, section 2.3.1).
package struct MailEnvelope: Hashable, Sendable {
  /// Where bounces go; empty for mail that must not bounce (section 4.5.5).
  package var sender: String
  /// At least one.
  package var recipients: [String]

  package init(sender: String, recipients: [String]) {
    self.sender = sender
    self.recipients = recipients
  }

  /// What is wrong with it, without naming an address.
  var flaw: String? {
    guard sender.isEmpty || Self.isAddress(sender) else { return "the sender is no mail address" }
    guard !recipients.isEmpty else { return "the mail has no recipient" }
    guard recipients.allSatisfy(Self.isAddress) else { return "a recipient is no mail address" }
    return nil
  }

  /// Whether a command can bear it: nothing that ends or extends the command. Quoted local parts are not taken.
  static func isAddress(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (3...254).contains(bytes.count),
      !bytes.contains(where: { $0 <= 32 || $0 == 127 || #"<>"(),:;\[]"#.utf8.contains($0) })
    else { return false }
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    return parts.count == 2 && (1...64).contains(parts[0].count) && !parts[1].isEmpty
  }

  /// Lines end in CR LF and in nothing else (section 2.3.8), so that no server reads the end of the mail elsewhere than
  /// another does.
  static func withLineEnds(_ message: [UInt8]) -> [UInt8] {
    var lines = [UInt8]()
    lines.reserveCapacity(message.count + message.count / 32)
    var index = 0
    while index < message.count {
      switch message[index] {
      case 13:
        lines += [13, 10]
        if index + 1 < message.count, message[index + 1] == 10 { index += 1 }
      case 10: lines += [13, 10]
      case let byte: lines.append(byte)
      }
      index += 1
    }
    return lines
  }
}
