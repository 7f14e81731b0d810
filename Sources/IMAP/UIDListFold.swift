/// Finds the UIDs in a `* SEARCH`, `* ESEARCH … ALL` or `* VANISHED` that have come whole, so that a list of any
/// length needs no line of that length: a sparse mailbox of 100,000 messages makes one of 700 kB.
struct UIDListFold {
  /// Whole elements, without the separator after the last.
  let elements: Range<Int>
  let separator: UInt8

  /// Nil for a response of another kind, or without an element that is whole.
  init?(_ text: [UInt8]) {
    guard let head = try? ResponseHead(text), case .untagged = head.form else { return nil }
    let start: Int
    switch head.kind {
    case "SEARCH":
      separator = UInt8(ascii: " ")
      start = head.end + 1
    case "VANISHED":
      separator = UInt8(ascii: ",")
      var cursor = Cursor(text, literals: [], from: head.end, to: text.count, depthLimit: 1)
      cursor.skipSpaces()
      if cursor.next == UInt8(ascii: "(") { guard (try? cursor.skipValue()) != nil else { return nil } }
      cursor.skipSpaces()
      start = cursor.position
    case "ESEARCH":
      separator = UInt8(ascii: ",")
      var cursor = Cursor(text, literals: [], from: head.end, to: text.count, depthLimit: 1)
      repeat {
        cursor.skipSpaces()
        guard cursor.next != UInt8(ascii: "(") else {
          guard (try? cursor.skipValue()) != nil else { return nil }
          continue
        }
        let word = cursor.word()
        guard !word.isEmpty else { return nil }
        if word.isWord("ALL") { break }
      } while true
      cursor.skipSpaces()
      start = cursor.position
    default: return nil
    }
    guard start < text.count else { return nil }
    // What comes after the list, such as (MODSEQ 5), is no part of it.
    let separator = separator
    let isElement = { (byte: UInt8) in byte.isDigit || byte == UInt8(ascii: ":") || byte == separator }
    let stop = text[start...].firstIndex { !isElement($0) } ?? text.count
    guard let last = text[start..<stop].lastIndex(of: separator), last > start else { return nil }
    elements = start..<last
  }
}
