import Feedback

/// Headings: what a document says is one, and lines that look like one above text.
///
/// In doubt a line is content: a heading that is taken for content costs a little context, content that is taken for
/// a heading is lost.
extension LayerClassifier {
  mutating func markHeadings() {
    for index in lines.indices where kinds[index] == nil {
      if underlines(index), kinds[index - 1] == .heading {
        kinds[index] = .heading
      } else if isHeading(index) {
        kinds[index] = .heading
      }
    }
  }

  private func isHeading(_ index: Int) -> Bool {
    let shape = shapes[index]
    if block(index) == .heading || shape.has(.markdownHeading) { return true }
    if index + 1 < lines.count, underlines(index + 1) { return true }
    guard !isWrapped(index), shape.words >= 1, block(index) != .tableRow else { return false }
    if isBold(index) { return hasTextBelow(index) }
    if shape.has(.endsColon) { return isLabelAlone(index) }
    if isQuestion(index) { return true }
    guard shape.traits.isDisjoint(with: [.endsSentence, .endsComma, .bulleted]), !shape.isContact else {
      return false
    }
    if isTitle(index) || isOpeningTitle(index) || isVerdictHeading(index) { return true }
    if shape.has(.numbered) || beginsWithParagraphSign(index) { return isNumberedHeading(index) }
    return block(index) != .listItem && isShortHeading(index)
  }

  /// `**Handläggningstider**`, `*Handläggningstider*`.
  private func isBold(_ index: Int) -> Bool {
    let content = content(index)
    return content.count > 4 && content.count <= 100 && text.folded[content.lowerBound] == Ascii.asterisk
      && !isBlankByte(text.folded[content.lowerBound + 1])
      && text.folded[content.upperBound - 1] == Ascii.asterisk
      && !shapes[index].has(.endsSentence)
  }

  /// A form's question above its answer: `Vad fungerar bra?`.
  private func isQuestion(_ index: Int) -> Bool {
    let content = content(index)
    return shapes[index].words <= 7 && text.folded[content.upperBound - 1] == 0x3F && opensParagraph(index)
      && FormQuestions.table.matches(in: text.folded, at: content.lowerBound, before: content.upperBound)
      && hasTextBelow(index)
  }

  /// `Handläggningstider:` alone, above text.
  private func isLabelAlone(_ index: Int) -> Bool {
    let shape = shapes[index]
    guard index + 1 < lines.count, !(shape.has(.sentenceWord) && shape.words >= 6) || isItem(index + 1) else {
      return false
    }
    return shape.length <= 60 && shape.words <= 8 && hasTextBelow(index) && !shape.has(.bulleted)
      && (opensParagraph(index) || !isRunningOn(index))
  }

  /// Whether the line above is unfinished text.
  private func isRunningOn(_ index: Int) -> Bool {
    guard index > 0, kinds[index - 1] == nil || kinds[index - 1] == .content else { return false }
    let above = shapes[index - 1]
    return !above.has(.endsSentence) && !isItem(index - 1) && above.length >= 45
  }

  /// The title on the first lines: `Minnesanteckningar från företagsbesök hos Snickeri AB`.
  private func isTitle(_ index: Int) -> Bool {
    guard index < 6, begins(index, with: TitleWords.table) else { return false }
    let shape = shapes[index]
    return shape.words <= 14 && shape.length <= 130 && !shape.has(.sentenceWord) && index + 1 < lines.count
      && (opensParagraph(index + 1) || kinds[index + 1] == .other || kinds[index + 1] == .attendance
        || index == 0)
  }

  /// The line over everything, in a paragraph of its own or right above facts and text: `Kundresa bygglov steg för steg`.
  private func isOpeningTitle(_ index: Int) -> Bool {
    let shape = shapes[index]
    guard index < 12, shape.words >= 2, shape.words <= 10, shape.length <= 90, shape.has(.beginsUpper),
      shape.digits <= 2, block(index) != .listItem, opensParagraph(index) || index == 0,
      index + 1 < lines.count,
      kinds[..<index].allSatisfy({ $0 != nil && $0 != .heading && $0 != .attendance && $0 != .agenda })
    else { return false }
    switch kinds[index + 1] {
    case .other, .attendance, .agenda:
      return !shape.has(.sentenceWord) || shape.digits == 0 && shape.words <= 6
    case nil: break
    default: return false
    }
    // Words of a telegraphic note stand among others of their kind.
    guard !shape.has(.sentenceWord), opensParagraph(index + 1) else { return false }
    return isItem(index + 1) || block(index + 1) == .tableRow || block(index + 1) == .heading
      || shapes[index + 1].has(.endsSentence) || shapes[index + 1].has(.endsColon)
  }

  /// What stands over a list of what is well or ill: `Det som inte fungerar`, `What works`.
  private func isVerdictHeading(_ index: Int) -> Bool {
    let shape = shapes[index]
    let content = content(index)
    guard shape.words >= 2, shape.words <= 6, shape.length <= 50, shape.digits == 0, opensParagraph(index),
      !isItem(index), index + 1 < lines.count,
      VerdictHeadings.table.matches(in: text.folded, at: content.lowerBound, before: content.upperBound)
    else { return false }
    return isItem(index + 1) || shapes[index + 1].has(.endsSentence)
  }

  private func beginsWithParagraphSign(_ index: Int) -> Bool {
    text.folded[content(index)].starts(with: [0xC2, 0xA7])
  }

  /// `3. Handläggningstider` above text, and no item of a list.
  private func isNumberedHeading(_ index: Int) -> Bool {
    let shape = shapes[index]
    guard shape.length <= 60, shape.words <= 7, !shape.has(.sentenceWord) || shape.words <= 3,
      shape.has(.beginsUpper) || beginsWithParagraphSign(index), index + 1 < lines.count
    else { return false }
    if shapes[index + 1].has(.numbered) { return false }
    return hasTextBelow(index)
  }

  /// A short line in a paragraph of its own, or right above running text.
  private func isShortHeading(_ index: Int) -> Bool {
    let shape = shapes[index]
    guard shape.length <= 50, shape.words <= 6, shape.has(.beginsUpper), !shape.has(.sentenceWord),
      shape.digits == 0,
      opensParagraph(index) || index == 0 || shapes[index - 1].has(.endsSentence) && isItem(index - 1),
      index + 1 < lines.count
    else { return false }
    if index == 0,
      kinds[1] == .attendance || kinds[1] == .other || kinds[1] == .agenda || shapes[1].has(.endsColon)
    {
      return true
    }
    guard kinds[index + 1] == nil, hasTextBelow(index) else { return false }
    // Four words at most, unless each but the first is a name or the line below is an item.
    return shape.words <= 4 || isItem(index + 1)
  }

  /// Whether running text, an item or a deeper heading follows within one empty line.
  private func hasTextBelow(_ index: Int) -> Bool {
    let next = index + 1
    guard next < lines.count else { return false }
    switch kinds[next] {
    case nil, .content: break
    case .agenda, .attendance: return true
    default: return false
    }
    let shape = shapes[next]
    if isItem(next) || block(next) == .tableRow { return true }
    if shapes[index].has(.endsColon) { return true }
    return isProse(next) || shape.length > shapes[index].length && shape.words >= 5
      || shape.has(.endsSentence) && shape.words >= 3
  }
}
