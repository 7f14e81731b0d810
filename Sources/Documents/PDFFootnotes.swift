/// The numbers of footnotes: raised in the text, they would stick to the words before them.
enum PDFFootnotes {
  /// Takes the number away from the notes themselves, where the text refers to it: "1Gäller …" becomes "Gäller …".
  static func strip(_ pages: [[PDFLine]]) -> [[PDFLine]] {
    let marks = Set(pages.joined().flatMap(\.marks))
    guard !marks.isEmpty else { return pages }
    return pages.map { page in
      page.map { line in
        let digits = line.text.prefix(3).prefix(while: isDigit)
        guard let mark = number(digits, atMost: 999), marks.contains(mark) else { return line }
        let rest = line.text.dropFirst(digits.count)
        // A number in a sentence is followed by a space.
        guard let next = rest.first, next >= 0x41 && next <= 0x5A || next == 0xC3 else { return line }
        var line = line
        line.text = Array(rest)
        return line
      }
    }
  }
}
