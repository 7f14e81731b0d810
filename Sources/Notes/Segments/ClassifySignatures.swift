import Feedback

/// Signatures: from a closing or a delimiter on, or a block of name, title and addresses at the end.
extension LayerClassifier {
  /// Lines that a signature may have; more are another text.
  private static let longest = 30
  /// Words of running text after a closing that make it a note that goes on, and no slogan.
  private static let goingOn = 25

  mutating func markSignatures() {
    let running = runningWords()
    var index = 0
    while index < lines.count {
      guard kinds[index] == nil, isDelimiter(index) || isClosing(index) else {
        index += 1
        continue
      }
      kinds[index] = .signature
      markOffer(above: index)
      let first = index
      index += 1
      while index < lines.count, !resumes(index, after: first, running) {
        if kinds[index] == nil || kinds[index] == .other { kinds[index] = .signature }
        index += 1
      }
    }
    markClosingBlock()
    if isMail { markNameBelow() }
  }

  /// The line above a closing that only offers an answer, where the letter says something besides.
  private mutating func markOffer(above index: Int) {
    let offer = index - 1
    guard isMail, offer > 0, kinds[offer] == nil, shapes[offer].words <= 16, opensParagraph(offer),
      begins(offer, with: ClosingOffers.table), kinds[..<offer].contains(nil), !shapes[offer].has(.endsColon)
    else { return }
    kinds[offer] = .signature
  }

  /// For each line, the words of running text and items from it to the end.
  private func runningWords() -> [Int] {
    var words = [Int](repeating: 0, count: lines.count + 1)
    for index in lines.indices.reversed() {
      let counts = kinds[index] == nil && (isProse(index) || isItem(index) && shapes[index].words >= 3)
      words[index] = words[index + 1] + (counts ? Int(shapes[index].words) : 0)
    }
    return words
  }

  /// `-- ` (RFC 3676, section 4.3), also where the blank was lost.
  private func isDelimiter(_ index: Int) -> Bool {
    let content = content(index)
    return isMail && content.count == 2 && text.folded[content].elementsEqual([Ascii.hyphen, Ascii.hyphen])
  }

  private func isClosing(_ index: Int) -> Bool {
    let shape = shapes[index]
    guard shape.length <= 110, !isItem(index), !isWrapped(index), block(index) != .heading else {
      return false
    }
    let content = content(index)
    let folded = text.folded
    if folded[content.lowerBound] == Ascii.slash {
      var place = content.lowerBound
      while place < content.upperBound, folded[place] == Ascii.slash || isBlankByte(folded[place]) {
        place += 1
      }
      return place < content.upperBound && isLetter(folded[place]) && shape.words <= 4 && shape.length <= 40
        && !shape.has(.endsSentence) && !shape.has(.sentenceWord) && isLetterOrLastLine(index)
    }
    if shape.words <= 5, index + 1 < lines.count, isName(index + 1, upTo: 3) || isSigned(index + 1),
      let closing = Closings.beforeName.match(in: folded, at: content.lowerBound, before: content.upperBound),
      !folded[closing.end..<content.upperBound].contains(where: isWordByte)
    {
      return true
    }
    guard let closing = Closings.table.match(in: folded, at: content.lowerBound, before: content.upperBound)
    else {
      return false
    }
    return isSignedAfter(closing.end, of: index)
  }

  /// A line that a letter ends with: `/Karin`, `Mvh Karin`, or a line already known to be a signature.
  private func isSigned(_ index: Int) -> Bool {
    if kinds[index] == .signature { return true }
    let content = content(index)
    return text.folded[content.lowerBound] == Ascii.slash && shapes[index].words <= 4
      || Closings.table.matches(in: text.folded, at: content.lowerBound, before: content.upperBound)
  }

  private func isLetterOrLastLine(_ index: Int) -> Bool { isMail || index >= lines.count - 3 }

