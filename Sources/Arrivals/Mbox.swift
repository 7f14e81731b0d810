/// The line before each message of an mbox: `From sender timestamp` (RFC 4155, appendix A).
enum MboxSeparator {
  static let start = Array("From ".utf8)
  /// More of a line is not looked at.
  static let longest = 1024

  private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map { Array($0.utf8) }

  /// Whether a line, its end left off or not, separates messages: `From `, then somewhere a day of the week and a time
  /// of day, as every writer of mboxes puts them. A sentence of a message that happens to begin with "From" is none.
  static func isSeparator(_ line: some RandomAccessCollection<UInt8>) -> Bool {
    line.starts(with: start) && hasTimestamp(Array(line.prefix(longest)))
  }

  private static func hasTimestamp(_ line: [UInt8]) -> Bool {
    let words = line.dropFirst(start.count).split { $0 == 32 || $0 == 9 || $0 == 13 || $0 == 10 }
    guard let day = words.firstIndex(where: { word in days.contains { word.elementsEqual($0) } }) else {
      return false
    }
    return words[day...].contains(where: isTime)
  }

  /// `8:02`, `08:02`, `08:02:11`.
  private static func isTime(_ word: some Collection<UInt8>) -> Bool {
    let fields = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return (2...3).contains(fields.count)
      && fields.allSatisfy { (1...2).contains($0.count) && $0.allSatisfy { (48...57).contains($0) } }
  }
}

/// A message's place in an mbox.
struct MboxMessage: Hashable, Sendable {
  /// Where its separator line begins.
  var separator: Int64
  /// Its bytes: without the separator, and without the empty line that the format puts after it.
  var content: Range<Int64>
}

/// Finds the messages of an mbox (RFC 4155) in the bytes as they are read, however the chunks fall, and keeps no more
/// than the start of one line: an mbox may be gigabytes, and so may one of its messages.
///
/// A message begins with a separator line at the start of the file or after an empty line. `Content-Length` (the
/// "mboxcl" dialect) is not believed: a wrong one would lose messages.
struct MboxSplitter: Sendable {
  /// Offset of the next byte.
  private var position: Int64 = 0
  private var lineStart: Int64 = 0
  /// The start of the line that the last chunk ended in.
  private var partial: [UInt8] = []
  /// Where the line before begins, if it was empty.
  private var emptyLine: Int64?
  private var current: (separator: Int64, content: Int64)?

  /// Takes the next bytes and appends the messages that end in them.
  mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>, into messages: inout [MboxMessage]) {
    var start = 0
    while start < chunk.count {
      let rest = UnsafeBufferPointer(rebasing: chunk[start...])
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
        partial += rest.prefix(max(0, MboxSeparator.longest - partial.count))
        position += Int64(rest.count)
        return
      }
      position += Int64(end + 1)
      let line = UnsafeBufferPointer(rebasing: rest[...end])
      if partial.isEmpty {
        take(line, into: &messages)
      } else {
        partial += line.prefix(max(0, MboxSeparator.longest - partial.count))
        let whole = partial
        partial.removeAll(keepingCapacity: true)
        whole.withUnsafeBufferPointer { take($0, into: &messages) }
      }
      start += end + 1
    }
  }

  /// Ends the file: appends its last message.
  mutating func finish(into messages: inout [MboxMessage]) {
    if !partial.isEmpty {
      let last = partial
      partial = []
      last.withUnsafeBufferPointer { take($0, into: &messages) }
    }
    close(into: &messages, at: position)
  }

  private mutating func take(_ line: UnsafeBufferPointer<UInt8>, into messages: inout [MboxMessage]) {
    defer { lineStart = position }
    let length = position - lineStart
    if line.first == UInt8(ascii: "F") {
      let isFirst = lineStart == 0 && line.starts(with: MboxSeparator.start)
      if isFirst || emptyLine != nil && MboxSeparator.isSeparator(line) {
        close(into: &messages, at: lineStart)
        current = (lineStart, position)
        emptyLine = nil
        return
      }
    }
    let isEmpty = length == 1 && line.first == 10 || length == 2 && line.first == 13 && line.last == 10
    emptyLine = isEmpty ? lineStart : nil
  }

  private mutating func close(into messages: inout [MboxMessage], at end: Int64) {
    guard let current else { return }
    messages.append(
      MboxMessage(
        separator: current.separator, content: current.content..<max(current.content, emptyLine ?? end)))
    self.current = nil
  }
}

/// The quoting of lines that could be taken for separators.
enum MboxQuoting {
  /// Takes one `>` from every line of `>…>From `, as the "mboxrd" dialect puts it there.
  static func unquote(_ bytes: inout [UInt8]) {
    let mark = UInt8(ascii: ">")
    guard bytes.contains(mark) else { return }
    let kept = bytes.withUnsafeMutableBufferPointer { buffer in
      var write = 0
      var read = 0
      var isLineStart = true
      while read < buffer.count {
        if isLineStart, buffer[read] == mark {
          var text = read
          while text < buffer.count, buffer[text] == mark { text += 1 }
          if buffer[text...].starts(with: MboxSeparator.start) { read += 1 }
        }
        isLineStart = buffer[read] == 10
        buffer[write] = buffer[read]
        write += 1
        read += 1
      }
      return write
    }
    bytes.removeLast(bytes.count - kept)
  }
}
