/// The check digit of Swedish identity and organisation numbers (the Luhn algorithm, ISO/IEC 7812-1 annex B).
package enum IdentityNumbers {
  /// Whether ten digits, given as values 0 to 9, end in their check digit.
  static func hasCheckDigit(_ digits: some Collection<UInt8>) -> Bool {
    var sum = 0
    for (place, digit) in digits.enumerated() {
      let value = Int(digit) * (place % 2 == 0 ? 2 : 1)
      sum += value > 9 ? value - 9 : value
    }
    return digits.count == 10 && sum % 10 == 0
  }

  /// Whether six digits (YYMMDD) are a birth date of a personnummer, or of a samordningsnummer, whose day is
  /// 60 higher (SFS 2022:1697).
  static func isBirthDate(_ digits: some Collection<UInt8>) -> Bool {
    let digits = Array(digits)
    guard digits.count == 6 else { return false }
    let month = Int(digits[2]) * 10 + Int(digits[3])
    var day = Int(digits[4]) * 10 + Int(digits[5])
    if day > 60 { day -= 60 }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  /// Whether ten digits are the organisation number of a legal person: its third digit is 2 or more, which no
  /// month has (SFS 1974:174). A sole trader's number is a personnummer, and none of these.
  package static func isOrganisationNumber(_ digits: [UInt8]) -> Bool {
    digits.count == 10 && digits[2] >= 2 && hasCheckDigit(digits)
  }
}
