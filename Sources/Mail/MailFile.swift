/// Tells mail by its first bytes, for files whose names do not.
enum MailFile {
  /// Whether a file that begins like this is one message: a header of at least two fields that mail programs write, one
  /// of them of those that every message has, and no line in it that is no field. A few kilobytes are enough.
  static func looksLikeMail(_ prefix: [UInt8]) -> Bool {
    let bytes = MessageReader.withoutPreface(MessageReader.withLineFeeds(prefix.prefix(64 * 1024)))
    var wellKnown = 0
    var hasCommon = false
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let line = bytes.line(at: index)
      let content = bytes[line.content]
      // The last line of the prefix may be cut.
      if content.isEmpty || line.next == bytes.endIndex { break }
      if let colon = HeaderBlock.colon(in: content) {
        let name = content[..<colon].trimmed
        if HeaderBlock.isWellKnown(name) { wellKnown += 1 }
        if common.contains(where: { name.equals(ignoringCase: $0) }) { hasCommon = true }
      } else if index == bytes.startIndex || !bytes[index].isBlank {
        return false
      }
      index = line.next
    }
    return wellKnown >= 2 && hasCommon
  }

  private static let common = ["from", "date", "received", "message-id", "return-path", "mime-version"]
}
