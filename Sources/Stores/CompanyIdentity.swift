/// What makes two namings one company: the organisation number where one is written, else the folded name
/// without its legal form.
enum CompanyIdentity {
  /// Swedish legal forms as they stand in names, folded.
  private static let legalForms: Set<String> = [
    "ab", "hb", "kb", "ef", "aktiebolag", "handelsbolag", "kommanditbolag", "publ",
  ]

  /// The identity of the company named so; nil for a name without letters and digits.
  static func of(_ name: String) -> String? {
    if let number = organisationNumber(in: name) { return number }
    var words = [String]()
    SearchWords.forEach(in: name) { word in words.append(String(decoding: word.folded, as: UTF8.self)) }
    let bare = words.filter { !legalForms.contains($0) }
    let kept = bare.isEmpty ? words : bare
    return kept.isEmpty ? nil : kept.joined(separator: " ")
  }

  /// Ten digits, with or without the hyphen before the last four, of which the third is at least 2 (which
  /// tells it from a personal number) and the last is the check digit (Luhn's algorithm).
  static func organisationNumber(in text: String) -> String? {
    var digits = [UInt8]()
    for byte in Array(text.utf8) + [0] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "-") where digits.count == 6: continue
      default:
        if isOrganisationNumber(digits) { return digits.map(String.init).joined() }
        digits = []
      }
    }
    return nil
  }

  private static func isOrganisationNumber(_ digits: [UInt8]) -> Bool {
    guard digits.count == 10, digits[2] >= 2 else { return false }
    var sum = 0
    for (index, digit) in digits.enumerated() {
      let weighed = Int(digit) * (index.isMultiple(of: 2) ? 2 : 1)
      sum += weighed > 9 ? weighed - 9 : weighed
    }
    return sum.isMultiple(of: 10)
  }
}
