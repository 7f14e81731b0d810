import Feedback
import Language

/// Finds where the meeting was: by its label, else by the title, else by the first sentences that speak of having met.
struct Place {
  let source: FactSource
  private static let longest = 80

  func find() -> String? { labelled ?? titled ?? told }

  private var labelled: String? {
    let lines = source.text.labelledLines(in: source.ranges(FactSource.ownWords))
    for line in lines where line.label == .place {
      if let place = place(line.value) { return place }
    }
    for line in lines where line.label == .timeAndPlace {
      // The place stands behind the time: `12 mars kl. 8–9, Fyrishallen`.
      let value = source.text.bytes[line.value]
      guard let comma = value.lastIndex(where: { $0 == 0x2C || $0 == UInt8(ascii: ";") }) else { continue }
      let behind = source.text.trimmed(comma + 1..<line.value.upperBound)
      if !behind.isEmpty, source.text.isLetter(at: behind.lowerBound), let place = place(behind) {
        return place
      }
    }
    return nil
  }

  private func place(_ range: Range<Int>) -> String? {
    var words = Substring(source.text.singleSpaced(range))
    while let last = words.last, ".,;*_".contains(last) { words.removeLast() }
    guard !words.isEmpty, words.unicodeScalars.count <= Self.longest, words.contains(where: \.isLetter) else {
      return nil
    }
    return String(words)
  }

  // MARK: In the title

  private static let prepositions: Set<String> = ["i", "på", "vid", "in", "at"]
  /// Kinds of meetings that are named after their place: `Frukostmöte Boländerna`.
  private static let meetings = [
    "möte", "frukost", "träff", "dialog", "lunch", "mingel", "café", "breakfast", "forum",
  ]

  /// `Frukostmöte i Boländerna 12 mars`, `Frukostmöte Boländerna`
  private var titled: String? {
    guard let title = source.title else { return nil }
    let text = UTF8Text(title)
    let words = text.words(in: text.all, limit: 30)
    for i in words.indices.dropLast() {
      let word = text.word(words[i])
      if Self.prepositions.contains(word), let place = name(in: text, words, from: i + 1) { return place }
    }
    // `Torghandel Vaksala torg`
    for i in words.indices.dropFirst(2) where Self.kinds.contains(text.word(words[i])) {
      if text.isUpper(at: words[i - 1].lowerBound), let place = name(in: text, words, from: i - 1) {
        return place
      }
    }
    for i in words.indices.dropLast() {
      let word = text.word(words[i])
      if Self.meetings.contains(where: { word.hasSuffix($0) }), let place = name(in: text, words, from: i + 1)
      {
        return place
      }
    }
    return nil
  }

  /// The words with capitals from one on, where nothing but a space or hyphen lies between them.
  private func name(in text: UTF8Text, _ words: [Range<Int>], from first: Int) -> String? {
    guard text.isUpper(at: words[first].lowerBound) else { return nil }
    let before = text.string(words[first - 1].upperBound..<words[first].lowerBound)
    guard before.allSatisfy({ $0 == " " }) else { return nil }
    var end = words[first].upperBound
    for word in words[first...].dropFirst() {
      let between = text.string(end..<word.lowerBound)
      guard between == " " || between == "-" else { break }
      // `Björklinge bygdegård`, `Sala backe`
      let isKind = Self.kinds.contains(text.word(word))
      // `Room 3B`
      let isNumber = Self.rooms.contains(text.word(words[first])) && end == words[first].upperBound
      guard isKind || isNumber || text.isUpper(at: word.lowerBound) else { break }
      end = word.upperBound
      if isKind { break }
    }
    let range = words[first].lowerBound..<end
    let all = text.words(in: range)
    // `i Norr HB`, `på Uppsala kommun`
    if let next = words[first...].first(where: { $0.lowerBound >= end }) {
      let word = text.word(next)
      if Companies.legalForms.contains(word) || word == "ek" || word == "ekonomisk"
        || word.hasPrefix("kommun")
      {
        return nil
      }
    }
    // `i Företagarnas enkät`
    if all.count == 1, ["nas", "ens", "ets"].contains(where: { text.word(range).hasSuffix($0) }) {
      return nil
    }
    let isCompany = all.contains { Companies.legalForms.contains(text.word($0)) }
    let isTime = all.contains { MonthName.month(text.word($0)) != nil }
    let isHuge = range.count > Self.longest
    return isCompany || isTime || isHuge ? nil : text.singleSpaced(range)
  }

  /// They stand before a number or name.
  private static let rooms: Set<String> = ["room", "rum", "sal", "lokal", "hall", "konferensrum"]

  // MARK: In the first sentences

  /// What a place's name is followed by in lower case.
  private static let kinds: Set<String> = [
    "bygdegård", "torg", "bibliotek", "centrum", "kyrka", "gård", "skola", "herrgård", "församlingshem",
    "backe",
    "station", "slott", "medborgarhus", "hamn", "industriområde", "företagspark", "museum", "library", "park",
  ]
  private static let digital: [String: String] = ["teams": "Teams", "zoom": "Zoom", "skype": "Skype"]
  /// Bytes in which the meeting is told of.
  private static let opening = 500

  /// `Vi träffades på Fyrishov den 12 mars.`
  private var told: String? {
    let text = source.text
    let kinds: [Segment.Kind] = [.heading, .comment, .greeting, .other, .content]
    for kind in kinds {
      guard let range = source.ranges([kind]).first else { continue }
      var end = min(range.upperBound, range.lowerBound + Self.opening)
      while end > range.lowerBound, end < text.bytes.count, text.bytes[end] & 0xC0 == 0x80 { end -= 1 }
      for sentence in text.sentences(in: range.lowerBound..<end).prefix(2) {
        let words = text.words(in: sentence, limit: 30)
        guard MeetingWords.tellOfMeeting(words, in: text) else { continue }
        for i in words.indices.dropFirst() {
          let word = text.word(words[i])
          if let name = Self.digital[word],
            ["via", "på", "i", "on", "over"].contains(text.word(words[i - 1]))
          {
            return name
          }
          if Self.prepositions.contains(text.word(words[i - 1])), let place = name(in: text, words, from: i) {
            return place
          }
        }
      }
    }
    return nil
  }
}
