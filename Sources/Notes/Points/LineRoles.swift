import Feedback
import Language

/// What a line or block is beside the points: a heading, a title, words that lead a list in, the names of columns, a
/// fact about the note.
extension PassageCutter {
  /// A line of one or two words, or two with a small one between, over something: `Bygglov`, `Tillsyn och avgifter`.
  func isHeading(_ block: TextBlock, next: TextBlock?) -> Bool {
    guard let next, block.range.count <= 60, text.isUpper(at: block.range.lowerBound),
      let last = text.lastScalar(of: block.range), text.isLetter(at: last) || text.bytes[last] == 0x3A
    else { return false }
    if case .heading = next.kind { return false }
    if isLeadIn(block.range, next: next) { return false }
    let words = text.words(in: block.range, limit: 4)
    let isCapital = words.allSatisfy { text.isUpper(at: $0.lowerBound) }
    switch words.count {
    case 1: return true
    case 2: return (block.followsGap || next.kind != .paragraph) && !(isCapital && words[1].count <= 3)
    case 3:
      return block.followsGap && ["och", "i", "av", "om", "på", "and", "of"].contains(text.word(words[1]))
    default: return false
    }
  }

  /// Whether a paragraph begins a speaker's turn; an answer goes with its question.
  func isSpeaker(_ range: Range<Int>) -> Bool {
    guard text.speakerLength(in: range) != nil, let first = text.firstWord(in: range) else { return false }
    return !["svar", "sv", "answer", "a"].contains(text.word(first))
  }

  /// Whether a paragraph begins with a speaker's or a company's name and a colon.
  func isTurn(_ range: Range<Int>) -> Bool {
    guard let colon = text.bytes[range].prefix(60).firstIndex(of: UInt8(ascii: ":")) else { return false }
    return text.isUpper(at: range.lowerBound) && text.spaceLength(at: colon + 1, before: range.upperBound) > 0
      && text.words(in: range.lowerBound..<colon, limit: 7).count <= 6
  }

  func endsInColon(_ range: Range<Int>) -> Bool {
    !range.isEmpty && text.bytes[range.upperBound - 1] == UInt8(ascii: ":")
  }

  func isLeadIn(_ sentence: Range<Int>, next: TextBlock?) -> Bool {
    guard let next, let mark = text.lastScalar(of: sentence), text.bytes[mark] == UInt8(ascii: ":") else {
      return false
    }
    switch next.kind {
    case .item, .row: return true
    case .paragraph: return !next.followsGap && text.words(in: sentence, limit: 9).count <= 8
    case .heading: return false
    }
  }

  func isHeaderRow(_ row: Range<Int>, over next: Range<Int>) -> Bool {
    let cells = cells(of: row)
    return cells.count >= 2 && cells.count == self.cells(of: next).count && next.count > row.count
      && cells.allSatisfy { cell in
        text.words(in: cell, limit: 5).count <= 4 && !".!?".utf8.contains(text.bytes[cell.upperBound - 1])
          && !text.bytes[cell].contains { $0 >= 0x30 && $0 <= 0x39 }
      }
  }

  func cells(of row: Range<Int>) -> [Range<Int>] {
    text.bytes[row].split { $0 == 0x09 || $0 == UInt8(ascii: "|") }
      .map { text.trimmed($0.startIndex..<$0.endIndex) }.filter { !$0.isEmpty }
  }

  /// Nothing but marks, or a lone name, is no passage; a single word is one only where words lead it in.
  func makesAPoint(_ range: Range<Int>) -> Bool {
    let words = text.words(in: range, limit: 5).filter { text.isLetter(at: $0.lowerBound) }
    guard let first = words.first else { return false }
    let isLed = !leadIns.isEmpty
    let endsInLetter = text.lastScalar(of: range).map { text.isLetter(at: $0) } ?? false
    if words.count == 1 { return isLed || (!endsInLetter && first.count > 6) }
    if isOnlyTime(range) { return false }
    if words.count <= 3, endsInLetter, !isLed, words.allSatisfy({ text.isUpper(at: $0.lowerBound) }) {
      return false
    }
    return true
  }

