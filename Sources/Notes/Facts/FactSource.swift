import Feedback
import Foundation
import Language

/// What the facts about one note are read from.
struct FactSource {
  /// The text of the part that holds the note.
  let text: UTF8Text
  /// The stretches of the note within it, in order.
  let stretches: [SegmentedPart.Stretch]
  /// Where the content of the note is.
  let passages: [CutPassage]
  /// The day on which the note was written.
  let written: Day
  /// The title, and the name of the file it came in.
  let title: String?
  let fileName: String?
  /// The subject of the mail that the note came in, where it holds no other note; also one that makes no title, such as
  /// `Anteckningar från mötet i tisdags`.
  let subject: String?
  /// The covering words of who sent the note, and the day on which they were written.
  let comment: String?
  let sent: Day

  /// Bytes in which facts are looked for: they stand in the beginning of a note, or nowhere.
  static let reach = 100_000

  /// The ranges of the stretches of some kinds, as far as facts reach.
  func ranges(_ kinds: Set<Segment.Kind>) -> [Range<Int>] {
    var left = Self.reach
    var ranges = [Range<Int>]()
    for stretch in stretches where kinds.contains(stretch.kind) && left > 0 {
      var end = min(stretch.range.upperBound, stretch.range.lowerBound + left)
      while end > stretch.range.lowerBound, end < text.bytes.count, text.bytes[end] & 0xC0 == 0x80 {
        end -= 1
      }
      ranges.append(stretch.range.lowerBound..<end)
      left -= end - stretch.range.lowerBound
    }
    return ranges
  }

  /// Stretches without the lines by which mail programs set one message into another.
  /// - Parameter boundaries: in order, not overlapping.
  static func without(
    _ boundaries: [Range<Int>], _ stretches: [SegmentedPart.Stretch]
  ) -> [SegmentedPart.Stretch] {
    guard !boundaries.isEmpty else { return stretches }
    var rest = [SegmentedPart.Stretch]()
    var next = 0
    for stretch in stretches {
      var start = stretch.range.lowerBound
      while next < boundaries.count, boundaries[next].upperBound <= start { next += 1 }
      var index = next
      while index < boundaries.count, boundaries[index].lowerBound < stretch.range.upperBound {
        if boundaries[index].lowerBound > start {
          rest.append(.init(kind: stretch.kind, range: start..<boundaries[index].lowerBound))
        }
        start = max(start, boundaries[index].upperBound)
        index += 1
      }
      if start < stretch.range.upperBound {
        rest.append(.init(kind: stretch.kind, range: start..<stretch.range.upperBound))
      }
    }
    return rest
  }

  /// What the note's own words are, quoted history and boilerplate apart.
  static let ownWords: Set<Segment.Kind> = [
    .comment, .heading, .content, .attendance, .agenda, .greeting, .other,
  ]
}

extension Day {
  /// The day at a time, where the clock shows the time zone's time.
  init(_ date: Date, in timezone: TimeZone) {
    let seconds = date.timeIntervalSince1970 + Double(timezone.secondsFromGMT(for: date))
    let days = (seconds / 86_400).rounded(.down)
    // Beyond the years that a calendar date has, the nearest one.
    self = Day.epoch.adding(days: Int(max(-719_162, min(days, 2_932_896))))
  }

  private static var epoch: Day { Day(daysSince1970: 0) }
}
