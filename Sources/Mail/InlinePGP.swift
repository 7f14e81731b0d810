/// OpenPGP written into the text itself (RFC 9580, sections 6 and 7).
enum InlinePGP {
  /// A text without the encrypted message in it; nil where there is none.
  static func withoutEncrypted(_ text: [UInt8]) -> [UInt8]? {
    let bytes = text[...]
    guard let start = bytes.firstRange(of: "-----BEGIN PGP MESSAGE-----", from: 0) else { return nil }
    let end = bytes.firstRange(of: "-----END PGP MESSAGE-----", from: start.upperBound)?.upperBound
    return Array(text[..<start.lowerBound] + text[(end ?? text.endIndex)...])
  }

  /// The text of a message in the cleartext signature framework (section 7), with what stands before and after it;
  /// nil where there is none.
  static func signedText(_ text: [UInt8]) -> [UInt8]? {
    guard text[...].trimmed.starts(with: "-----BEGIN PGP SIGNED MESSAGE-----".utf8) else { return nil }
    enum Place { case before, armorHeaders, content, signature }
    var place = Place.before
    var output = [UInt8]()
    let bytes = text[...]
    var index = 0
    while index < text.count {
      let line = bytes.line(at: index)
      let content = bytes[line.content]
      defer { index = line.next }
      switch place {
      case .before:
        if content.starts(with: "-----BEGIN PGP SIGNED MESSAGE-----".utf8) {
          place = .armorHeaders
        } else {
          output += bytes[index..<line.next]
        }
      case .armorHeaders:
        if content.trimmed.isEmpty { place = .content }
      case .content:
        if content.starts(with: "-----BEGIN PGP SIGNATURE-----".utf8) {
          place = .signature
        } else {
          // Lines that begin with a hyphen are escaped by another and a space.
          output += bytes[(content.starts(with: "- ".utf8) ? index + 2 : index)..<line.next]
        }
      case .signature:
        if content.starts(with: "-----END PGP SIGNATURE-----".utf8) { place = .before }
      }
    }
    return output
  }
}