  /// `Den 14 maj kl. 9.00.` says when, and nothing about it.
  func isOnlyTime(_ range: Range<Int>) -> Bool {
    guard range.count <= 60, let today = Day(year: 2000, month: 1, day: 1) else { return false }
    let dates = text.dates(in: range, relativeTo: today)
    guard !dates.isEmpty else { return false }
    return text.words(in: range).allSatisfy { word in
      text.isDigit(at: word.lowerBound) || dates.contains { $0.range.contains(word.lowerBound) }
        || ["kl", "klockan", "den", "till", "och", "at", "on", "the", "to"].contains(text.word(word))
    }
  }

  /// A line such as `Datum: 2025-03-12` or `Närvarande: …` is a fact about the note and no point.
  func isMetadata(_ range: Range<Int>) -> Bool {
    guard let found = text.label(ofLine: range), text.words(in: range, limit: 16).count <= 15 else {
      return false
    }
    // `Från: mars till juni väntade de på besked.` is no field of a mail.
    return found.label != .mailHeader || !".!?".utf8.contains(text.bytes[range.upperBound - 1])
      || text.words(in: found.value, limit: 5).count < 5
  }

  // MARK: Headings of notes in particular

  private static let meetingStems = [
    "möt", "träff", "besök", "frukost", "lunch", "dialog", "samtal", "protokoll", "anteckning", "minnesant",
    "referat",
    "intervju", "rundtur", "avstämning", "workshop", "nätverk", "råd", "apt", "mingel", "samråd", "meeting",
    "visit",
    "notes", "minutes", "breakfast",
  ]

  /// The note's own title over everything: `Lunchmöte 10/4`, `Branschråd bygg – protokoll`.
  func isTitle(_ block: TextBlock, next: TextBlock?) -> Bool {
    guard let next, next.followsGap, block.range.count <= 100, text.isUpper(at: block.range.lowerBound),
      let last = text.lastScalar(of: block.range),
      text.isLetter(at: last) || text.isDigit(at: last) || text.bytes[last] == UInt8(ascii: ")")
    else { return false }
    let words = text.words(in: block.range, limit: 13)
    return words.count <= 12
      && (words.prefix(3) + words.suffix(1)).contains { word in
        Self.meetingStems.contains { text.hasPrefix($0, at: word.lowerBound) || endsWith($0, word) }
      } && !words.contains { CohesionWords.verbs.contains($0, of: text) }
  }

  /// Whether a compound ends with a stem, whatever its ending: `Lunchmöte`, `Branschråd`.
  private func endsWith(_ stem: String, _ word: Range<Int>) -> Bool {
    let stem = stem.utf8
    guard word.count > stem.count else { return false }
    for ending in 0...2 where word.count >= stem.count + ending {
      let start = word.upperBound - stem.count - ending
      if start > word.lowerBound, text.folded[start..<start + stem.count].elementsEqual(stem) { return true }
    }
    return false
  }

  /// A question put to the one who answers below it: `Vad kunde ha gått bättre?`
  func isQuestionHeading(_ block: TextBlock, next: TextBlock?) -> Bool {
    guard let next, block.followsGap, !next.followsGap, block.range.count <= 120,
      text.bytes[block.range.upperBound - 1] == UInt8(ascii: "?"), !isTurn(block.range), !isTurn(next.range),
      text.bytes[next.range.upperBound - 1] != UInt8(ascii: "?"), text.sentences(of: block).count == 1
    else { return false }
    let words = text.words(in: block.range, limit: 16).map { text.word($0) }
    return words.count <= 14
      && (isInterview || ["vad", "what"].contains(words.first)
        || words.contains { ["du", "ni", "er", "ert", "din", "ditt", "dig", "you", "your"].contains($0) })
  }

