/// The words of a calendar object (RFC 5545) for people: what, when, where, who, and the description.
package enum CalendarText {
  /// A paragraph for each event and task; empty where there is none. Lines after the first thousand are passed over.
  package static func readable(_ text: String) -> String {
    var output = ""
    var event: Event?
    for line in unfolded(Array(text.utf8)).prefix(1_000) {
      guard let property = Property(line) else { continue }
      switch (property.name, property.value.asciiLowercased) {
      case ("begin", "vevent"), ("begin", "vtodo"): event = Event()
      case ("end", "vevent"), ("end", "vtodo"):
        if let event { output += event.text }
        event = nil
      // What is within it, an alarm, has a summary and a description of its own.
      case ("begin", _): event?.depth += 1
      case ("end", _): event?.depth -= 1
      default: if event?.depth == 0 { event?.take(property) }
      }
    }
    return output
  }

  /// Content lines with what is folded joined (section 3.1).
  private static func unfolded(_ text: [UInt8]) -> [[UInt8]] {
    var lines = [[UInt8]]()
    var index = 0
    while index < text.count, lines.count <= 1_000 {
      let line = text[...].line(at: index)
      index = line.next
      let content = text[line.content]
      if let first = content.first, first.isBlank, !lines.isEmpty {
        lines[lines.count - 1] += content.dropFirst()
      } else {
        lines.append(Array(content))
      }
    }
    return lines
  }

  private struct Property {
    /// In lower case.
    var name: String
    /// The parameter CN: what a person is called.
    var commonName: String?
    /// With its escapes undone (section 3.3.11).
    var value: String

    init?(_ line: [UInt8]) {
      var isQuoted = false
      // Of the parts before the colon; colons and semicolons within quotes are part of a value.
      var parts = [[UInt8]()]
      guard
        let colon = line.firstIndex(where: { byte in
          if byte == UInt8(ascii: "\"") {
            isQuoted.toggle()
          } else if byte == UInt8(ascii: ":"), !isQuoted {
            return true
          } else if byte == UInt8(ascii: ";"), !isQuoted {
            parts.append([])
          } else {
            parts[parts.count - 1].append(byte)
          }
          return false
        }), !parts[0].isEmpty
      else { return nil }
      name = String(decoding: parts[0].map(\.asciiLowercased), as: UTF8.self)
      commonName = parts.dropFirst().first { $0.hasPrefix(ignoringCase: "cn=") }.map {
        String(decoding: $0.dropFirst(3), as: UTF8.self)
      }
      value = Self.unescaped(line[(colon + 1)...])
    }

    private static func unescaped(_ value: ArraySlice<UInt8>) -> String {
      var output = [UInt8]()
      var isEscaped = false
      for byte in value {
        if isEscaped {
          output.append(byte | 0x20 == UInt8(ascii: "n") ? .lineFeed : byte)
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else {
          output.append(byte)
        }
      }
      return String(decoding: output, as: UTF8.self)
    }
  }

  private struct Event {
    /// Of components within it.
    var depth = 0
    private var summary = ""
    private var start = ""
    private var place = ""
    private var people = [String]()
    private var description = ""

    mutating func take(_ property: Property) {
      switch property.name {
      case "summary": summary = property.value
      case "dtstart": start = CalendarText.time(property.value)
      case "location": place = property.value
      case "organizer", "attendee":
        if let name = property.commonName, !people.contains(name), people.count < 100 { people.append(name) }
      case "description": description = property.value
      default: break
      }
    }

    var text: String {
      var lines = [String]()
      if !summary.isEmpty { lines += [summary, ""] }
      if !start.isEmpty { lines.append("Tid: \(start)") }
      if !place.isEmpty { lines.append("Plats: \(place)") }
      if !people.isEmpty { lines.append("Deltagare: \(people.joined(separator: ", "))") }
      if !description.isEmpty { lines += ["", description] }
      return lines.joined(separator: "\n") + "\n\n"
    }
  }

  /// `20250312T080000` as `2025-03-12 08:00`; as it is, where it is no date.
  private static func time(_ value: String) -> String {
    let digits = Array(value.utf8)
    guard digits.count >= 8, digits[..<8].allSatisfy(\.isASCIIDigit) else { return value }
    func text(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
    let day = "\(text(0..<4))-\(text(4..<6))-\(text(6..<8))"
    guard digits.count >= 13, digits[9..<13].allSatisfy(\.isASCIIDigit) else { return day }
    return "\(day) \(text(9..<11)):\(text(11..<13))"
  }
}
