/// Tells Swedish from English by the words that every text has.
package enum LanguageGuess {
  /// Whether a text is English. Swedish where nothing tells.
  package static func isEnglish(_ text: FoldedText, words: [Word]) -> Bool {
    var english = 0
    var swedish = 0
    for word in words.prefix(tellingWords) where word.kind == .letters {
      text.characters.withUnsafeBufferPointer { characters in
        let letters = UnsafeBufferPointer(rebasing: characters[word.range])
        if Self.english.contains(letters) { english += 2 }
        if Self.swedish.contains(letters) { swedish += 2 }
        // å, ä and ö; and letter pairs that Swedish words do not have.
        var (isSwedish, isForeign) = (false, false)
        var previous: UInt8 = 0
        for letter in letters {
          switch letter {
          case 0xE5, 0xE4, 0xF6: isSwedish = true
          case UInt8(ascii: "w"): isForeign = true
          case UInt8(ascii: "h") where previous == UInt8(ascii: "t"): english += 1
          default: break
          }
          previous = letter
        }
        if isSwedish { swedish += 3 }
        if isForeign { english += 1 }
      }
    }
    return english > swedish
  }

  /// What comes after so many words tells nothing new.
  private static let tellingWords = 400

  /// The first 400 words stand within so many bytes of a text.
  private static let tellingBytes = 8 * 1024

  /// Whether some stretches of a text are English: their first words tell.
  package static func isEnglish(_ stretches: [Range<Int>], of text: UTF8Text) -> Bool {
    var bytes = [UInt8]()
    bytes.reserveCapacity(tellingBytes)
    for stretch in stretches where bytes.count < tellingBytes {
      bytes += text.bytes[stretch].prefix(tellingBytes - bytes.count)
      bytes.append(UInt8(ascii: " "))
    }
    let folded = FoldedText(String(decoding: bytes, as: UTF8.self))
    return isEnglish(folded, words: folded.words)
  }

  private static let english = WordSet(
    """
    the and of to is was were are be been it its they them their we our us you your he she his her this that these
    those with from for on at as by not no but or if when what which who how why would could should will can may
    have has had do does did an about into after before than then there here one two more most only just also very
    """)

  private static let swedish = WordSet(
    """
    och att det som en av till den med inte om ett har de vi var hade kan ska skulle jag sig sin sitt sina man oss
    vid ut upp efter mellan under utan eller bara mot ingen inget alla mycket mer blir blev vara bli nu hos
    ni er ert era du hon han dem deras vad hur vem vilka denna detta dessa varje sedan innan vill ur samt
    """)
}
