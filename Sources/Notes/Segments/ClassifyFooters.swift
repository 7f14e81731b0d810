import Feedback

/// Page furniture, banners, footers and the lines of phones: what no person wrote for this note.
extension LayerClassifier {
  mutating func markFurniture() {
    for index in lines.indices {
      if block(index) == .pageFurniture || block(index) == .annotation || isPageNumber(index)
        || isPicture(index)
      {
        kinds[index] = .other
      } else if shapes[index].has(.rule), !underlines(index) {
        kinds[index] = .other
      } else if ForwardMarkers.table.match(
        in: text.folded, at: firstLetter(index), before: content(index).upperBound) != nil,
        shapes[index].words <= 6,
        firstLetter(index) > content(index).lowerBound || shapes[index].has(.endsColon)
      {
        kinds[index] = .other
      }
    }
  }

  /// Whether a drawn line stands right below a short text and so makes it a heading.
  func underlines(_ index: Int) -> Bool {
    guard index > 0, !opensParagraph(index), shapes[index].has(.rule) else { return false }
    let above = shapes[index - 1]
    let first = text.folded[content(index).lowerBound]
    return above.length <= 80 && !above.has(.rule) && (first == Ascii.hyphen || first == Ascii.equals)
      && (index == 1 || opensParagraph(index - 1)) && !above.has(.endsSentence)
  }

  private func firstLetter(_ index: Int) -> Int {
    let content = content(index)
    return text.folded[content.prefix(60)].firstIndex(where: isLetter) ?? content.lowerBound
  }

  /// `Sida 1 av 3`, `2 (4)`, `3/4`.
  private func isPageNumber(_ index: Int) -> Bool {
    let shape = shapes[index]
    guard shape.length <= 20, shape.digits >= 1, shape.digits <= 6, shape.words <= 3 else { return false }
    if shape.words > 0 { return begins(index, with: PageMarks.table) && !shape.has(.endsSentence) }
    let content = content(index)
    return shape.number == 0 && text.folded[content].contains(Ascii.closeParenthesis)
      && isDigit(text.folded[content.lowerBound])
  }

  private func isPicture(_ index: Int) -> Bool {
    let content = content(index)
    if isFileMark(content) { return true }
    return PictureMarks.table.matches(in: text.folded, at: content.lowerBound, before: content.upperBound)
      && shapes[index].words <= 12 && !isProse(index)
  }

  /// `<karta.pdf>`: where a mail program shows a file.
  private func isFileMark(_ content: Range<Int>) -> Bool {
    guard content.count >= 6, content.count <= 120 else { return false }
    let (first, last) = (text.folded[content.lowerBound], text.folded[content.upperBound - 1])
    guard
      first == Ascii.less && last == Ascii.greater || first == Ascii.openBracket && last == Ascii.closeBracket
    else { return false }
    let inner = text.folded[content.dropFirst().dropLast()]
    guard let dot = inner.lastIndex(of: Ascii.period), !inner.contains(Ascii.at) else { return false }
    let ending = inner[(dot + 1)...]
    return (2...5).contains(ending.count) && ending.allSatisfy(isWordByte)
  }

  mutating func markBanners() {
    var index = 0
    var seen = 0
    while index < lines.count {
      guard kinds[index] == nil else {
        index += 1
        continue
      }
      guard isBannerOpening(index) else {
        seen += 1
        index += 1
        continue
      }
      // A notice that is no notice: a note whose prose tells of one.
      let atTop = seen <= 3
      guard atTop || opensParagraph(index) else {
        index += 1
        continue
      }
      kinds[index] = .banner
      index += 1
      while index < lines.count, kinds[index] == nil, !opensParagraph(index),
        isWrapped(index) || holds(index, Banners.continuations)
      {
        kinds[index] = .banner
        index += 1
      }
      if index < lines.count, kinds[index] == nil, opensParagraph(index), isBannerGoingOn(index) {
        kinds[index] = .banner
        index += 1
      }
    }
  }

