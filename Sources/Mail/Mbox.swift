/// Mailbox files (RFC 4155): messages one after another, each begun by a `From ` line.
package enum Mbox {
  /// The ranges of the messages, without their From_ lines and the empty line after each; in linear time.
  package static func messageRanges(in bytes: [UInt8]) -> [Range<Int>] {
    var splitter = MboxSplitter()
    var ranges = splitter.consume(bytes[...])
    if let last = splitter.finish() { ranges.append(last) }
    return ranges
  }

  /// A message taken out of its mbox, with one `>` removed from each line that is `From ` behind some of them (the
  /// quoting called mboxrd; mboxo, which quotes only once, reads the same for all that people write).
  package static func unquoted(_ message: ArraySlice<UInt8>) -> [UInt8] {
    var output = [UInt8]()
    output.reserveCapacity(message.count)
    var index = message.startIndex
    while index < message.endIndex {
      let line = message.line(at: index)
      let content = message[line.content]
      let quotes = content.prefix { $0 == UInt8(ascii: ">") }.count
      let isQuoted = quotes > 0 && content.dropFirst(quotes).starts(with: "From ".utf8)
      output += message[(isQuoted ? index + 1 : index)..<line.next]
      index = line.next
    }
    return output
  }

  /// Whether a line without its end begins a message: `From `, something, and a time as ctime writes it, for people
  /// begin sentences with the word too.
  static func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: "From ".utf8), line.count <= MboxSplitter.longestSeparator else { return false }
    let words = line.dropFirst(5).split { $0.isBlank }
    guard
      let weekday = words.firstIndex(where: { word in weekdays.contains { word.equals(ignoringCase: $0) } }),
      words.count >= weekday + 4
    else { return false }
    let rest = words[(weekday + 1)...]
    return rest.contains { isTime($0) } && rest.contains { $0.count == 4 && $0.allSatisfy(\.isASCIIDigit) }
  }

  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  private static func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    let colons = word.count { $0 == UInt8(ascii: ":") }
    return (1...2).contains(colons) && word.count >= 4
      && word.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ":") }
  }
}

/// Finds the messages of an mbox that is read piece by piece.
package struct MboxSplitter: Sendable {
  static let longestSeparator = 512

  /// How many bytes were consumed.
  private var position = 0
  /// The beginning of the line that the last piece ended in, as far as a separator can be long.
  private var pending: [UInt8] = []
  private var lineStart = 0
  private var isAfterEmptyLine = true
  /// Where the open message began, and where the empty line before the present line did.
  private var messageStart: Int?
  private var emptyLineStart = 0
  private var endsInLineFeed = false

  package init() {}

  /// Takes the next piece; gives the messages that ended within it, as offsets from the beginning of the file.
  package mutating func consume(_ piece: ArraySlice<UInt8>) -> [Range<Int>] {
    var ended: [Range<Int>] = []
    var index = piece.startIndex
    while index < piece.endIndex {
      guard let end = piece.firstIndex(ofByte: .lineFeed, from: index) else {
        remember(piece[index...])
        break
      }
      if pending.isEmpty {
        close(piece[index..<end], nextLine: position + end + 1 - piece.startIndex, &ended)
      } else {
        remember(piece[index..<end])
        let line = pending
        pending.removeAll(keepingCapacity: true)
        close(line[...], nextLine: position + end + 1 - piece.startIndex, &ended)
      }
      index = end + 1
    }
    position += piece.count
    endsInLineFeed = piece.last.map { $0 == .lineFeed } ?? endsInLineFeed
    return ended
  }

  /// The last message, at the end of the file.
  package mutating func finish() -> Range<Int>? {
    guard let start = messageStart else { return nil }
    messageStart = nil
    let end = isAfterEmptyLine && endsInLineFeed ? emptyLineStart : position
    return start < end ? start..<end : nil
  }

  private mutating func remember(_ bytes: ArraySlice<UInt8>) {
    pending += bytes.prefix(max(0, Self.longestSeparator + 2 - pending.count))
  }

  private mutating func close(_ line: ArraySlice<UInt8>, nextLine: Int, _ ended: inout [Range<Int>]) {
    let content = line.last == .carriageReturn ? line.dropLast() : line
    if isAfterEmptyLine, Mbox.isSeparator(content) {
      if let start = messageStart, start < emptyLineStart { ended.append(start..<emptyLineStart) }
      messageStart = nextLine
      isAfterEmptyLine = false
    } else {
      isAfterEmptyLine = content.isEmpty
      if isAfterEmptyLine { emptyLineStart = lineStart }
    }
    lineStart = nextLine
  }
}
