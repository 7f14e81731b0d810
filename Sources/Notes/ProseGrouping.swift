import Language

/// Groups the sentences of prose into points: 1 to 3 sentences that say one thing.
///
/// A sentence belongs to the one before it where it goes on about the same: it opens with a pronoun or a
/// connective (Det, Därför, Men, Sedan), answers a question, is too short to stand alone, lies within the same
/// quotation, or speaks of the same rare word. All others begin a point of their own.
struct ProseGrouping {
  /// A person reads this much as one point; in scalars.
  static let longest = 350
  static let mostSentences = 3

  let text: UTF8Text
  let offsets: ScalarOffsets

  /// Whether `sentence` goes on with the point of `group`, whose last sentence is `last`.
  func joins(_ sentence: Range<Int>, to group: Range<Int>, last: Range<Int>, sentences: Int) -> Bool {
    guard sentences < Self.mostSentences,
      offsets.scalars(group.lowerBound..<sentence.upperBound).count <= Self.longest,
      !isSpeaker(sentence)
    else { return false }
    if isOpen(group) { return true }
    if let mark = text.lastScalar(of: last), text.bytes[mark] == 0x3A || text.bytes[mark] == 0x3F {
      return true
    }
    let words = text.words(in: sentence, limit: 60)
    if isFragment(words) || (sentences == 1 && text.words(in: group, limit: 3).count <= 2) { return true }
    if opensAsContinuation(words, of: sentence) { return true }
    return sharesRareWord(words, with: last)
  }

  /// Words before a colon that carry the point on, where another word would be a speaker's: `Förslag: …`
  private static let labels: Set<String> = [
    "förslag", "exempel", "resultat", "resultatet", "svar", "lösning", "orsak", "anledning", "slutsats",
    "kommentar",
    "önskemål", "följd", "suggestion", "example", "result", "reason", "answer",
  ]

  private func isSpeaker(_ sentence: Range<Int>) -> Bool {
    guard text.speakerLength(in: sentence) != nil, let first = text.firstWord(in: sentence) else {
      return false
    }
    return !Self.labels.contains(text.word(first))
  }

  private static let verbs: Set<String> = [
    "är", "var", "gick", "går", "tog", "tar", "blev", "blir", "har", "hade", "fick", "får", "finns", "fanns",
    "kom",
    "kommer", "svarar", "svarade", "fungerar", "fungerade", "saknas", "saknades", "krävs", "krävdes",
    "dröjer", "dröjde",
    "is", "was", "are", "were", "has", "had", "works", "worked", "took", "takes", "failed",
  ]

  /// Up to three words without a verb of their own: `Helt orimligt!`
  private func isFragment(_ words: [Range<Int>]) -> Bool {
    words.count <= 2 || (words.count == 3 && !words.contains { Self.verbs.contains(text.word($0)) })
  }

  /// Whether a quotation or bracket of the group has not closed.
  private func isOpen(_ group: Range<Int>) -> Bool {
    var brackets = 0
    var straight = 0
    var curly = 0
    var i = group.lowerBound
    while i < group.upperBound {
      switch text.bytes[i] {
      case UInt8(ascii: "("): brackets += 1
      case UInt8(ascii: ")"): brackets -= 1
      case UInt8(ascii: "\""): straight += 1
      case 0xE2 where text.hasPrefix("\u{201C}", at: i) || text.hasPrefix("\u{201D}", at: i): curly += 1
      default: break
      }
      i = text.next(i)
    }
    return brackets > 0 || straight % 2 == 1 || curly % 2 == 1
  }

  // MARK: Openings

  private static let openings: Set<String> = [
    "det", "detta", "den", "denna", "de", "dessa", "dom", "därför", "men", "då", "sen", "sedan", "så", "han",
    "hon",
    "hen", "och", "eller", "där", "ändå", "däremot", "istället", "därefter", "därmed", "efteråt", "fast",
    "vilket",
    "annars", "alltså", "dock", "fortfarande", "därpå", "dit", "hans", "hennes", "deras", "dess", "själva",
    "sådant",
    "samma", "tvärtom", "däri", "tyvärr", "slutligen", "först", "gärna", "helst", "särskilt", "speciellt",
    "exempelvis",
    "man", "it", "this", "that", "they", "these", "those", "but",
    "so",
    "then", "therefore", "however", "and", "he", "she", "instead", "still", "yet", "which", "otherwise",
    "afterwards",
    "finally", "his", "her", "their", "its", "especially", "preferably", "only",
  ]