  /// Whether what stands after the closing words is nothing, marks, or a name.
  private func isSignedAfter(_ start: Int, of index: Int) -> Bool {
    let content = content(index)
    var place = start
    var marked = false
    while place < content.upperBound {
      let byte = text.folded[place]
      guard isBlankByte(byte) || !isWordByte(byte) && byte < 0x80 || byte == 0xE2 || byte >= 0xF0 else {
        break
      }
      if byte == Ascii.colon { return false }
      if !isBlankByte(byte) { marked = true }
      place += byte >= 0xF0 ? 4 : byte == 0xE2 ? 3 : 1
    }
    guard place < content.upperBound else {
      // `Vänligen` alone needs a name below.
      let ambiguous = Closings.ambiguous.matches(
        in: text.folded, at: content.lowerBound, before: content.upperBound)
      return !ambiguous || index + 1 < lines.count && (isName(index + 1) || marked)
    }
    guard !shapes[index].has(.sentenceWord) || shapes[index].words <= 4 else { return false }
    let ambiguous = Closings.ambiguous.match(
      in: text.folded, at: content.lowerBound, before: content.upperBound)
    if ambiguous != nil, ambiguous?.end == start, !LineShape.isUpper(text, place) { return false }
    let joined = Closings.joining.match(in: text.folded, at: place, before: content.upperBound)
    if let joined {
      var next = joined.end
      while next < content.upperBound, isBlankByte(text.folded[next]) { next += 1 }
      return next == content.upperBound
        || shapes[index].words <= 7 && !shapes[index].has(.sentenceWord) && !shapes[index].has(.endsSentence)
        || LineShape.isUpper(text, next) && shapes[index].words <= 8
          && !shapes[index].has(.endsSentence)
    }
    if LineShape.isUpper(text, place) { return shapes[index].words <= 14 && !isProse(index) }
    return shapes[index].words <= 3 && !shapes[index].has(.sentenceWord)
  }

  /// Whether the note goes on at a line after a closing.
  private func resumes(_ index: Int, after first: Int, _ running: [Int]) -> Bool {
    if index - first > Self.longest { return true }
    switch kinds[index] {
    case .disclaimer, .banner, .other, .signature: return false
    case .attendance, .agenda: return true
    default: break
    }
    let shape = shapes[index]
    if begins(index, with: Postscripts.table), shape.words >= 3 { return true }
    if shape.has(.markdownHeading) || block(index) == .heading { return true }
    if begins(index, with: SignatureSlogans.table) { return false }
    let rest = running[index]
    if isItem(index), shape.words >= 3, !shape.isContact { return rest >= 8 }
    if isProse(index) { return rest >= Self.goingOn }
    // A heading or lead-in of what goes on below.
    if shape.words >= 1, !shape.isContact, index + 1 < lines.count, rest >= Self.goingOn {
      let next = index + 1
      let below =
        kinds[next] == nil && (isItem(next) && shapes[next].words >= 3 || isProse(next))
        && !shapes[next].isContact
      if shape.has(.endsColon) || begins(index, with: TitleWords.table) { return true }
      if isItem(next) && below && opensParagraph(index) { return true }
      if below && !opensParagraph(next) && opensParagraph(index) && !isName(index) && index > first + 1 {
        return true
      }
    }
    return false
  }

  /// A block of name, title, organisation and addresses at the end, without a closing above.
  mutating func markClosingBlock() {
    guard var end = lastUnnamed() else { return }
    let last = end
    // `Jag arbetar deltid …` below the block.
    while isMail, end > 1, last - end < 4, kinds[end] == nil, !isItem(end),
      begins(end, with: SignatureSlogans.table), !isBlockLine(end)
    {
      end -= 1
    }
    guard shapes[end].words <= 14 || shapes[end].isContact else { return }
    var first = end
    var contacts = 0
    var roles = 0
    var start: Int?
    while first >= 0, end - first < 14, kinds[first] == .other || kinds[first] == nil && isBlockLine(first) {
      guard kinds[first] == nil else {
        first -= 1
        continue
      }
      let title = holdsSignatureWord(first)
      if shapes[first].isContact { contacts += 1 }
      if title { roles += 1 }
      let signed = contacts > 0 || roles > 0
      if isName(first), shapes[first].upperWords >= 1, first < end, signed, !title || contacts > 0 {
        start = first
      } else if isMail, title, isPersonWithCompany(first), first > 0,
        first < end || shapes[first].isContact || opensParagraph(first) || kinds[first - 1] == .other
      {
        start = first
      }
      first -= 1
    }
    if let start, start > 0 || !isMail || contacts > 0, contacts + roles >= 1, contacts > 0 || isMail {
      guard
        start == 0 || opensParagraph(start) || shapes[start - 1].has(.endsSentence) || contacts > 0
          || kinds[start - 1] == .other
      else { return }
      for index in start...last where kinds[index] == nil || shapes[index].has(.rule) {
        kinds[index] = .signature
      }
    } else if isMail, contacts > 0, end > 0 {
      markAddresses(to: end)
    }
  }

