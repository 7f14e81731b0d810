/// A run of digits with the marks that a writer puts between them: a telephone number, an identity number, or
/// another number.
struct NumberRun {
  /// The digits' values, at most 40.
  var digits: [UInt8]
  /// The offset of each digit.
  var places: [Int]
  var hasPlus: Bool
  var range: Range<Int>
}

extension UTF8Text {
  /// Runs of digits that white space, hyphens, dashes, strokes, stops and brackets join, two such marks in a row at
  /// most (`031-390 06 00`, `+46 (0)70`). Longer runs are given in pieces.
  var numberRuns: [NumberRun] {
    var runs = [NumberRun]()
    var i = 0
    while i < bytes.count {
      let plus = bytes[i] == UInt8(ascii: "+")
      guard isDigit(at: i) || plus || bytes[i] == UInt8(ascii: "(") && isDigit(at: i + 1) else {
        i += 1
        continue
      }
      var run = NumberRun(digits: [], places: [], hasPlus: plus, range: i..<i)
      var j = plus ? i + 1 : i
      var marks = 0
      while j < bytes.count, run.digits.count < 40 {
        if isDigit(at: j) {
          run.digits.append(bytes[j] - 0x30)
          run.places.append(j)
          j += 1
          run.range = i..<j
          marks = 0
        } else if marks < 3, let length = markLength(at: j) {
          j += length
          marks += 1
        } else {
          break
        }
      }
      if run.digits.isEmpty {
        i += 1
      } else {
        runs.append(run)
        i = run.range.upperBound
      }
    }
    return runs
  }

  private func markLength(at i: Int) -> Int? {
    switch bytes[i] {
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "("), UInt8(ascii: ")"):
      return 1
    case UInt8(ascii: "+") where i > 0 && isDigit(at: i - 1): return 1
    case 0xE2 where i + 2 < bytes.count && bytes[i + 1] == 0x80 && (0x90...0x94).contains(bytes[i + 2]):
      return 3
    case 0x0A, 0x0D: return nil
    default:
      let length = spaceLength(at: i, before: bytes.count)
      return length > 0 ? length : nil
    }
  }

  /// The word that stands directly before `i`, past white space and `:`, `.`; empty where there is none.
  func wordBefore(_ i: Int) -> (word: String, start: Int) {
    var end = i
    var passed = 0
    while end > 0, passed < 4 {
      let before = previous(end)
      let byte = bytes[before]
      guard spaceLength(at: before, before: end) > 0 || byte == 0x3A || byte == 0x2E || byte == 0x28 else {
        break
      }
      end = before
      passed += 1
    }
    var start = end
    while start > 0, end - start < 32 {
      let before = previous(start)
      guard isLetter(at: before) else { break }
      start = before
    }
    return (word(start..<end), start)
  }

  // MARK: Identity numbers

  /// Personnummer and samordningsnummer: `121212-1212`, `19121212-1212`, `121212+1212`, without a separator, with a
  /// space, and with the last four withheld (`121212-XXXX`).
  ///
  /// Without a separator the check digit must be right, for a case number has as many digits. With one, a wrong
  /// check digit is rather a slip of the pen, and the birth date alone says whose it is.
  var identityNumbers: [Range<Int>] {
    var found = [Range<Int>]()
    for run in numberRuns {
      var first = 0
      while first < run.digits.count {
        if let length = identityNumberLength(in: run, at: first) {
          found.append(run.places[first]..<run.places[first + length - 1] + 1)
          first += length
        } else if let range = withheldNumber(in: run, at: first) {
          found.append(range)
          break
        } else {
          first += 1
        }
      }
    }
    return found
  }

  private func begins(_ run: NumberRun, at i: Int) -> Bool {
    i == 0 || run.places[i] != run.places[i - 1] + 1
  }

  private func identityNumberLength(in run: NumberRun, at first: Int) -> Int? {
    guard begins(run, at: first) else { return nil }
    for length in [12, 10] where first + length <= run.digits.count {
      let last = first + length
      guard last == run.digits.count || begins(run, at: last) else { continue }
      let digits = run.digits[first..<last]
      if length == 12 {
        let century = digits[first] * 10 + digits[first + 1]
        guard (18...20).contains(century) else { continue }
      }
      let ten = digits.suffix(10)
      guard IdentityNumbers.isBirthDate(ten.prefix(6)) else { continue }
      // All digits up to the last four in one row; between them and the last four a separator, or nothing.
      guard (first + 1..<last).allSatisfy({ $0 == last - 4 || !begins(run, at: $0) }) else { continue }
      let isSeparated = begins(run, at: last - 4)
      if IdentityNumbers.hasCheckDigit(ten) { return length }
      if isSeparated, isHyphenated(run, at: last - 4), !isCaseNumber(before: run.places[first]) {
        return length
      }
    }
    return nil
  }

  private func isHyphenated(_ run: NumberRun, at i: Int) -> Bool {
    let between = bytes[run.places[i - 1] + 1..<run.places[i]]
    return between.contains { $0 == 0x2D || $0 == 0x2B || $0 == 0xE2 }
  }

  private func isCaseNumber(before i: Int) -> Bool {
    let word = wordBefore(i).word
    return ["dnr", "diarienr", "diarienummer", "ärende", "ärendenr", "ärendenummer", "faktura", "fakturanr"]
      .contains(word)
  }

  private func withheldNumber(in run: NumberRun, at first: Int) -> Range<Int>? {
    let count = run.digits.count - first
    guard begins(run, at: first), count == 6 || count == 8,
      (first + 1..<run.digits.count).allSatisfy({ !begins(run, at: $0) }),
      IdentityNumbers.isBirthDate(run.digits.suffix(6))
    else { return nil }
    let end = run.places[run.digits.count - 1] + 1
    guard end + 4 < bytes.count, bytes[end] == 0x2D else { return nil }
    let rest = folded[end + 1..<end + 5]
    guard rest.allSatisfy({ $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "*") }) else { return nil }
    return run.places[first]..<end + 5
  }
}
