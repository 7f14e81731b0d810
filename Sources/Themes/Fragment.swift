import Language

/// Tells a fragment, such as `14 veckor. Orimligt.` below the heading `Handläggningstider`, from a passage that says
/// by itself what it is about. Only a fragment is read together with its heading.
enum Fragment {
  /// A fragment has at most so many words.
  static let longest = 7

  /// Whether a passage has no subject of its own: a few words, and none of them a finite verb.
  static func isFragment(_ words: [Word], of text: FoldedText) -> Bool {
    guard words.count <= longest, words.contains(where: { $0.kind != .mark }) else { return false }
    return !text.characters.withUnsafeBufferPointer { characters in
      words.contains { word in
        guard word.kind == .letters else { return false }
        let letters = UnsafeBufferPointer(rebasing: characters[word.range])
        return FunctionWords.verbs.contains(letters) || endsLikePastTense(letters)
      }
    }
  }

  /// Whether a word ends in -ade or -ades, as the past tense of most verbs does.
  private static func endsLikePastTense(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    var letters = word[...]
    if letters.last == UInt8(ascii: "s") { letters = letters.dropLast() }
    return letters.count > 4 && letters.suffix(3).elementsEqual("ade".utf8)
  }
}
