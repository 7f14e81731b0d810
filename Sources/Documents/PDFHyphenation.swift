/// Whether a word that ends a line with a hyphen was broken there, or has the hyphen within it.
///
/// What else the document says decides; then what Swedish does: a hyphen stays after abbreviations (NKI-värdet), after
/// a single letter (e-tjänst), after figures, and after names (Uppsala-baserad).
struct PDFHyphenation {
  enum Joint { case broken, kept }

  private static let wordLimit = 200_000

  /// The words of the document, in lower case, hyphens within them kept.
  private var words = Set<[UInt8]>()

  init(_ lines: some Sequence<PDFLine>) {
    for line in lines {
      for word in line.text.split(whereSeparator: { $0 <= 0x20 }) where words.count < Self.wordLimit {
        let core = Self.core(word)
        // A word at the end of a line that ends in a hyphen is half a word.
        if core.count > 1, word.last != UInt8(ascii: "-") { words.insert(core) }
      }
    }
  }

  /// Nil where the hyphen is none of the two: before "och" it stands for what both words share.
  func joint(_ above: [UInt8], _ below: [UInt8]) -> Joint? {
    let isSoft = above.suffix(2).elementsEqual([0xC2, 0xAD])
    let isHyphen = above.suffix(3).elementsEqual([0xE2, 0x80, 0x90])
    guard isSoft || isHyphen || above.last == UInt8(ascii: "-") else { return nil }
    let before = above.dropLast(isSoft ? 2 : isHyphen ? 3 : 1)
    let first = before.suffix(60).split(whereSeparator: { $0 <= 0x20 || $0 == UInt8(ascii: "-") }).last ?? []
    let second = below.prefix(60).prefix { $0 > 0x20 }
    guard let last = before.last, isLetter(last) || last >= 0x80 || isDigit(last), let next = second.first,
      isLetter(next) || next >= 0x80 || isDigit(next)
    else { return nil }
    if isSoft { return .broken }
    // A capital begins a name of its own: "Malmö-" and "Göteborg".
    guard next >= UInt8(ascii: "a") || Self.isSwedishLower(second) else { return .kept }
    if ["och", "eller", "samt", "respektive", "and", "or"].contains(where: { second.elementsEqual($0.utf8) })
    {
      return nil
    }
    let letters = first.drop { !isLetter($0) && $0 < 0x80 }
    if letters.contains(where: isDigit) || isDigit(next) { return .kept }
    let head = Self.core(first)
    let tail = Self.core(second)
    if words.contains(head + tail) { return .broken }
    if words.contains(head + [UInt8(ascii: "-")] + tail) { return .kept }
    if Self.characters(letters) == 1 || letters.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }) { return .kept }
    // A name that is a word by itself elsewhere; one that begins a sentence may be any word.
    let isCapital = letters.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false
    let sentence = before.dropLast(first.count).last { $0 > 0x20 }
    let isWithin = sentence.map { isLetter($0) || $0 >= 0x80 || $0 == UInt8(ascii: ",") } ?? false
    return isCapital && isWithin && words.contains(head) ? .kept : .broken
  }

  private static func isSwedishLower(_ word: ArraySlice<UInt8>) -> Bool {
    word.first == 0xC3 && word.dropFirst().first.map { $0 >= 0x9F } ?? false
  }

  private static func characters(_ text: ArraySlice<UInt8>) -> Int { text.count { $0 & 0xC0 != 0x80 } }

  /// In lower case (å, ä and ö too), without signs at its ends.
  private static func core(_ word: ArraySlice<UInt8>) -> [UInt8] {
    func isSign(_ byte: UInt8) -> Bool { !isLetter(byte) && !isDigit(byte) && byte < 0x80 }
    var word = word.drop(while: isSign)
    while let last = word.last, isSign(last) { word.removeLast() }
    var folded = [UInt8]()
    for byte in word {
      let isUpper = folded.last == 0xC3 && byte >= 0x80 && byte <= 0x9E && byte != 0x97
      folded.append(isUpper ? byte + 0x20 : lowercase(byte))
    }
    return folded
  }
}
