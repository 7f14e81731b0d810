import Feedback
import Language

/// Finds the day of the meeting: where the note says it outright, else in its title or its headings, else where its
/// sentences speak of having met. No day rather than a wild guess: the day on which a mail was sent is not the
/// meeting's.
struct MeetingDate {
  let source: FactSource

  /// A meeting further ahead than this was not held; further back, the number is hardly its day.
  private static let daysAhead = 7
  private static let daysBack = 3_660
  /// Told as past, it was on the day of the mail at the latest; a day more for the clocks of others.
  private static let daysAheadWhereTold = 1
  /// Bytes of content in which a sentence about the meeting is looked for.
  private static let opening = 800

  func find() -> CalendarDate? {
    let day = labelled ?? titled ?? headed ?? told
    return day.flatMap { CalendarDate(year: $0.year, month: $0.month, day: $0.day) }
  }

  private func isLikely(_ day: Day, seenFrom today: Day, ahead: Int = daysAhead) -> Bool {
    (-Self.daysBack...ahead).contains(day.number - today.number)
  }

  private func first(in range: Range<Int>, of text: UTF8Text, from today: Day, compact: Bool) -> Day? {
    text.dates(in: range, relativeTo: today)
      .first {
        (compact || $0.form != .compact) && isLikely($0.day, seenFrom: today)
          && !MeetingWords.isOfAnother($0.range, in: range, of: text)
      }?.day
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
    for title in [source.title, source.subject, Title.fromFileName(source.fileName) ?? source.fileName] {
      guard let title else { continue }
      let text = UTF8Text(title.replacing("_", with: " "))
      if let day = first(in: text.all, of: text, from: source.written, compact: true) { return day }
    }
    return nil
  }

  /// In a heading, or in a first line that is as short as one.
  private var headed: Day? {
    var ranges = source.ranges([.heading])
    if let first = source.ranges([.content, .other, .attendance]).first,
      let line = source.text.lines(in: clipped(first)).first, line.count <= 100, isHeading(line)
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

  /// Without a full stop at its end.
  private func isHeading(_ line: Range<Int>) -> Bool {
    !".!?".utf8.contains(source.text.bytes[line.upperBound - 1])
  }

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
    for (i, sentence) in text.sentences(in: range).enumerated() {
      for mention in text.dates(in: sentence, relativeTo: today)
      where mention.form != .compact
        && isLikely(mention.day, seenFrom: today, ahead: Self.daysAheadWhereTold)
        && !MeetingWords.isOfAnother(mention.range, in: sentence, of: text)
        && MeetingWords.stand(near: mention.range, in: sentence, of: text, isFirst: i == 0)
      {
        return mention.day
      }
    }
    return nil
  }
}
