import Language

/// The words beside a date that tell whether it is the meeting's.
enum MeetingWords {
  private static let stems = [
    "möt", "träff", "besök", "sågs", "frukost", "dialog", "samtal", "samråd", "lunch", "workshop",
    "rundvandring",
    "rundtur", "öppet", "anteckning", "minnesanteckning", "intervju", "avstämning", "nätverk", "mingel",
    "seminari",
    "ringde", "ringt", "tfn", "telefon", "telsamtal", "pratade", "talade", "satt", "stämde", "bjöd",
    "arbetsplatsträff", "apt", "meeting", "met",
    "visit",
    "breakfast", "notes", "called", "spoke", "sat",
  ]

  /// In a note's first sentence these tell of the meeting too: `I går var jag hos Kvarnens Kafé.`
  private static let plain: Set<String> = [
    "var", "varit", "hade", "höll", "hölls", "deltog", "gästade", "kom", "samlades", "was", "had", "held",
    "hosted",
  ]

  /// Before a date, these make it another's: a deadline, a decision, the next meeting.
  private static let ofAnother: Set<String> = [
    "senast", "före", "innan", "till", "sedan", "sen", "from", "fr", "tom", "fom", "until", "since", "by",
    "before",
    "due", "nästa", "next", "kommande", "upcoming", "beslut", "beslutet", "besked", "beskedet", "beviljades",
    "beviljat",
    "inkom", "kom", "ansökte", "ansökan", "sökte", "sökt", "lämnade", "lämnades", "skickade", "skickades",
    "daterad",
    "daterat", "öppnar", "öppnade", "öppnas", "startar", "applied", "submitted", "granted", "received",
    "decision",
    "dated", "deadline", "inför", "lov", "lovet", "tillståndet", "gäller", "gällde",
  ]

  /// In the same sentence before a date, these make it one to come.
  private static let toCome: Set<String> = [
    "nästa", "next", "kommande", "återkommer", "återkomma", "återkopplar", "bokad", "bokat", "bokade",
    "planerat",
    "planeras", "planerad", "återträff", "uppföljningsmöte", "välkomna", "välkommen", "inbjudan", "ses",
    "träffas",
    "senast", "deadline", "upcoming",
  ]

  /// Whether a date belongs to something else than the meeting that the note is of.
  static func isOfAnother(_ date: Range<Int>, in range: Range<Int>, of text: UTF8Text) -> Bool {
    let before = text.words(
      in: scalarStart(max(range.lowerBound, date.lowerBound - 80), of: text)..<date.lowerBound)
    if before.suffix(2).contains(where: { word in
      // `den`, `on`: not the date's own words.
      ofAnother.contains(text.word(word))
    }) {
      return true
    }
    return before.contains { toCome.contains(text.word($0)) }
  }

  /// Whether a word for the meeting stands near a date: in a long sentence a date can be of something else.
  /// - Parameter isFirst: whether the sentence is the first, which tells of the meeting in plainer words too.
  static func stand(near date: Range<Int>, in sentence: Range<Int>, of text: UTF8Text, isFirst: Bool) -> Bool
  {
    let near = scalarStart(max(sentence.lowerBound, date.lowerBound - 80), of: text)
    let words =
      text.words(in: near..<date.lowerBound) + text.words(in: date.upperBound..<sentence.upperBound, limit: 6)
    return words.contains { word in
      isMeeting(word, in: text) || isFirst && plain.contains(text.word(word))
    } || isFirst && walked(words, in: text)
  }

  /// `Vi gick runt bland butikerna`, and not `Tillståndet gick ut`.
  private static func walked(_ words: [Range<Int>], in text: UTF8Text) -> Bool {
    zip(words, words.dropFirst()).contains { first, second in
      let pair = (text.word(first), text.word(second))
      return going.contains(pair.0) && pronouns.contains(pair.1)
        || pronouns.contains(pair.0) && going.contains(pair.1)
    }
  }

  private static let going: Set<String> = ["gick", "åkte", "promenerade", "walked", "went"]
  private static let pronouns: Set<String> = ["vi", "jag", "we", "i"]

  /// `möte`, `Mötet`, and compounds that end so: `företagsfrukost`, `Lantbrukarträff`.
  static func isMeeting(_ word: Range<Int>, in text: UTF8Text) -> Bool {
    guard word.count >= 3 else { return false }
    return stems.contains { stem in
      if stem.utf8.count < 4 {
        return text.word(word) == stem || (stem == "möt" && text.hasPrefix(stem, at: word.lowerBound))
      }
      return text.hasPrefix(stem, at: word.lowerBound)
    }
      || [
        "möte", "mötet", "träff", "träffen", "besök", "besöket", "frukost", "frukosten", "lunch", "dialog",
        "samtal",
      ]
      .contains { ending in
        ending.utf8.count < word.count
          && text.folded[word.upperBound - ending.utf8.count..<word.upperBound].elementsEqual(ending.utf8)
      }
  }

  /// Whether a sentence at a note's beginning speaks of having met: `I går var jag hos Kvarnens Kafé i Fyrislund.`
  static func tellOfMeeting(_ words: [Range<Int>], in text: UTF8Text) -> Bool {
    words.contains { isMeeting($0, in: text) }
      || words.contains { plain.contains(text.word($0)) } && words.contains { text.word($0) == "hos" }
  }

  private static func scalarStart(_ offset: Int, of text: UTF8Text) -> Int {
    var i = offset
    while i < text.bytes.count, text.bytes[i] & 0xC0 == 0x80 { i += 1 }
    return i
  }
}