  private static let openingPairs: Set<String> = [
    "i stället", "till slut", "efter det", "trots det", "trots detta", "på så", "av den", "ingen av",
    "inget av",
    "för att", "as a", "in the", "after that", "for that", "because of", "på grund", "följden blev",
    "resultatet blev", "orsaken är", "orsaken var", "skälet är", "skälet var",
  ]

  private static let praising: Set<String> = [
    "uppskattar", "uppskattade", "berömmer", "berömde", "gillar", "gillade", "tackar", "tackade",
    "appreciate",
    "appreciates", "appreciated", "liked", "praised",
  ]
  private static let wishing: Set<String> = [
    "vill", "önskar", "önskade", "tycker", "tyckte", "efterlyser", "efterlyste", "anser", "ansåg", "upplever",
    "upplevde",
    "saknar", "saknade", "föreslår", "föreslog", "borde", "är", "var",
  ]

  /// Verbs behind a `det` that points forward, not back: `Det finns …` begins something new.
  private static let presenting: Set<String> = [
    "finns", "fanns", "behövs", "behövdes", "saknas", "saknades", "krävs", "krävdes", "kommer", "kom",
    "råder",
  ]
  /// Verbs of a `det` that points forward where `att` follows: `Det är svårt att …`
  private static let impersonal: Set<String> = [
    "är", "var", "känns", "kändes", "vore", "går", "gick", "blir", "blev", "is", "was", "would",
  ]

  private func opensAsContinuation(_ words: [Range<Int>], of sentence: Range<Int>) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    // `Det går inte att planera då.` looks back with its last word.
    if ["då", "därför", "detta", "then"].contains(text.word(last)), words.count < 15 { return true }
    let opening = text.word(first)
    let second = words.count > 1 ? text.word(words[1]) : ""
    if Self.openingPairs.contains("\(opening) \(second)") { return true }
    guard Self.openings.contains(opening) || Self.labels.contains(opening) else { return false }
    // `De uppskattar …` turns from what was bad to what was good.
    if Self.praising.contains(second) { return false }
    // `Man vill ha …` wishes for something new; `Man hamnar i kö` tells more of the same.
    if opening == "man" { return !Self.wishing.contains(second) }
    if opening == "det" || opening == "it" {
      if Self.presenting.contains(second) { return false }
      if Self.impersonal.contains(second) {
        // Up to the first mark: an `att` in a later clause says nothing about this `det`.
        return !words.dropFirst(2).prefix(8).contains { ["att", "to"].contains(text.word($0)) }
      }
    }
    // `Den nya e-tjänsten …`, `De flesta …` name their subject anew.
    if ["den", "de", "det"].contains(opening) { return !Self.namesAnew(second) }
    return true
  }

  private static func namesAnew(_ word: String) -> Bool {
    [
      "nya", "flesta", "andra", "som", "stora", "lilla", "små", "största", "enda", "bästa", "digitala",
      "tekniska",
      "personliga", "långa", "korta", "första", "sista", "viktigaste",
    ].contains(word)
  }

  // MARK: Rare words

  private static let common: Set<String> = [
    "kommunen", "kommunens", "företagen", "företaget", "företagare", "företagarna", "verksamhet", "uppsala",
    "egentligen", "naturligtvis", "förhoppningsvis", "handläggare", "handläggaren", "municipality",
    "companies",
    "business", "businesses", "någonting", "ytterligare", "fortfarande",
  ]

  /// Whether both sentences speak of the same long word: its first eight letters tell, whatever its ending.
  private func sharesRareWord(_ words: [Range<Int>], with last: Range<Int>) -> Bool {
    let rare = words.filter { isRare($0) }.map { text.word($0.lowerBound..<$0.lowerBound + 8) }
    guard !rare.isEmpty else { return false }
    return text.words(in: last, limit: 60).contains {
      isRare($0) && rare.contains(text.word($0.lowerBound..<$0.lowerBound + 8))
    }
  }

  private func isRare(_ word: Range<Int>) -> Bool {
    word.count >= 9 && !Self.common.contains(text.word(word))
      && text.bytes[word.lowerBound + 8] & 0xC0 != 0x80
  }
}
