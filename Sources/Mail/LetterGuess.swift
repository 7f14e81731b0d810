/// Tells the text of DOS and of old Macintoshes from Windows-1252 by the places in which their Swedish letters stand.
///
/// What is `å` and `ä` there is a quotation mark, a dagger or a capital in Windows-1252, which never stands between two
/// small letters. Two such places and none of Windows-1252's own Swedish letters are proof.
enum LetterGuess {
  private enum Origin: CaseIterable {
    case dos, macintosh

    /// `å ä ö` and their capitals.
    var letters: [UInt8] {
      switch self {
      case .dos: [0x86, 0x84, 0x94, 0x8F, 0x8E, 0x99]
      case .macintosh: [0x8C, 0x8A, 0x9A, 0x81, 0x80, 0x85]
      }
    }

    /// Those of them that Windows-1252 has nothing for that could stand between small letters.
    var proof: [UInt8] {
      switch self {
      case .dos: [0x86, 0x84]
      case .macintosh: [0x8C, 0x8A]
      }
    }

    /// By the name that the C library knows.
    var charset: String {
      switch self {
      case .dos: "cp850"
      case .macintosh: "macintosh"
      }
    }
  }

  /// The text as UTF-8, where it is one of these; nil where nothing proves it, and where it is UTF-8 already.
  static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var counts = [Int](repeating: 0, count: 256)
    var between = [Int](repeating: 0, count: 256)
    var previous: UInt8 = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte >= 0x80 {
        counts[Int(byte)] += 1
        let next = index + 1 < bytes.endIndex ? bytes[index + 1] : 0
        if 0x61...0x7A ~= previous, 0x61...0x7A ~= next { between[Int(byte)] += 1 }
      }
      previous = byte
      index += 1
    }
    // å ä ö Å Ä Ö é of Windows-1252, and the lead of each of them in UTF-8.
    guard ([0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6, 0xE9, 0xC3] as [Int]).allSatisfy({ counts[$0] == 0 }) else {
      return nil
    }
    let origin = Origin.allCases.first { origin in
      origin.proof.reduce(0) { $0 + between[Int($1)] } >= 2
        && origin.letters.reduce(0) { $0 + counts[Int($1)] } * 2 >= counts.reduce(0, +)
    }
    return origin.flatMap { GMime.convert(bytes, from: $0.charset)?.utf8 }
  }
}
