import Language

/// Companies without a legal form, where their name tells a trade and the words before it an encounter: `besök hos
/// Kvarnens Kafé`, `Närvarande: Sara Wiklund (Wiklunds Plåt)`. A name alone can be a person's or a place's.
extension Companies {
  /// Words, and endings of words, that name a trade.
  private static let trades = WordTable(
    """
    kafé café kaffe bageri konditori bygg byggen byggnads måleri plåt plåtslageri restaurang krog krogen bistro bistron
    pizzeria pizza salong salongen frisör hotell hotellet vandrarhem bilar däck verkstad verkstan verkstaden ateljé ateljén snickeri blommor blomster livs
    åkeri åkeriet fastigheter konsult konsulter design kebab gård lantbruk förskola hundvård elektriska glas
    glasmästeri trädgård gym optik bokhandel tryckeri bryggeri rökeri slakteri mejeri taxi transport städ städservice
    handel butik kiosk pub grill sushi tandvård klinik yoga cykel cykelhuset möbler rör entreprenad lackering bageriet
    coffee bakery cafe restaurant taco tacos korv korvkiosk glass glassbar foodtruck wok thai falafel hotel robotics optics consulting motor mekaniska keramik hälsa måleri trä skog
    """)

  /// Parts of names that belong to the public service, or to nobody's firm.
  private static let publicParts = [
    "kommun", "förvaltning", "enhet", "kontor", "nämnd", "region", "länsstyrelse", "polis", "myndighet",
    "verket",
    "bibliotek", "räddningstjänst", "landsting", "universitet",
  ]

  private static let encounters = WordTable([
    "hos", "besökte", "besökt", "träffade", "träffat", "företaget", "firman", "bolaget", "visited", "ringde",
    "ringt",
    "called", "mötte", "kontaktade",
  ])
  /// They count behind a word for an owner or a meeting.
  private static let linking = WordTable(["till", "av", "med", "på", "of", "to", "with", "at"])
  private static let beforeLinking = [
    "ägare", "ägarna", "ägaren", "vd", "möte", "samtal", "träff", "besök", "dialog", "intervju", "owner",
    "owners",
    "visit", "meeting",
  ]

  /// Adds the names behind words of an encounter in one line.
  mutating func readTrades(in line: Range<Int>) {
    let words = text.words(in: line, limit: 400)
    readTrades(opening: words, of: line)
    for i in words.indices.dropLast() {
      let word = words[i]
      // Most words have no name behind them.
      guard word.count <= 10, text.isUpper(at: words[i + 1].lowerBound) || words[i + 1].count <= 3 else {
        continue
      }
      let isLinked =
        Self.linking.contains(word, of: text) && i > 0
        && Self.beforeLinking.contains { text.word(words[i - 1]).hasSuffix($0) }
      guard Self.encounters.contains(word, of: text) || isLinked else { continue }
      // `besökte vi Kvarnens Kafé`
      let first = ["vi", "jag", "we"].contains(text.word(words[i + 1])) ? i + 2 : i + 1
      guard first < words.count, text.isUpper(at: words[first].lowerBound),
        isGap(words[first - 1].upperBound, words[first].lowerBound),
        let name = tradeName(words, from: first)
      else { continue }
      add(name, number: number(after: name.upperBound, before: line.upperBound))
      readTrades(behind: name, words)
    }
  }

  /// Adds the names that are listed behind another: `besökte Kvarnens Kafé, Lönnens Bageri och Salong Nova`.
  private mutating func readTrades(behind name: Range<Int>, _ words: [Range<Int>]) {
    var last = name
    for _ in 0..<12 {
      guard let i = words.firstIndex(where: { $0.lowerBound >= last.upperBound }) else { return }
      let isJoined = Self.listing.contains(words[i], of: text) && isGap(last.upperBound, words[i].lowerBound)
      let first = isJoined ? i + 1 : i
      guard first < words.count, text.isUpper(at: words[first].lowerBound),
        isJoined
          ? isGap(words[i].upperBound, words[first].lowerBound)
          : text.bytes[text.trimmed(last.upperBound..<words[first].lowerBound)].elementsEqual(",".utf8),
        let next = tradeName(words, from: first)
      else { return }
      add(next, number: nil)
      last = next
    }
  }

  private static let listing = WordTable(["och", "samt", "and"])

  /// Trades that are surnames too.
  private static let surnames = WordTable(["skog", "gård", "glas", "motor", "sten"])

