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
    return PictureMarks.table.matches(in: text.folded, at: content.lowerBound, before: content.upperBound)
      && shapes[index].words <= 12 && !isProse(index)
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
      && Banners.openings.matches(in: text.folded, at: place, before: content.upperBound)
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
      let tells = !opens && content.count >= 15 && holds(index, Footers.tellings)
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
        && (isWrapped(index) || isFooterLine(index))
    }
  }

  /// A line right below a footer's that goes on with it: its web address, or another sentence of its kind.
  private func isFooterLine(_ index: Int) -> Bool {
    shapes[index].isContact && shapes[index].words <= 12 || isProse(index) && !isItem(index)
  }

  mutating func markDeviceSignatures() {
    for index in lines.indices where kinds[index] == nil && shapes[index].words <= 14 && !isWrapped(index) {
      if begins(index, with: DeviceSignatures.table) { kinds[index] = .signature }
    }
  }
}
