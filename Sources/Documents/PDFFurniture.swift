/// Finds the headers, footers and page numbers of a document's pages.
enum PDFFurniture {
  /// The part of a page's height, at its top and at its bottom, in which furniture stands.
  private static let margin = 0.12

  /// The lines of all pages, with those marked that repeat in the margins, or number the page.
  static func mark(_ pages: [[PDFLine]]) -> [[PDFLine]] {
    var places = [Key: Int]()
    for page in pages {
      for key in Set(page.compactMap(Key.init)) { places[key, default: 0] += 1 }
    }
    // Headers may begin on the second page, or change with the chapter.
    let enough = max(2, pages.count / 3)
    return pages.map { page in
      page.map { line in
        guard let key = Key(line) else { return line }
        var line = line
        line.isFurniture = places[key, default: 0] >= enough || key.isPageNumber
        return line
      }
    }
  }

  /// What makes two lines in the margins the same: the margin, the height, the text without its numbers.
  private struct Key: Hashable {
    let isTop: Bool
    let place: Int
    let text: [UInt8]

    /// Nil for a line that does not stand in a margin.
    init?(_ line: PDFLine) {
      guard line.pageHeight > 0, line.text.count <= 200 else { return nil }
      let isTop = line.bottom <= line.pageHeight * margin
      guard isTop || line.top >= line.pageHeight * (1 - margin), line.bottom > 0 else { return nil }
      self.isTop = isTop
      place = Int((line.top / 6).rounded())
      var text = [UInt8]()
      for byte in line.text where !isDigit(byte) || text.last != UInt8(ascii: "#") {
        text.append(isDigit(byte) ? UInt8(ascii: "#") : lowercase(byte))
      }
      self.text = text
    }

    /// `3`, `- 3 -`, `3 (7)`, `3/7`, `Sida 3 av 7`, `Page 3 of 7`.
    var isPageNumber: Bool {
      let words = text.split { !isLetter($0) && $0 != UInt8(ascii: "#") }
      let numbers = words.count { $0.elementsEqual("#".utf8) }
      return (1...2).contains(numbers)
        && words.allSatisfy { word in Self.words.contains { word.elementsEqual($0.utf8) } }
        && text.allSatisfy { $0 < 0x80 || $0 == 0xE2 || $0 == 0x93 || $0 == 0x94 }
    }

    private static let words = ["#", "sida", "sid", "s", "av", "page", "of", "p"]
  }
}