  /// Addresses alone, in paragraphs of their own, without a name.
  private mutating func markAddresses(to end: Int) {
    var last = end
    var first: Int?
    while last > 0, end - last < 14, kinds[last] == nil, isBlockLine(last),
      shapes[last].isContact || holdsSignatureWord(last)
    {
      if opensParagraph(last) { first = last }
      last -= 1
    }
    guard let first else { return }
    for index in first...end where kinds[index] == nil { kinds[index] = .signature }
  }

  /// A line as such blocks have them: short, no item, no sentence.
  private func isBlockLine(_ index: Int) -> Bool {
    let shape = shapes[index]
    if begins(index, with: SignatureSlogans.table), shape.isContact || shape.digits >= 5 { return true }
    // A sentence that names a number to call is the note's.
    if shape.has(.endsSentence) || shape.has(.sentenceWord), shape.words >= 5,
      shape.lowerWords > shape.upperWords
    {
      return false
    }
    let isWide = shape.isContact && !shape.has(.sentenceWord) && shape.length <= 220
    return (shape.length <= 90 || isWide) && !isItem(index) && !isProse(index) && !shape.has(.endsColon)
      && !(shape.has(.endsSentence) && !shape.isContact) && !(shape.has(.sentenceWord) && !shape.isContact)
      && block(index) != .heading
      && (isMail || block(index) != .tableRow) && !(shape.has(.markdownHeading))
  }

  /// Whether a title or an organisation is named.
  private func holdsSignatureWord(_ index: Int) -> Bool {
    let content = content(index).prefix(120)
    for word in text.folded[content].split(whereSeparator: { !isWordByte($0) }) {
      if SignatureWords.words.contains(where: { word.elementsEqual($0.utf8) }) { return true }
      if SignatureWords.endings.contains(where: { ends(word, with: $0) }) { return true }
    }
    return false
  }

  private func ends(_ word: ArraySlice<UInt8>, with ending: String) -> Bool {
    let ending = ending.utf8
    return word.count >= ending.count && word.suffix(ending.count).elementsEqual(ending)
  }

  private func lastUnnamed() -> Int? {
    var index = lines.count - 1
    while index >= 0 {
      switch kinds[index] {
      case .disclaimer, .other, .signature, .banner: index -= 1
      case nil: return index
      default: return nil
      }
    }
    return nil
  }

  /// A name alone on the last line of a letter.
  private mutating func markNameBelow() {
    guard let last = lastUnnamed(), last > 0, isName(last, upTo: 3), !isItem(last - 1) || opensParagraph(last)
    else { return }
    guard opensParagraph(last) || shapes[last - 1].has(.endsSentence) || kinds[last - 1] == .signature else {
      return
    }
    guard kinds[last - 1] != .attendance, kinds[last - 1] != .agenda else { return }
    kinds[last] = .signature
    markPlaceAndDay(above: last)
  }

  /// `Uppsala den 12 mars 2025` above the name of who signs.
  private mutating func markPlaceAndDay(above name: Int) {
    let index = name - 1
    guard index > 0, kinds[index] == nil, shapes[index].words <= 4, shapes[index].digits >= 4,
      shapes[index].has(.beginsUpper), !shapes[index].has(.sentenceWord), opensParagraph(index),
      MonthNames.table.search(in: text.folded, content(index)) != nil
    else { return }
    kinds[index] = .signature
  }
}
