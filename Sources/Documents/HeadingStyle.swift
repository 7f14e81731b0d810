/// Styles of headings, by the names that word processors give them in English and in Swedish.
enum HeadingStyle {
  /// The level of the heading that a style of this name makes, from 1; nil for any other style.
  static func level(named name: some Collection<UInt8>) -> Int? {
    let folded = name.map(lowercase).filter {
      $0 != 0x20 && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-")
    }
    // Word's "Title" is called "Rubrik" in Swedish; Google Docs and LibreOffice say "Title".
    if folded.elementsEqual("title".utf8) || folded.elementsEqual("rubrik".utf8) { return 1 }
    for word in ["heading", "rubrik", "berschrift", "overskrift"] {
      guard let place = find(Array(word.utf8), in: folded[...]), place <= 2 else { continue }
      let rest = folded[(place + word.utf8.count)...]
      // "Rubrik 2", but not "Rubrik 2 numrerad lista" nor "Heading text".
      guard let level = number(rest, atMost: 9), level > 0,
        !rest.drop(while: isDigit).contains(where: isLetter)
      else { continue }
      return level
    }
    return nil
  }
}
