import Feedback
import Language

/// Finds the day of the meeting: where the note says it outright, else in its title, else where its sentences
/// speak of having met, else in its headings. No day rather than a wild guess.
struct MeetingDate {
  let source: FactSource

  /// A meeting further ahead than this was not held; further back, the number is hardly its day.
  private static let daysAhead = 7
  private static let daysBack = 3_660
  /// Bytes of content in which a sentence about the meeting is looked for.
  private static let opening = 800

  func find() -> CalendarDate? {
    let day = labelled ?? titled ?? told ?? headed
    return day.flatMap { CalendarDate(year: $0.year, month: $0.month, day: $0.day) }
  }

  private func isLikely(_ day: Day, seenFrom today: Day) -> Bool {
    (-Self.daysBack...Self.daysAhead).contains(day.number - today.number)
  }

  private func first(in range: Range<Int>, of text: UTF8Text, from today: Day, compact: Bool) -> Day? {
    text.dates(in: range, relativeTo: today)
      .first { (compact || $0.form != .compact) && isLikely($0.day, seenFrom: today) }?.day
  }

  /// `Datum: 12 mars`
  private var labelled: Day? {
    let lines = source.text.labelledLines(in: source.ranges(FactSource.ownWords))
    for labels in [[Label.date], [.timeAndPlace, .time]] {
      for line in lines where labels.contains(line.label) {
        if let day = first(in: line.value, of: source.text, from: source.written, compact: true) {
          return day
        }
      }
    }
    return nil
  }

  private var titled: Day? {
    for title in [source.title, Title.fromFileName(source.fileName) ?? source.fileName] {
      guard let title else { continue }
      let text = UTF8Text(title.replacing("_", with: " "))
      if let day = first(in: text.all, of: text, from: source.written, compact: true) { return day }
    }
    return nil
  }

  private static let meetingWords = [
    "möt", "träff", "besök", "sågs", "frukost", "dialog", "samtal", "meeting", "met", "visit", "breakfast",
    "lunch",
    "workshop", "rundvandring", "öppet", "anteckning", "minnesanteckning", "notes", "samråd",
  ]

  /// `vi träffades den 12 mars`, `anteckningar från mötet i går`
  private var told: Day? {
    if let comment = source.comment {
      let text = UTF8Text(comment)
      if let day = told(in: 0..<min(text.bytes.count, 4_000), of: text, from: source.sent) { return day }
    }
    for range in source.ranges([.greeting, .comment, .other, .attendance]) {
      if let day = told(in: clipped(range), of: source.text, from: source.written) { return day }
    }
    guard let content = source.ranges([.content]).first else { return nil }
    return told(in: clipped(content), of: source.text, from: source.written)
  }

  private func clipped(_ range: Range<Int>) -> Range<Int> {
    guard range.count > Self.opening else { return range }
    var end = range.lowerBound + Self.opening
    while source.text.bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return range.lowerBound..<end
  }

  private func told(in range: Range<Int>, of text: UTF8Text, from today: Day) -> Day? {
    for sentence in text.sentences(in: range) {
      for mention in text.dates(in: sentence, relativeTo: today)
      where mention.form != .compact && isLikely(mention.day, seenFrom: today) {
        // The word stands near: in a long sentence a date can be of something else.
        let near = max(sentence.lowerBound, mention.range.lowerBound - 60)
        let before = text.words(in: scalarStart(near, in: text)..<mention.range.lowerBound)
        let after = text.words(in: mention.range.upperBound..<sentence.upperBound, limit: 4)
        if (before + after).contains(where: { word in
          Self.meetingWords.contains { text.hasPrefix($0, at: word.lowerBound) }
        }) {
          return mention.day
        }
      }
    }
    return nil
  }

  private func scalarStart(_ offset: Int, in text: UTF8Text) -> Int {
    var i = offset
    while i < text.bytes.count, text.bytes[i] & 0xC0 == 0x80 { i += 1 }
    return i
  }

  /// In a heading, or in a first line that is as short as one.
  private var headed: Day? {
    var ranges = source.ranges([.heading])
    if let first = source.ranges([.content, .other, .attendance]).first,
      let line = source.text.lines(in: clipped(first)).first, line.count <= 60
    {
      ranges.append(line)
    }
    for range in ranges {
      if let day = first(in: clipped(range), of: source.text, from: source.written, compact: true) {
        return day
      }
    }
    return nil
  }
}
