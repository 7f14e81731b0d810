/// The letters and digits of a text in lower case: how a program lays text out is not what is judged.
func folded(_ text: String) -> String {
  String(
    String.UnicodeScalarView(
      text.lowercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }))
}

/// A company's name without its legal form.
func companyKey(_ name: String) -> String {
  var words = name.lowercased().split(separator: " ").map(String.init)
  while let last = words.last, ["ab", "hb", "kb", "(publ)", "för.", "ek."].contains(last), words.count > 1 {
    words.removeLast()
  }
  return folded(words.joined(separator: " "))
}
