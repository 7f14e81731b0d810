/// `winmail.dat` as a message of MIME, so that all that is known about reading mail goes for it too.
///
/// The text of the ``DocumentText`` is that message, in ASCII: a body (HTML, else plain text, else RTF) and the
/// attachments, each in base64; attached messages as message/rfc822. There is nothing in it that stands for more bytes
/// than it has, so it is bounded by the size of the file.
enum TNEFDocument {
  static func read(_ bytes: [UInt8]) throws(DocumentError) -> DocumentText {
    let message = try TNEFMessage(bytes[...])
    let writer = Writer(message, depth: 0)
    guard writer.holdsSomething else { throw .noText }
    var text = ""
    writer.write(to: &text)
    return DocumentText(text: text, warnings: message.isDamaged ? [.damaged] : [])
  }

  private struct Writer {
    let message: TNEFMessage
    let depth: Int
    private let body: (type: String, bytes: [UInt8])?

    init(_ message: TNEFMessage, depth: Int) {
      self.message = message
      self.depth = depth
      body = Self.body(of: message)
    }

    var holdsSomething: Bool { body != nil || !message.attachments.isEmpty }

    private static func body(of message: TNEFMessage) -> (type: String, bytes: [UInt8])? {
      let properties = message.properties
      let codepage = message.codepage
      if let html = properties.bytes(.html), !html.isEmpty {
        let declared = properties.number(.internetCodepage).map { Int(clamping: $0) } ?? codepage
        return ("text/html; charset=\(CharacterDecoding.charset(ofCodepage: declared))", Array(html))
      }
      if let html = properties.text(.html, codepage: codepage), !html.isEmpty {
        return ("text/html; charset=utf-8", Array(html.utf8))
      }
      if let text = properties.text(.body, codepage: codepage), !text.isEmpty {
        return ("text/plain; charset=utf-8", Array(text.utf8))
      }
      if let rich = properties.bytes(.richText).flatMap(CompressedRichText.decompressed), !rich.isEmpty {
        return ("text/rtf", rich)
      }
      if let old = message.plainBody, old.contains(where: { $0 > 0x20 }) {
        let text = CharacterDecoding.text(Array(old.prefix { $0 != 0 }), codepage: codepage)
        return ("text/plain; charset=utf-8", Array(text.utf8))
      }
      return nil
    }

    func write(to output: inout String) {
      let boundary = "tnef-\(depth)"
      writeHeader(to: &output)
      output += "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"\(boundary)\"\n\n"
      if let body {
        output += "--\(boundary)\nContent-Type: \(body.type)\nContent-Transfer-Encoding: base64\n\n"
        Base64.encode(body.bytes, to: &output)
      }
      for attachment in message.attachments {
        output += "--\(boundary)\n"
        if let inner = attachment.message {
          output += "Content-Type: message/rfc822\nContent-Disposition: attachment\n\n"
          Writer(inner, depth: depth + 1).write(to: &output)
        } else {
          output += "Content-Type: \(mediaType(attachment.type))\nContent-Transfer-Encoding: base64\n"
          output += "Content-Disposition: attachment\(fileName(attachment.name))\n\n"
          Base64.encode(attachment.data, to: &output)
        }
      }
      output += "--\(boundary)--\n"
    }

    /// What tells who wrote an attached message, when, and about what.
    private func writeHeader(to output: inout String) {
      let properties = message.properties
      let codepage = message.codepage
      let subject =
        properties.text(.subject, codepage: codepage)
        ?? message.oldSubject.map { CharacterDecoding.text(Array($0.prefix { $0 != 0 }), codepage: codepage) }
      if let subject { output += "Subject: \(word(subject))\n" }
      let address = [
        .representingMailAddress, .senderMailAddress, .representingAddress, .senderAddress,
      ].lazy.compactMap { properties.text($0, codepage: codepage) }.first(where: isMailAddress)
      if let address {
        let name =
          [.representingName, .senderName].lazy.compactMap {
            properties.text($0, codepage: codepage)
          }.first ?? ""
        output += "From: \(name.isEmpty ? "" : word(name) + " ")<\(address)>\n"
      }
      if let time = properties.number(.submitTime) ?? properties.number(.deliveryTime) {
        output += "Date: \(FileTime.mailDate(time))\n"
      }
    }

    /// An address that can stand in a header as it is; Exchange's own addresses of other forms are none.
    private func isMailAddress(_ text: String) -> Bool {
      text.utf8.count <= 320 && text.utf8.contains(UInt8(ascii: "@"))
        && text.utf8.allSatisfy { 0x21...0x7E ~= $0 && !"<>,;:\"()[]\\".utf8.contains($0) }
    }

    /// An encoded word (RFC 2047) of at most a kilobyte.
    private func word(_ text: String) -> String {
      var encoded = ""
      Base64.encode(Array(String(text.unicodeScalars.prefix(250)).utf8), to: &encoded, lines: false)
      return "=?utf-8?b?\(encoded)?="
    }

    private func fileName(_ name: String?) -> String {
      guard let name, !name.isEmpty else { return "" }
      return "; filename=\"\(word(name))\""
    }

    private func mediaType(_ type: String?) -> String {
      let token = type?.utf8.prefix {
        0x21...0x7E ~= $0 && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "\"")
      }
      guard let token, token.count(where: { $0 == UInt8(ascii: "/") }) == 1, token.count <= 100,
        !token.starts(with: "multipart/".utf8), !token.starts(with: "message/".utf8)
      else { return "application/octet-stream" }
      return String(decoding: Array(token), as: UTF8.self)
    }
  }
}

/// Windows' time: tenths of microseconds since 1601.
private enum FileTime {
  /// A date of RFC 5322, section 3.3, in UTC.
  static func mailDate(_ time: UInt64) -> String {
    let seconds = Int(time / 10_000_000)
    let (days, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    // Civil from days: years of 400 begin in March of 1600; 1601-01-01 is day 306 of it.
    let day = days + 306
    let era = day / 146_097
    let dayOfEra = day % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = 1_600 + era * 400 + yearOfEra + (month >= 10 ? 1 : 0)
    let names = ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb"]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(dayOfYear - (153 * month + 2) / 5 + 1) \(names[month]) \(year) "
      + "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60)) +0000"
  }
}

/// Base64 (RFC 4648, section 4); the child has no Foundation.
enum Base64 {
  /// - Parameter lines: of 76 characters, each with a line feed; else one without.
  static func encode(_ bytes: [UInt8], to output: inout String, lines: Bool = true) {
    var text = [UInt8]()
    text.reserveCapacity(bytes.count / 3 * 4 + bytes.count / 57 + 8)
    var index = 0
    while index < bytes.count {
      let count = min(3, bytes.count - index)
      let second = count > 1 ? bytes[index + 1] : 0
      let third = count > 2 ? bytes[index + 2] : 0
      text.append(alphabet[Int(bytes[index] >> 2)])
      text.append(alphabet[Int(bytes[index] << 4 & 0x30 | second >> 4)])
      text.append(count > 1 ? alphabet[Int(second << 2 & 0x3C | third >> 6)] : UInt8(ascii: "="))
      text.append(count > 2 ? alphabet[Int(third & 0x3F)] : UInt8(ascii: "="))
      index += 3
      if lines, index % 57 == 0 { text.append(UInt8(ascii: "\n")) }
    }
    if lines { text.append(UInt8(ascii: "\n")) }
    output += String(decoding: text, as: UTF8.self)
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