  /// Adds the name that a line's first sentence begins with, of capitals alone, the last a trade and a small letter
  /// behind it: `Tallens Plåtslageri har sökt bygglov`.
  private mutating func readTrades(opening words: [Range<Int>], of line: Range<Int>) {
    guard let first = words.first, !Self.encounters.contains(first, of: text),
      !Self.linking.contains(first, of: text)
    else { return }
    var end = 0
    while end < words.count, end < 4, text.isUpper(at: words[end].lowerBound),
      end == 0 || isGap(words[end - 1].upperBound, words[end].lowerBound)
    {
      end += 1
    }
    guard end >= 2, end < words.count, isGap(words[end - 1].upperBound, words[end].lowerBound),
      text.isLower(at: words[end].lowerBound), isTrade(words[end - 1]),
      !Self.surnames.contains(words[end - 1], of: text), let name = tradeName(words, from: 0),
      name.upperBound == words[end - 1].upperBound
    else { return }
    add(name, number: nil)
  }

  /// Adds the names in brackets behind those who were there.
  mutating func readTrades(inAttendance value: Range<Int>) {
    var open: Int?
    for i in value {
      switch text.bytes[i] {
      case UInt8(ascii: "("): open = i + 1
      case UInt8(ascii: ")"):
        guard let start = open, i > start else { continue }
        open = nil
        let words = text.words(in: start..<i, limit: 7)
        guard let first = words.first, text.isUpper(at: first.lowerBound),
          let name = tradeName(words, from: 0),
          name.upperBound == text.trimmed(start..<i).upperBound
        else { continue }
        add(name, number: nil)
      default: break
      }
    }
    readTrades(listedIn: value)
  }

  /// Adds the items of a list of who was there that are a trade's names as a whole: `Café Lönnen, Karin Sandell`.
  private mutating func readTrades(listedIn value: Range<Int>) {
    for item in text.bytes[value].split(whereSeparator: { ",;()".utf8.contains($0) }) {
      let range = text.trimmed(item.startIndex..<item.endIndex)
      let words = text.words(in: range, limit: 6)
      guard words.count >= 2, let first = words.first, first.lowerBound == range.lowerBound,
        text.isUpper(at: first.lowerBound), let name = tradeName(words, from: 0), name == range
      else { continue }
      add(name, number: nil)
    }
  }

  /// Adds the names right behind a word for the meeting, as titles have them: `Kontrollbesök Kiosk Tunabackar`.
  mutating func readTrades(inTitle title: Range<Int>) {
    let words = text.words(in: title, limit: 30)
    for i in words.indices.dropLast()
    where text.isUpper(at: words[i + 1].lowerBound) && isGap(words[i].upperBound, words[i + 1].lowerBound) {
      let word = text.word(words[i])
      guard Self.beforeLinking.contains(where: { word.hasSuffix($0) }),
        let name = tradeName(words, from: i + 1)
      else { continue }
      add(name, number: nil)
    }
  }

  private func isGap(_ from: Int, _ to: Int) -> Bool {
    to > from && to - from <= 3 && text.trimmed(from..<to).isEmpty
  }

  /// Whether nothing but spaces and an ampersand lies between two words.
  private func isJoined(_ from: Int, _ to: Int) -> Bool {
    text.bytes[text.trimmed(from..<to)].elementsEqual("&".utf8)
  }

  /// The words with capitals from one on, where one of them names a trade.
  private func tradeName(_ words: [Range<Int>], from first: Int) -> Range<Int>? {
    var end: Int?
    var hasTrade = false
    var i = first
    while i < words.count, i - first < 5 {
      let word = words[i]
      if let end, !isGap(end, word.lowerBound), !isJoined(end, word.lowerBound) { break }
      if text.isUpper(at: word.lowerBound) {
        hasTrade = hasTrade || isTrade(word)
        end = word.upperBound
      } else {
        // `Kafé Havet i Boländerna`: behind a trade stands the place.
        guard !hasTrade, ["i", "på", "och"].contains(text.word(word)), i + 1 < words.count,
          text.isUpper(at: words[i + 1].lowerBound), i > first
        else { break }
        end = word.upperBound
      }
      i += 1
    }
    guard let end, hasTrade, end - words[first].lowerBound <= 60 else { return nil }
    // One word alone is rather what kind of place it is: `hos Frisören`.
    guard i - first > 1 else { return nil }
    let name = words[first].lowerBound..<end
    let folded = text.word(name)
    return Self.publicParts.contains { folded.contains($0) } ? nil : name
  }

  private func isTrade(_ word: Range<Int>) -> Bool {
    if Self.trades.contains(word, of: text) { return true }
    guard word.count <= 40 else { return false }
    // A compound that begins with one: `Blomsterboden`, `Frisörhuset`.
    var end = word.lowerBound
    while end < word.upperBound {
      end = text.next(end)
      if end - word.lowerBound >= 6, Self.trades.contains(word.lowerBound..<end, of: text) { return true }
    }
    var i = word.lowerBound
    while word.upperBound - i > 5 {
      i = text.next(i)
      if word.upperBound - i >= 5, Self.trades.contains(i..<word.upperBound, of: text) { return true }
    }
    return false
  }
}
