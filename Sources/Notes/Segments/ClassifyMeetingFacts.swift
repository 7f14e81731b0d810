import Feedback

/// What minutes hold beside their text: facts of the meeting, who was there, the agenda.
extension LayerClassifier {
  /// Lines from the top among which a fact whose name is a subject as well is one.
  private static let top = 30

  mutating func markMeetingFacts() {
    var index = 0
    while index < lines.count {
      guard kinds[index] == nil, !isWrapped(index), let found = label(index) else {
        if kinds[index] == nil, saysWhoAttended(index) { kinds[index] = .attendance }
        if kinds[index] == nil, isDateLine(index) { kinds[index] = .other }
        index += 1
        continue
      }
      switch found.label {
      case .attendance where found.marked && !isLeadIn(found.value, of: index):
        index = markAttendance(from: index, value: found.value)
      case .side where found.marked && !found.value.isEmpty && namesPeople(found.value) && !isItem(index),
        .side where found.marked && found.value.isEmpty && listsPeople(below: index):
        index = markAttendance(from: index, value: found.value)
      case .agenda where found.marked && found.value.isEmpty && listsItems(below: index):
        index = markAgenda(from: index)
      case .agenda where found.marked && listsSubjects(found.value, of: index):
        kinds[index] = .agenda
        index += 1
      case .attendance where saysWhoAttended(index):
        kinds[index] = .attendance
        index += 1
      case .fact where found.marked && !found.value.isEmpty && isFactValue(found.value, of: index),
        .time where found.marked && isTime(found.value, of: index),
        .place
      where found.marked && !found.value.isEmpty && isFactValue(found.value, of: index) && isAmongFacts(index):
        kinds[index] = .other
        index += 1
      default:
        index += 1
      }
    }
    markPeopleAtTop()
  }

  // MARK: Facts

  /// Short, and no sentence.
  private func isFactValue(_ value: Range<Int>, of index: Int) -> Bool {
    value.count <= 140 && !isItem(index) && !(shapes[index].words >= 9 && shapes[index].has(.endsSentence))
      && !(shapes[index].has(.sentenceWord) && shapes[index].words >= 6)
  }

  /// `Uppsala den 12 mars 2026` near the top.
  private func isDateLine(_ index: Int) -> Bool {
    let shape = shapes[index]
    return index < 6 && !isItem(index) && (1...5).contains(Int(shape.words))
      && (5...8).contains(Int(shape.digits))
      && shape.length <= 45 && shape.traits.isDisjoint(with: [.endsSentence, .endsColon, .sentenceWord])
      && MonthNames.table.search(in: text.folded, content(index)) != nil
      && text.folded[content(index)].suffix(4).allSatisfy(isDigit)
  }

  private func isTime(_ value: Range<Int>, of index: Int) -> Bool {
    guard isFactValue(value, of: index), text.folded[value].contains(where: isDigit) else { return false }
    return MailDate.holdsTime(text.folded[value.prefix(80)])
      || text.folded[value.prefix(8)].starts(with: [0x6B, 0x6C])
      || isAmongFacts(index) && !shapes[index].has(.sentenceWord) && shapes[index].words <= 5
      || MonthNames.table.search(in: text.folded, value) != nil && shapes[index].words <= 6
  }

  /// Whether it stands near the top, right beside another fact or label.
  private func isAmongFacts(_ index: Int) -> Bool {
    guard index < Self.top else { return false }
    if index > 0, kinds[index - 1] == .other || kinds[index - 1] == .attendance, !shapes[index - 1].has(.rule)
    {
      return true
    }
    guard index + 1 < lines.count, let next = label(index + 1), next.marked else { return false }
    return next.label != .agenda && next.label != .side
  }

  // MARK: Attendance

  /// `Deltagare:` and a sentence that says what they thought.
  private func isLeadIn(_ value: Range<Int>, of index: Int) -> Bool {
    guard !value.isEmpty else { return false }
    return !LineShape.isUpper(text, value.lowerBound) && shapes[index].has(.sentenceWord)
      && shapes[index].words >= 6
  }

  private mutating func markAttendance(from index: Int, value: Range<Int>) -> Int {
    kinds[index] = .attendance
    var next = index + 1
    if !value.isEmpty {
      // Names on the label's own line, wrapped or not, and lines below that list more.
      while next < lines.count, kinds[next] == nil, !opensParagraph(next),
        isPeople(next) || isWrapped(next) && !isProse(next)
      {
        kinds[next] = .attendance
        next += 1
      }
      return next
    }
    var isFirst = true
    while next < lines.count, kinds[next] == nil {
      if let inner = label(next), inner.marked, inner.label != .attendance, inner.label != .side { break }
      if let inner = label(next), inner.marked, inner.label == .attendance || inner.label == .side {
        guard inner.value.isEmpty || namesPeople(inner.value) else { break }
      } else {
        guard isPeople(next) else { break }
        if opensParagraph(next), !isFirst, !isItem(next) || !isItem(next - 1), !isListedApart(next) { break }
      }
      kinds[next] = .attendance
      isFirst = false
      next += 1
    }
    return next
  }

  /// A name in a paragraph of its own below another: HTML that makes each line a paragraph.
  private func isListedApart(_ index: Int) -> Bool {
    guard opensParagraph(index - 1), index + 1 >= lines.count || opensParagraph(index + 1) else {
      return false
    }
    return isPersonWithCompany(index)
      || isName(index) && shapes[index].upperWords >= 2 && isPersonWithCompany(index - 1)
  }

