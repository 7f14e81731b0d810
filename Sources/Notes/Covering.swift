import Feedback
import Language

/// Tells a covering text (`Här kommer anteckningarna från i går`) from a note.
enum Covering {
  /// A covering text is short; what is longer says something itself.
  private static let mostWords = 60
  /// So few words beside an attachment cover it, whatever they say.
  private static let fewWords = 8

  private static let cues = [
    "bifog", "bilag", "här kommer", "här är", "här har", "se nedan", "anteckningar", "anteckningen",
    "protokoll",
    "skickar", "sänder", "översänd", "vidarebefordr", "för kännedom", "fyi", "attached", "enclosed",
    "please find",
    "kan ni lägga in", "kan du lägga in", "kan ni registrera", "mejl från", "mail från", "here are",
    "here is", "the notes", "forward", "dokumentet", "i filen", "minnesant", "kommer från mötet",
  ]

  /// Cues that point at a file and at nothing else.
  private static let pointing = [
    "bifog", "bilag", "här är anteckning", "här kommer anteckning", "se dokument", "i filen", "attached",
    "enclosed",
    "please find", "here are the notes", "here are my notes",
  ]
  /// A sentence of more words tells something itself, and so do more words in sentences that point at nothing.
  private static let mostPointing = 20
  private static let mostBeside = 6

  /// Whether a short text only says that something is attached.
  static func onlyPoints(_ section: Section, of part: TakenPart) -> Bool {
    let text = part.text
    var points = false
    var others = 0
    for passage in section.passages {
      for sentence in text.sentences(in: passage.range) {
        let words = text.words(in: sentence, limit: mostPointing + 1).count
        if words <= mostPointing,
          sentence.contains(where: { i in pointing.contains { text.hasPrefix($0, at: i) } })
        {
          points = true
        } else {
          others += words
          if others > mostBeside { return false }
        }
      }
    }
    return points
  }

  /// - Parameter attached: the bytes of content of what is attached.
  static func covers(_ section: Section, of part: TakenPart, beside attached: Int) -> Bool {
    let text = part.text
    var words = 0
    for passage in section.passages {
      words += text.words(in: passage.range, limit: mostWords + 1).count
      if words > mostWords { return false }
    }
    // A note in the mail itself, beside another, is about as long or has its own day and people.
    let hasFacts =
      section.stretches.contains { $0.kind == .attendance || $0.kind == .heading }
      || !text.labelledLines(in: section.stretches.map(\.range)).isEmpty
    if !hasFacts, part.contentSize * 3 <= attached * 2, words <= mostWords / 2 { return true }
    return words <= fewWords
      || section.passages.contains { passage in
        passage.range.contains { i in cues.contains { text.hasPrefix($0, at: i) } }
      }
  }
}

/// Recognises the same text in two parts, in whatever wrapping: a note in the mail and again beside it, or as
/// docx and as pdf.
struct SameText {
  private let words: [UInt8]
  private let passages: Set<[UInt8]>

  init(_ section: Section, of part: TakenPart) {
    var all = [UInt8]()
    var passages = Set<[UInt8]>()
    for passage in section.passages {
      let letters = Self.letters(passage.range, of: part.text)
      all += letters
      passages.insert(letters)
    }
    words = all
    self.passages = passages
  }

  /// The bytes of letters and digits, in lower case.
  private static func letters(_ range: Range<Int>, of text: UTF8Text) -> [UInt8] {
    text.folded[range].filter { $0 >= 0x80 || ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x7A) }
  }

  var length: Int { words.count }

  /// Whether most of the smaller text stands in the other.
  func isSame(as other: SameText) -> Bool {
    if words == other.words { return true }
    let (small, large) = length <= other.length ? (self, other) : (other, self)
    guard small.passages.count > 1 || large.passages.count == 1 else { return false }
    let shared = small.passages.reduce(0) { $0 + (large.passages.contains($1) ? 1 : 0) }
    return shared * 10 >= small.passages.count * 8
  }
}
