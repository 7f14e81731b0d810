/// Text as mdoc(7) takes it.
enum Mdoc {
  /// A line of running text: what roff would take for its own is escaped.
  static func text(_ text: some StringProtocol) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case "\n": escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    // A full stop or an apostrophe at the beginning of a line makes it a request.
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
  }

  /// Running text: each sentence begins on a line of its own, and none is longer than 80 bytes, as mdoc(7) asks.
  static func sentences(_ text: String) -> String {
    var lines = [""]
    let words = text.split(whereSeparator: { $0 == " " || $0 == "\n" })
    for (index, word) in words.enumerated() {
      let isLong = (lines.last ?? "").utf8.count + word.utf8.count > 76
      if isLong, lines.last != "" { lines.append("") }
      lines[lines.count - 1] += ((lines.last ?? "").isEmpty ? "" : " ") + word
      let next = index + 1 < words.count ? words[index + 1].first : nil
      if word.hasSuffix("."), let next, next.isUppercase || next == "\"" { lines.append("") }
    }
    return lines.map { Mdoc.text($0) }.joined(separator: "\n")
  }

  /// An argument of a macro: words that mdoc would take for macros or punctuation keep their meaning.
  static func argument(_ text: some StringProtocol) -> String {
    let escaped = self.text(text)
    let isOdd =
      escaped.count <= 2 || escaped.contains(" ") || escaped.contains("\"")
      || escaped.contains(where: { ".,:;()[]?!|".contains($0) })
    guard isOdd else { return escaped }
    return "\"\\&" + escaped.replacing("\"", with: "\\(dq") + "\""
  }
}
