import Foundation

/// How a single value is read, and what it is called when another stands in its place.
struct ScalarType<Value> {
  /// With its article: `a size such as 50MB`.
  let name: String
  /// True where any word will do: then a bare `no` must be put in quotation marks.
  var isText = false
  let parse: (String) throws(Mistake) -> Value
}

extension ScalarType where Value == String {
  /// One line of text for people.
  static var text: Self {
    ScalarType(name: "a text", isText: true) { text throws(Mistake) in
      guard !text.trimmingSpaces.isEmpty else {
        throw Mistake("the text is empty; write one, or leave the key out")
      }
      guard text.utf8.count <= 4000 else { throw Mistake("the text is longer than 4000 bytes; shorten it") }
      return text
    }
  }

  /// A name that stands in records and logs.
  static func name(_ what: String) -> Self {
    ScalarType(name: what, isText: true) { text throws(Mistake) in
      let isGood = text.utf8.enumerated().allSatisfy { index, byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased(byte))
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || index > 0
            && (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "."))
      }
      guard isGood, (1...64).contains(text.utf8.count) else {
        throw Mistake("\(quoted(text)) is no name; write at most 64 of the letters a to z, digits, - _ and .")
      }
      return text
    }
  }

  /// A theme's or an area's name: as it stands in code, schema and records.
  static var identifier: Self {
    ScalarType(name: "a name such as fast_decisions", isText: true) { text throws(Mistake) in
      let isGood = text.utf8.enumerated().allSatisfy { index, byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
          || index > 0
            && (byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte))
      }
      guard isGood, (1...40).contains(text.utf8.count) else {
        throw Mistake(
          "\(quoted(text)) is no name; write at most 40 of the small letters a to z, digits and _")
      }
      return text
    }
  }

  /// A path from the root.
  static var absolutePath: Self {
    ScalarType(name: "an absolute path", isText: true) { text throws(Mistake) in
      guard text.hasPrefix("/"), text.utf8.count <= 4096 else {
        throw Mistake("\(quoted(text)) is no absolute path; begin it with /")
      }
      return text
    }
  }

  /// A path that may begin at the main file's folder.
  static var path: Self {
    ScalarType(name: "a path", isText: true) { text throws(Mistake) in
      guard !text.isEmpty, text.utf8.count <= 4096 else {
        throw Mistake("\(quoted(text)) is no path of a file")
      }
      return text
    }
  }

  static var credentialName: Self {
    ScalarType(name: "a credential's name", isText: true) { text throws(Mistake) in
      try validCredentialName(text)
    }
  }

  /// A time zone of the IANA database.
  static var timeZone: Self {
    ScalarType(name: "a time zone such as Europe/Stockholm", isText: true) { text throws(Mistake) in
      let known = TimeZone.knownTimeZoneIdentifiers
      guard text == "UTC" || known.contains(text) else {
        let near = nearest(to: text, among: known.sorted())
        throw Mistake(
          "\(quoted(text)) is no time zone"
            + (near.map { "; did you mean \"\($0)\"?" } ?? "; write one such as Europe/Stockholm"))
      }
      return text
    }
  }
}

extension ScalarType where Value == Bool {
  static var flag: Self {
    ScalarType(name: "true or false") { text throws(Mistake) in
      switch text {
      case "true": return true
      case "false": return false
      default: throw Mistake("\(quoted(text)) is neither true nor false")
      }
    }
  }
}

extension ScalarType where Value == Int {
  /// A whole number within a range.
  static func number(_ range: ClosedRange<Int>) -> Self {
    ScalarType(name: "a whole number") { text throws(Mistake) in
      guard !text.hasPrefix("+"), let number = Int(text) else {
        throw Mistake(
          "\(quoted(text)) is no whole number; write one from \(range.lowerBound) to \(range.upperBound)")
      }
      guard range.contains(number) else {
        throw Mistake(
          "\(number) is out of range; write a number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
  }
}

extension ScalarType where Value == ByteSize {
  /// A size within bounds.
  static func size(from least: Int, to most: Int) -> Self {
    ScalarType(name: "a size such as 50MB") { text throws(Mistake) in
      let size = try ByteSize(reading: text)
      guard (least...most).contains(size.bytes) else {
        throw Mistake(
          "\(size) is out of range; write a size from \(ByteSize(bytes: least)) to \(ByteSize(bytes: most))")
      }
      return size
    }
  }
}

extension ScalarType where Value == TimeSpan {
  /// A span within bounds, in milliseconds.
  static func span(from least: Int, to most: Int) -> Self {
    ScalarType(name: "a span of time such as 2s") { text throws(Mistake) in
      let span = try TimeSpan(reading: text)
      guard (least...most).contains(span.milliseconds) else {
        throw Mistake(
          "\(span) is out of range; write a span from \(TimeSpan(milliseconds: least)) to \(TimeSpan(milliseconds: most))"
        )
      }
      return span
    }
  }
}

extension ScalarType where Value == AddressPattern {
  static var pattern: Self {
    ScalarType(name: "an address or a pattern such as *@uppsala.example", isText: true) {
      text throws(Mistake) in
      try AddressPattern(reading: text)
    }
  }
}

extension ScalarType where Value == MailAddress {
  static var address: Self {
    ScalarType(name: "a mail address", isText: true) { text throws(Mistake) in try MailAddress(reading: text)
    }
  }
}

extension ScalarType where Value == NamedAddress {
  static var namedAddress: Self {
    ScalarType(name: "a mail address such as NAME <ADDRESS>", isText: true) { text throws(Mistake) in
      try NamedAddress(reading: text)
    }
  }
}

extension ScalarType where Value == ServiceURL {
  static func url(_ schemes: [ServiceURL.Scheme]) -> Self {
    let forms = schemes.map { "\($0.rawValue)://" }.joined(separator: ", ")
    return ScalarType(name: "a URL that begins with \(forms)", isText: true) { text throws(Mistake) in
      try ServiceURL(reading: text, schemes: schemes)
    }
  }
}

extension ScalarType where Value == ListenAddress {
  static var listenAddress: Self {
    ScalarType(name: "an address such as 127.0.0.1:9464", isText: true) { text throws(Mistake) in
      try ListenAddress(reading: text)
    }
  }
}

extension ScalarType where Value == Schedule {
  static var schedule: Self {
    ScalarType(name: "a schedule such as monday 07:00", isText: true) { text throws(Mistake) in
      try Schedule(reading: text)
    }
  }
}

extension ScalarType where Value == CalendarDay {
  static var day: Self {
    ScalarType(name: "a day such as 2026-01-31") { text throws(Mistake) in try CalendarDay(reading: text) }
  }
}

extension ScalarType where Value: RawRepresentable<String> & CaseIterable {
  /// One of a few words.
  static var choice: Self {
    let words = Value.allCases.map(\.rawValue)
    return ScalarType(name: "one of \(words.joined(separator: ", "))") { text throws(Mistake) in
      guard let value = Value(rawValue: text) else {
        throw Mistake(
          "\(quoted(text)) is none of \(words.joined(separator: ", "))"
            + (nearest(to: text, among: words).map { "; did you mean \"\($0)\"?" } ?? ""))
      }
      return value
    }
  }
}
