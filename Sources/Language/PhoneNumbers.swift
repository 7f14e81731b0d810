extension UTF8Text {
  /// Telephone numbers as they are written in Sweden: `031-390 06 00`, `070-174 06 05`, `+46 (0)31 390 06 00`,
  /// `0046 31 …`, `08-465 004 00`, `0701740605`; other countries' behind a plus; and any number behind a word
  /// such as `tfn`. Times, dates and amounts are none.
  var phoneNumbers: [Range<Int>] {
    var found = [Range<Int>]()
    for run in numberRuns {
      var group = 0
      while group < run.digits.count {
        if let length = phoneLength(in: run, at: group) {
          let start = group == 0 ? run.range.lowerBound : run.places[group]
          found.append(start..<run.places[group + length - 1] + 1)
          group += length
        } else {
          group += 1
        }
        while group < run.digits.count, !beginsGroup(run, at: group) { group += 1 }
      }
    }
    return found
  }

  private func beginsGroup(_ run: NumberRun, at i: Int) -> Bool {
    i == 0 || run.places[i] != run.places[i - 1] + 1
  }

  /// The number of digits of the telephone number that begins at a group of a run; nil where none does.
  private func phoneLength(in run: NumberRun, at first: Int) -> Int? {
    let start = run.places[first]
    if first == 0, isWithinToken(before: run.range.lowerBound) { return nil }
    let digits = run.digits[first...]
    if first == 0 && run.hasPlus { return length(in: run, at: first, 7...15) }
    if digits.starts(with: [0, 0, 4, 6]) { return length(in: run, at: first, 11...14) }
    if digits.first == 0, digits.count >= 2, run.digits[first + 1] != 0 {
      guard !isTimeOrDate(in: run, at: first) else { return nil }
      // 0, an area code of one to three digits, and five to eight more (PTS, the Swedish numbering plan).
      return length(in: run, at: first, 8...10)
    }
    // A mobile number whose first zero a spreadsheet has taken away.
    if digits.first == 7, digits.count >= 9, [0, 2, 3, 6, 9].contains(run.digits[first + 1]),
      isMobileShape(run, first)
    {
      return 9
    }
    return isLabelled(start) ? length(in: run, at: first, 5...10) : nil
  }

  /// The greatest count within bounds at which a group of digits ends.
  private func length(in run: NumberRun, at first: Int, _ bounds: ClosedRange<Int>) -> Int? {
    var count = min(bounds.upperBound, run.digits.count - first)
    while count >= bounds.lowerBound {
      if first + count == run.digits.count || beginsGroup(run, at: first + count) { return count }
      count -= 1
    }
    return nil
  }

  /// Whether the number goes on from a word or another number (`MBN-0123`, `3,018`).
  private func isWithinToken(before i: Int) -> Bool {
    guard i > 0 else { return false }
    switch bytes[i - 1] {
    case 0x30...0x39: return true
    case UInt8(ascii: ","): return i > 1 && isDigit(at: i - 2)
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "="):
      guard i > 1 else { return false }
      let before = previous(i - 1)
      return isLetter(at: before) || isDigit(at: before)
    default: return false
    }
  }

  /// The sizes of the groups of digits from one on, and the mark behind the first.
  private func groups(of run: NumberRun, at first: Int, limit: Int) -> [Int] {
    var sizes = [Int]()
    var size = 0
    for i in first..<run.digits.count {
      if i > first, beginsGroup(run, at: i) {
        sizes.append(size)
        if sizes.count == limit { return sizes }
        size = 0
      }
      size += 1
    }
    sizes.append(size)
    return sizes
  }

  /// `08.30-09.30`, `01/02 2025`, `01-02-2025`
  private func isTimeOrDate(in run: NumberRun, at first: Int) -> Bool {
    let sizes = groups(of: run, at: first, limit: 4)
    func value(_ i: Int) -> Int { Int(run.digits[first + i]) * 10 + Int(run.digits[first + i + 1]) }
    if sizes.count >= 3, sizes[0] == 2, sizes[1] == 2, sizes[2] == 4 {
      return (1...31).contains(value(0)) && (1...31).contains(value(2)) && (value(4) == 19 || value(4) == 20)
    }
    if sizes.count >= 4, sizes[..<4] == [2, 2, 2, 2] {
      let mark = bytes[run.places[first + 1] + 1]
      let next = bytes[run.places[first + 5] + 1]
      return mark == 0x2E && next == 0x2E && value(0) < 24 && value(2) < 60 && value(4) <= 24 && value(6) < 60
    }
    return false
  }

  private func isMobileShape(_ run: NumberRun, _ first: Int) -> Bool {
    let sizes = groups(of: run, at: first, limit: 4)
    return sizes[0] == 9 || (sizes.count >= 4 && sizes[..<4] == [2, 3, 2, 2])
      || (sizes.count >= 2 && sizes[..<2] == [2, 7])
  }

  /// Whether a word such as `tfn` or `växeln` stands before the number, with one small word between at most.
  private func isLabelled(_ start: Int) -> Bool {
    var (word, begin) = wordBefore(start)
    if ["nr", "nummer", "är", "på", "is", "no", "number"].contains(word) {
      (word, begin) = wordBefore(begin)
    }
    return Self.phoneWords.contains(word)
  }

  private static let phoneWords: Set<String> = [
    "tfn", "tel", "telefon", "telefonnummer", "telefonnr", "mobil", "mobilen", "mob", "mobilnummer", "ring",
    "ringa",
    "direkt", "direktnr", "växel", "växeln", "fax", "phone", "mobile", "cell", "call", "sms", "nås",
  ]
}
