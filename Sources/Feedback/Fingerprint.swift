extension Note {
  /// Recognises the same note in another wrapping: the digest of its passages' letters and digits, case folded,
  /// so that line breaks, bullets, quote marks and forward headers do not matter.
  ///
  /// A few words alone ("Bygglov tar för lång tid") can be said at two meetings: below 80 bytes of folded text,
  /// title and meeting date count too.
  package static func fingerprint(of passages: [Passage], title: String?, meetingDate: CalendarDate?)
    -> Digest
  {
    var folded = [UInt8]()
    for passage in passages { fold(passage.text, into: &folded) }
    if folded.count < 80 {
      folded.append(0)
      fold(title ?? "", into: &folded)
      folded.append(0)
      folded += (meetingDate?.description ?? "").utf8
    }
    return Digest(of: folded)
  }

  private static func fold(_ text: String, into bytes: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      // Nearly all are of ASCII or Latin-1, of which one need not ask Unicode's tables.
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      case 0x41...0x5A: bytes.append(UInt8(truncatingIfNeeded: scalar.value + 32))
      case 0...0x7F, 0xD7, 0xF7: break
      case 0xC0...0xFF:
        bytes.append(0xC3)
        let isUpper = scalar.value < 0xDF
        bytes.append(UInt8(truncatingIfNeeded: scalar.value - 0x40 + (isUpper ? 32 : 0)))
      default:
        guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { break }
        bytes += scalar.properties.lowercaseMapping.utf8
      }
    }
  }
}