  private func isBannerOpening(_ index: Int) -> Bool {
    let content = content(index)
    var place = content.lowerBound
    // Marks such as `[!]`, `*` and warning signs before it.
    while place < content.upperBound, place - content.lowerBound < 12,
      !isLetter(text.folded[place]) || text.folded[place] >= 0xE2,
      text.folded[place] != Ascii.openBracket
    {
      place += text.folded[place] >= 0xF0 ? 4 : text.folded[place] >= 0xE2 ? 3 : 1
    }
    return place < content.upperBound
      && (Banners.openings.matches(in: text.folded, at: place, before: content.upperBound)
        || isMarkInBrackets(content) || isPlainNotice(index, from: place) || tellsOfOutside(index))
  }

  /// `[EXTERNT MEJL]`
  private func isMarkInBrackets(_ content: Range<Int>) -> Bool {
    content.count <= 40 && text.folded[content.lowerBound] == Ascii.openBracket
      && text.folded[content.upperBound - 1] == Ascii.closeBracket
      && text.folded[content.dropFirst()].starts(with: "extern".utf8)
  }

  /// `Extern avsändare!`, and nothing else in its sentence.
  private func isPlainNotice(_ index: Int, from place: Int) -> Bool {
    let end = content(index).upperBound
    guard let found = Banners.plain.match(in: text.folded, at: place, before: end) else { return false }
    let rest = found.end..<min(end, found.end + 400)
    if holds(index, Banners.cautions)
      || shapes[index].words <= 25 && Banners.continuations.search(in: text.folded, rest) != nil
    {
      return true
    }
    return text.folded[found.end..<end].first { !isBlankByte($0) }.map { !isWordByte($0) } ?? true
  }

  /// Whether a line says in one of many ways that a mail comes from outside: it names the mail or its sender, and
  /// the outside or a caution; where it says both of those, wherever it stands, else as a paragraph of its own.
  private func tellsOfOutside(_ index: Int) -> Bool {
    guard isMail, index < 8 || opensParagraph(index), shapes[index].words <= 60, !isItem(index),
      holds(index, Banners.mails)
    else { return false }
    let isOutside = holds(index, Banners.outside)
    let isCaution = holds(index, Banners.cautions)
    if isOutside, isCaution { return true }
    guard isOutside || isCaution, opensParagraph(index) else { return false }
    return shapes[index].words <= 25 && (index + 1 >= lines.count || opensParagraph(index + 1))
      && (isOutside || holds(index, Banners.senders))
  }

  private func isBannerGoingOn(_ index: Int) -> Bool {
    let content = content(index)
    return Banners.continuations.matches(in: text.folded, at: content.lowerBound, before: content.upperBound)
  }

  mutating func markFooters() {
    var index = 0
    while index < lines.count {
      guard kinds[index] == nil else {
        index += 1
        continue
      }
      let content = content(index)
      let opens =
        Footers.openings.matches(in: text.folded, at: content.lowerBound, before: content.upperBound)
        && !isItem(index)
      let tells =
        !opens && content.count >= 15 && holds(index, Footers.tellings) && !holds(index, Footers.spoken)
      guard opens && (opensParagraph(index) || !isWrapped(index)) || tells else {
        index += 1
        continue
      }
      if tells {
        // Back to where its sentence's paragraph began, over lines that were wrapped.
        var first = index
        while first > 0, kinds[first - 1] == nil, isWrapped(first), index - first < 12 { first -= 1 }
        for line in first..<index { kinds[line] = .disclaimer }
      }
      repeat {
        kinds[index] = .disclaimer
        index += 1
      } while index < lines.count && kinds[index] == nil && !opensParagraph(index)
        && (isWrapped(index) || isFooterLine(index) && !holds(index, Footers.spoken))
    }
  }

  /// A line right below a footer's that goes on with it: its web address, or another sentence of its kind.
  private func isFooterLine(_ index: Int) -> Bool {
    shapes[index].isContact && shapes[index].words <= 12 || isProse(index) && !isItem(index)
  }

  mutating func markDeviceSignatures() {
    for index in lines.indices where kinds[index] == nil && shapes[index].words <= 14 && !isWrapped(index) {
      let start = afterMarks(index)
      if DeviceSignatures.table.matches(in: text.folded, at: start, before: content(index).upperBound) {
        kinds[index] = .signature
      }
    }
  }

