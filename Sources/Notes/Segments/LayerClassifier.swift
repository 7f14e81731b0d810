import Feedback

/// Tells what each line of one message is.
///
/// The passes run in an order in which the surest come first; a line that a pass has named is left alone by the
/// later ones, and what none names is `content`. Each pass looks at each line a bounded number of times.
struct LayerClassifier {
  let text: TextLines
  /// The message's own lines that are not blank, by their numbers in the text.
  let lines: [Int]
  /// The message is a mail, or part of one; mails have greetings and names below, documents hardly.
  let isMail: Bool
  let shapes: [LineShape]
  var kinds: [Segment.Kind?]

  init(text: TextLines, lines: [Int], isMail: Bool) {
    self.text = text
    self.lines = lines
    self.isMail = isMail
    shapes = lines.map { LineShape(of: text.lines[$0], in: text) }
    kinds = Array(repeating: nil, count: lines.count)
  }

  /// The kind of each of `lines`.
  static func kinds(of lines: [Int], in text: TextLines, isMail: Bool) -> [Segment.Kind] {
    var classifier = LayerClassifier(text: text, lines: lines, isMail: isMail)
    classifier.markFurniture()
    classifier.markBanners()
    classifier.markFooters()
    classifier.markDeviceSignatures()
    classifier.markJoining()
    classifier.markMeetingFacts()
    classifier.markSignatures()
    // A footer of a kind that no table knows stood below the block of name and addresses.
    if classifier.markFinalLines() { classifier.markClosingBlock() }
    classifier.markGreetings()
    classifier.markHeadings()
    return classifier.kinds.map { $0 ?? .content }
  }

  // MARK: What the passes ask of a line

  func content(_ index: Int) -> Range<Int> { text.lines[lines[index]].content }

  /// The text after a bullet or number.
  func body(_ index: Int) -> Range<Int> {
    let content = content(index)
    return min(content.lowerBound + Int(shapes[index].bodyOffset), content.upperBound)..<content.upperBound
  }

  func block(_ index: Int) -> TextLine.Block { text.lines[lines[index]].block }

  /// Whether an empty line, or the lines of another message, stand before it.
  func opensParagraph(_ index: Int) -> Bool { index == 0 || lines[index - 1] != lines[index] - 1 }

  /// Whether it goes on with a sentence that the line above was too narrow for.
  func isWrapped(_ index: Int) -> Bool {
    guard index > 0, !opensParagraph(index), block(index) != .listItem, !shapes[index].has(.bulleted) else {
      return false
    }
    let above = shapes[index - 1]
    return above.length >= 55 && above.traits.isDisjoint(with: [.endsSentence, .endsColon, .rule])
  }

  func begins(_ index: Int, with table: PhraseTable<Void>) -> Bool {
    let body = body(index)
    return table.matches(in: text.folded, at: body.lowerBound, before: body.upperBound)
  }

  /// Whether a phrase stands anywhere in a line's first 400 bytes.
  func holds(_ index: Int, _ table: PhraseTable<Void>) -> Bool {
    table.search(
      in: text.folded, content(index).clamped(to: content(index).lowerBound..<content(index).lowerBound + 400)
    ) != nil
  }

  /// Whether it is a sentence of running text, as signatures, titles and lists of names have none.
  func isProse(_ index: Int) -> Bool {
    let shape = shapes[index]
    guard !shape.isContact, shape.words >= 5, shape.lowerWords >= shape.upperWords else { return false }
    if shape.has(.sentenceWord) { return shape.words >= 5 && (shape.has(.endsSentence) || shape.words >= 7) }
    return shape.words >= 8 && (shape.has(.endsSentence) || shape.length >= 70)
  }

  func isItem(_ index: Int) -> Bool {
    !shapes[index].traits.isDisjoint(with: [.bulleted, .numbered]) || block(index) == .listItem
  }

  /// One to four words that all begin with a capital, and nothing else: a person's name.
  func isName(_ index: Int, upTo limit: Int = 4) -> Bool {
    let shape = shapes[index]
    return (1...limit).contains(Int(shape.upperWords)) && shape.lowerWords == 0 && shape.digits == 0
      && shape.length <= 50
      && shape.traits.isDisjoint(with: [.endsSentence, .endsColon, .bulleted, .numbered, .sentenceWord])
      && shape.has(.beginsUpper) && !isItem(index) && block(index) != .heading
      && !begins(index, with: CoverNotes.table)
  }

  /// The label a line begins with, whether a value may follow on the line, and where that begins.
  func label(_ index: Int) -> (label: MeetingLabel, value: Range<Int>, marked: Bool)? {
    let body = body(index)
    var place = body.lowerBound
    while place < body.upperBound,
      text.folded[place] == Ascii.asterisk || text.folded[place] == Ascii.underscore
    {
      place += 1
    }
    guard let found = MeetingLabels.table.match(in: text.folded, at: place, before: body.upperBound) else {
      return nil
    }
    place = found.end
    var marked = false
    var bracket = place
    while bracket < body.upperBound, isBlankByte(text.folded[bracket]) { bracket += 1 }
    if bracket < body.upperBound, text.folded[bracket] == Ascii.openParenthesis {
      place = bracket
      // `Närvarande (12 st):`
      let close = text.folded[place..<min(place + 40, body.upperBound)].firstIndex(of: Ascii.closeParenthesis)
      if let close { place = close + 1 }
    }
    if found.value == .attendance, let end = endOfQualifier(from: place, before: body.upperBound) {
      place = end
    }
    loop: while place < body.upperBound {
      switch text.folded[place] {
      case Ascii.colon, Ascii.tab: marked = true
      case Ascii.asterisk, Ascii.underscore, Ascii.space: break
      default: break loop
      }
      place += 1
    }
    return (found.value, place..<body.upperBound, marked || place == body.upperBound)
  }

  /// Where the words between a label and its colon end: `Deltagare från kommunen:`.
  private func endOfQualifier(from start: Int, before end: Int) -> Int? {
    var place = start
    while place < end, isBlankByte(text.folded[place]) { place += 1 }
    guard LabelQualifiers.table.matches(in: text.folded, at: place, before: end) else { return nil }
    return text.folded[place..<min(place + 40, end)].firstIndex(of: Ascii.colon)
  }
}
