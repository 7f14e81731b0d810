/// The language of a text, as far as this service knows languages.
package enum TextLanguage: Hashable, Sendable {
  case swedish, english

  private static let swedishWords: Set<String> = [
    "och", "att", "det", "som", "en", "ett", "på", "är", "av", "för", "med", "till", "den", "har", "de",
    "inte", "om",
    "ska", "vi", "kan", "var", "men", "från", "så", "vid", "eller", "när", "nu", "också", "efter", "än",
    "hos", "mot",
    "blir", "blev", "hade", "jag", "man", "sig", "där", "vad", "alla", "mycket", "bara", "inga", "ingen",
    "hur",
    "oss", "skulle", "utan", "finns", "fick", "får", "tog", "tar", "vill", "mer", "mellan", "sin", "sitt",
    "sina",
    "kommunen", "möte", "företag", "bygglov",
  ]
  private static let englishWords: Set<String> = [
    "the", "and", "of", "to", "is", "was", "that", "it", "for", "with", "as", "are", "on", "be", "at", "by",
    "this",
    "have", "from", "or", "had", "not", "but", "what", "were", "we", "when", "there", "which", "their",
    "they", "you",
    "would", "could", "should", "our", "has", "been", "will", "more", "if", "who", "its", "about", "than",
    "them",
    "municipality", "permit", "meeting", "an", "no", "us", "how", "because",
  ]
  /// Words looked at; the rest of a long text is in the same language.
  private static let sampled = 5_000

  /// Guesses by the words that hold sentences together, and by å, ä and ö. Swedish where in doubt.
  package init(of text: UTF8Text, in ranges: [Range<Int>]) {
    var swedish = 0
    var english = 0
    var left = Self.sampled
    for range in ranges where left > 0 {
      for word in text.words(in: range, limit: left) {
        left -= 1
        guard word.count <= 16 else { continue }
        let folded = text.word(word)
        if Self.swedishWords.contains(folded) {
          swedish += 2
        } else if Self.englishWords.contains(folded) {
          english += 2
        } else if text.folded[word].contains(0xC3) {
          // Names of places and people have these letters in English texts too: they weigh half.
          swedish += 1
        }
      }
    }
    self = english > swedish && english >= 4 ? .english : .swedish
  }
}