  /// A line of a list of people: names, perhaps with company and title.
  private func isPeople(_ index: Int) -> Bool {
    let shape = shapes[index]
    guard shape.length <= 120, !isProse(index), block(index) != .heading, !shape.has(.markdownHeading) else {
      return false
    }
    guard shape.upperWords >= 1, !shape.has(.endsColon) else { return false }
    if shape.has(.sentenceWord), shape.words >= 5 { return false }
    return shape.upperWords >= 2 || shape.lowerWords <= 4
  }

  /// `I mötet deltog Anna Ek, Bo Alm och Lisa Åker.`: a sentence with more names than other words.
  private func saysWhoAttended(_ index: Int) -> Bool {
    let shape = shapes[index]
    return index < Self.top && begins(index, with: AttendanceSentences.table) && shape.words <= 60
      && shape.upperWords >= 2 && Int(shape.upperWords) * 2 >= Int(shape.words) - 4
  }

  /// `På agendan: bygglov, tillsyn, avgifter`.
  private func listsSubjects(_ value: Range<Int>, of index: Int) -> Bool {
    let shape = shapes[index]
    return !value.isEmpty && index < Self.top && shape.words <= 14 && !shape.has(.endsSentence)
      && !shape.has(.sentenceWord) && text.folded[value].contains(Ascii.comma)
  }

  private func namesPeople(_ value: Range<Int>) -> Bool {
    let head = value.prefix(160)
    guard let first = head.first, LineShape.isUpper(text, first) else { return false }
    var upper = 0
    var lower = 0
    var inWord = false
    for place in head {
      let isWord = isWordByte(text.folded[place])
      if isWord, !inWord {
        if LineShape.isUpper(text, place) { upper += 1 } else { lower += 1 }
      }
      inWord = isWord
    }
    return upper >= 2 && upper >= lower
  }

  private func listsPeople(below index: Int) -> Bool {
    guard index + 1 < lines.count, isPeople(index + 1), !shapes[index + 1].has(.endsSentence) else {
      return false
    }
    return namesPeople(body(index + 1))
  }

  /// Two lines or more near the top, each a name with a company or title, without a label.
  private mutating func markPeopleAtTop() {
    var index = 0
    while index < min(lines.count, Self.top) {
      var end = index
      while end < lines.count, kinds[end] == nil, end == index || !opensParagraph(end),
        isPersonWithCompany(end)
      { end += 1 }
      if end - index >= 2 {
        for line in index..<end { kinds[line] = .attendance }
      }
      index = max(end, index + 1)
    }
  }

  /// `Anna Ek, Snickeri i Norr AB`, `Bo Alm – näringslivslots`.
  func isPersonWithCompany(_ index: Int) -> Bool {
    let shape = shapes[index]
    guard shape.length <= 80, shape.upperWords >= 2, shape.words <= 9, !shape.isContact,
      shape.traits.isDisjoint(with: [.endsSentence, .endsColon, .sentenceWord, .markdownHeading])
    else { return false }
    let body = body(index)
    var place = body.lowerBound
    for _ in 0..<2 {
      guard place < body.upperBound, LineShape.isUpper(text, place) else { return false }
      while place < body.upperBound, isWordByte(text.folded[place]) || text.folded[place] == Ascii.hyphen {
        place += 1
      }
      if place < body.upperBound, isBlankByte(text.folded[place]), text.folded[place] != Ascii.tab {
        place += 1
      }
    }
    guard place < body.upperBound else { return false }
    switch text.folded[place] {
    case Ascii.comma, Ascii.tab, Ascii.openParenthesis, Ascii.hyphen, Ascii.slash, 0xE2: return true
    default: return false
    }
  }

  // MARK: Agenda

  private func isAgendaItem(_ index: Int) -> Bool {
    let shape = shapes[index]
    return shape.length <= 90 && shape.words >= 1 && shape.words <= 9 && !shape.has(.endsSentence)
      && !shape.has(.endsColon)
      && !shape.has(.markdownHeading) && block(index) != .heading
      && !(shape.has(.sentenceWord) && shape.words >= 6)
  }

  private func listsItems(below index: Int) -> Bool {
    guard index + 1 < lines.count, isAgendaItem(index + 1) else { return false }
    // A single short line below is more likely a heading or an answer.
    return isItem(index + 1)
      || index + 2 < lines.count && !opensParagraph(index + 2) && isAgendaItem(index + 2)
  }

  private mutating func markAgenda(from index: Int) -> Int {
    kinds[index] = .agenda
    var next = index + 1
    var number = 0
    while next < lines.count, kinds[next] == nil, isAgendaItem(next) {
      let shape = shapes[next]
      if next > index + 1, isItem(index + 1) != isItem(next) { break }
      if opensParagraph(next), next > index + 1 {
        // Set apart by empty lines only where the numbers go on and a list item follows or ends it.
        let isSpaced = opensParagraph(index + 1) && shape.has(.bulleted) && shape.words <= 3
        guard isSpaced || shape.has(.numbered) && Int(shape.number) == number + 1,
          next + 1 >= lines.count || isItem(next + 1) || opensParagraph(next + 1) && !isProse(next + 1)
        else { break }
      }
      if shape.has(.numbered), number > 0, Int(shape.number) <= number { break }
      number = Int(shape.number)
      kinds[next] = .agenda
      next += 1
    }
    return next
  }
}
