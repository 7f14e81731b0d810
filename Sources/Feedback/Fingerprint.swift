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
    for scalar in text.unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      if scalar.isASCII {
        let byte = UInt8(scalar.value)
        bytes.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte + 32 : byte)
      } else {
        bytes += scalar.properties.lowercaseMapping.utf8
      }
    }
  }
}