  /// Where a line's text begins after marks such as `<`, `~`, `(` and pictures.
  func afterMarks(_ index: Int) -> Int {
    let content = content(index)
    var place = content.lowerBound
    while place < content.upperBound, place - content.lowerBound < 16 {
      let byte = text.folded[place]
      if byte == 0xE2 || byte >= 0xEF {
        place += byte >= 0xF0 ? 4 : 3
      } else if isWordByte(byte) {
        break
      } else {
        place += 1
      }
    }
    return min(place, content.upperBound)
  }

  /// The last lines of a mail, after what else was told apart: footers and lines of phones of kinds that no table
  /// knows, which could stand in a note as well were they not the last.
  ///
  /// Whether there were any.
  mutating func markFinalLines() -> Bool {
    guard isMail, let opening = kinds.firstIndex(of: nil) else { return false }
    markListFooter()
    var end = lines.count
    var isFound = false
    while let last = lastOpen(before: end), last > opening {
      // A line with those that it was wrapped from.
      var first = last
      while first > opening + 1, isWrapped(first), kinds[first - 1] == nil, last - first < 8 { first -= 1 }
      if first == last, isFinalDeviceLine(last) {
        kinds[last] = .signature
      } else if isFinalFooter(first...last) {
        for index in first...last { kinds[index] = .disclaimer }
      } else {
        return isFound
      }
      isFound = true
      end = first
    }
    return isFound
  }

  /// What list servers set below each mail: a drawn line, the list's name, addresses.
  private mutating func markListFooter() {
    guard let last = lastOpen(before: lines.count) else { return }
    var first = last
    while first > 0, last - first < 5, kinds[first] == nil, !shapes[first].has(.sentenceWord), !isItem(first)
    {
      first -= 1
    }
    guard first > 0, first < last, kinds[first] == .other, shapes[first].has(.rule),
      content(first).count >= 20, (first + 1...last).contains(where: { shapes[$0].isContact }),
      (first + 1...last).allSatisfy({ shapes[$0].words <= 10 })
    else { return }
    for index in first + 1...last { kinds[index] = .disclaimer }
  }

  /// The last line below `end` that no pass has named, where only footers and signatures follow.
  private func lastOpen(before end: Int) -> Int? {
    var index = end - 1
    while index >= 0 {
      switch kinds[index] {
      case .disclaimer, .other, .signature, .banner: index -= 1
      case nil: return index
      default: return nil
      }
    }
    return nil
  }

  private func isFinalDeviceLine(_ index: Int) -> Bool {
    guard shapes[index].words <= 8, !isItem(index), opensParagraph(index) else { return false }
    return DeviceSignatures.openings.matches(
      in: text.folded, at: afterMarks(index), before: content(index).upperBound)
      && (!shapes[index].has(.endsSentence) || shapes[index].words <= 5)
  }

  private func isFinalFooter(_ indices: ClosedRange<Int>) -> Bool {
    var words = 0
    for index in indices {
      guard !isItem(index), block(index) != .heading, !holds(index, Footers.spoken) else { return false }
      words += Int(shapes[index].words)
    }
    guard words <= 90 else { return false }
    if indices.contains(where: { holds($0, Footers.endings) }) { return true }
    let index = indices.lowerBound
    return indices.count == 1 && holds(index, Footers.places)
      && !(shapes[index].has(.endsSentence) && shapes[index].has(.sentenceWord))
  }

  /// The lines by which one joins a meeting on line, as invitations carry them.
  mutating func markJoining() {
    guard isMail else { return }
    var isOpen = false
    for index in lines.indices where kinds[index] == nil || shapes[index].has(.rule) {
      if shapes[index].has(.rule) { continue }
      guard shapes[index].words <= 16, !isProse(index) || isOpen else {
        isOpen = false
        continue
      }
      isOpen = isOpen && (!opensParagraph(index) || shapes[index].isContact)
      if JoiningLines.table.matches(in: text.folded, at: afterMarks(index), before: content(index).upperBound)
      {
        kinds[index] = .other
        isOpen = true
      } else if isOpen,
        shapes[index].isContact || shapes[index].digits >= 6 || !shapes[index].has(.endsSentence)
      {
        kinds[index] = .other
      } else {
        isOpen = false
      }
    }
  }
}
