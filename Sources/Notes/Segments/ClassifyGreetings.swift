import Feedback

/// The lines that open a letter: `Hej!`, `Hej Anna och Bo,`, `God morgon alla`.
extension LayerClassifier {
  mutating func markGreetings() {
    var isFirst = true
    for index in lines.indices where kinds[index] == nil {
      defer { isFirst = false }
      guard shapes[index].length <= 70, !isItem(index), block(index) != .heading, !isWrapped(index) else {
        continue
      }
      if opensParagraph(index) || isFirst || isAfterBanner(index), isGreeting(index) {
        kinds[index] = .greeting
      } else if isMail, isFirst, isAddressed(index) {
        kinds[index] = .greeting
      } else if isMail, index > 0, kinds[index - 1] == .greeting,
        isPleasantry(from: body(index).lowerBound, index)
      {
        kinds[index] = .greeting
      }
    }
  }

  private func isAfterBanner(_ index: Int) -> Bool {
    index > 0 && (kinds[index - 1] == .banner || kinds[index - 1] == .other)
  }

  private func isGreeting(_ index: Int) -> Bool {
    let body = body(index)
    let folded = text.folded
    guard var place = Greetings.table.match(in: folded, at: body.lowerBound, before: body.upperBound)?.end
    else { return false }
    // `Bästa Anna` and `Kära vän` are greetings, `Bästa sättet` is none: only names and company may follow.
    var words = 0
    var ended = false
    var isNamed = false
    while place < body.upperBound {
      let byte = folded[place]
      if byte == 0xE2 || byte >= 0xF0 {
        place += byte == 0xE2 ? 3 : 4
        continue
      }
      guard isWordByte(byte) else {
        if byte == 0x3F { return false }
        // What follows a full stop is another sentence: `Hej! Återkopplar.`
        if byte == Ascii.period || byte == 0x21 { ended = true }
        place += 1
        continue
      }
      if isMail, isPleasantry(from: place, index) { return true }
      guard !isDigit(byte), !ended else { return false }
      words += 1
      if let company = Greetings.company.match(in: folded, at: place, before: body.upperBound) {
        place = company.end
      } else if LineShape.isUpper(text, place) {
        isNamed = true
        while place < body.upperBound, isWordByte(folded[place]) { place += 1 }
      } else if isMail, shapes[index].words <= (isNamed ? 7 : 4), endsAsAddress(index) {
        // `Hej Uppsala möts,`, `Hej alla på Uppsala möts!`
        while place < body.upperBound, isWordByte(folded[place]) { place += 1 }
      } else {
        return false
      }
      if words > 8 { return false }
    }
    return true
  }

  private func endsAsAddress(_ index: Int) -> Bool {
    let last = text.folded[content(index).upperBound - 1]
    return (last == Ascii.comma || last == 0x21) && (index + 1 >= lines.count || opensParagraph(index + 1))
  }

  /// `Hoppas allt är bra!` after a greeting, and no more.
  private func isPleasantry(from place: Int, _ index: Int) -> Bool {
    let body = body(index)
    guard Greetings.pleasantries.matches(in: text.folded, at: place, before: body.upperBound),
      shapes[index].words <= 14
    else { return false }
    // One sentence.
    return !text.folded[place..<body.upperBound].dropLast().contains { $0 == Ascii.period || $0 == 0x21 }
  }

  /// `Anna,` on the first line.
  private func isAddressed(_ index: Int) -> Bool {
    let shape = shapes[index]
    guard (1...3).contains(Int(shape.upperWords)), shape.lowerWords == 0, shape.digits == 0,
      index + 1 < lines.count
    else {
      return false
    }
    let last = text.folded[content(index).upperBound - 1]
    return shape.has(.beginsUpper) && (last == Ascii.comma || last == 0x21) && opensParagraph(index + 1)
  }
}