  /// The lines of a stretch that are a question, with an empty line above and none before what answers it; of a
  /// heading, one where it asks.
  func questions(over stretch: SegmentedPart.Stretch) -> Int {
    let range = stretch.range
    switch stretch.kind {
    case .heading:
      return text.lastScalar(of: text.trimmed(range)).map { text.bytes[$0] == 0x3F ? 1 : 0 } ?? 0
    case .content: break
    default: return 0
    }
    var count = 0
    var start = range.lowerBound
    var isBelowGap = true
    while start < range.upperBound {
      let end = text.bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      let isBlank = text.bytes[start..<end].allSatisfy { $0 <= 0x20 }
      if !isBlank, isBelowGap, end - start <= 120, end > start, text.bytes[end - 1] == 0x3F,
        end + 1 < range.upperBound, text.bytes[end + 1] > 0x20
      {
        count += 1
      }
      isBelowGap = isBlank
      start = end + 1
    }
    return count
  }

  /// `§ 4 Tillsyn`
  func isSection(_ block: TextBlock, next: TextBlock?) -> Bool {
    guard next != nil, text.hasPrefix("§", at: block.range.lowerBound),
      let last = text.lastScalar(of: block.range)
    else { return false }
    return text.isLetter(at: last) && text.words(in: block.range, limit: 8).count <= 7
  }

  /// `2. Uteserveringar`, over what was said about it.
  func isNumberedHeading(_ block: TextBlock, next: TextBlock?, previous: TextBlock?) -> Bool {
    if case .item = previous?.kind { return false }
    guard let next, case .paragraph = next.kind, text.isUpper(at: block.range.lowerBound),
      let last = text.lastScalar(of: block.range), text.isLetter(at: last) || text.bytes[last] == 0x3A,
      text.words(in: block.range, limit: 6).count <= 5, next.range.count > block.range.count
    else { return false }
    var i = block.range.lowerBound
    while i > 0, text.bytes[i - 1] == 0x20 || text.bytes[i - 1] == 0x09 { i -= 1 }
    return i > 1 && (text.bytes[i - 1] == 0x2E || text.bytes[i - 1] == UInt8(ascii: ")"))
      && text.isDigit(at: i - 2)
  }

  private static let meetingOpenings: Set<String> = [
    "träffade", "träffades", "träffat", "besökte", "besökt", "ringde", "pratade", "talade", "sågs", "möttes",
    "höll",
    "hölls", "satt", "besök", "samtal", "möte", "mötet", "intervju", "avstämning", "bjöd", "bjudit", "met",
    "visited",
    "called", "spoke", "meeting", "visit",
  ]

  /// Of a sentence with a day in it, these tell of the meeting too: `I tisdags var jag hos Kvarnens Kafé.`
  private static let beingThere: Set<String> = ["var", "varit", "were", "was"]

  /// With a word for a meeting these tell of it: `I dag hade vi en genomgång av veckan.`
  private static let holding: Set<String> = ["hade", "haft", "had"]

  private func isGathering(_ word: Range<Int>) -> Bool {
    MeetingWords.isMeeting(word, in: text)
      || ["genomgång", "uppföljning", "planering", "reflektion", "review"].contains {
        endsWith($0, word) || text.hasPrefix($0, at: word.lowerBound)
      }
  }

  /// A sentence that only tells when and with whom one met: `Vi träffade Kvarnens Kafé den 12 mars.`
  func isIntroduction(_ sentence: Range<Int>) -> Bool {
    let words = text.words(in: sentence, limit: 22)
    guard words.count < 22, words.count > 2, let first = words.first else { return false }
    let opening = words.prefix(6).map { text.word($0) }
    let isOfMeeting = opening.contains { Self.meetingOpenings.contains($0) }
    let isHeld = opening.contains { Self.holding.contains($0) } && words.contains { isGathering($0) }
    guard isOfMeeting || isHeld || opening.contains(where: { Self.beingThere.contains($0) }) else {
      return false
    }
    let isPlain =
      isOfMeeting
      && (Self.meetingOpenings.contains(text.word(first))
        || ["vi", "jag", "we", "i"].contains(text.word(first)))
    guard isPlain || !text.dates(in: sentence, relativeTo: Day(daysSince1970: 0)).isEmpty else {
      return false
    }
    let subjects = Subjects(of: words, in: text)
    return !subjects.isPraising && !subjects.isComplaining && !subjects.isWishing
  }
}
