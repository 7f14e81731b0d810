/// What a file of a drop holds.
enum FileForm: Hashable, Sendable {
  /// One message (RFC 5322).
  case mail
  /// Messages one after the other (RFC 4155).
  case mbox
  /// Anything else.
  case document

  /// How many of a file's first bytes decide.
  static let headLength = 64 * 1024

  /// Formats that are told by their name alone: their files begin with no header.
  private static let documents = [
    ".md", ".html", ".htm", ".docx", ".docm", ".odt", ".ods", ".odp", ".pdf", ".doc", ".rtf", ".xlsx",
    ".pptx",
    ".zip", ".msg", ".jpg", ".jpeg", ".png",
  ]

  /// - Parameter head: gives the file's first bytes, where the name does not decide; nil where it cannot be read.
  static func of(_ candidate: Candidate, head: () -> [UInt8]?) -> FileForm {
    of(name: candidate.file.path.name, isInMaildir: candidate.isInMaildir, head: head)
  }

  static func of(name: [UInt8], isInMaildir: Bool, head: () -> [UInt8]?) -> FileForm {
    if let form = named(name, isInMaildir: isInMaildir) { return form }
    return head().map { of(name: name, head: $0) } ?? .document
  }

  /// What a name or a place alone tells; nil where the first bytes decide.
  static func named(_ name: [UInt8], isInMaildir: Bool) -> FileForm? {
    if isInMaildir || name.hasEnding(".eml") { return .mail }
    return documents.contains { name.hasEnding($0) } ? .document : nil
  }

  /// What the first bytes tell of a file whose name decides nothing.
  static func of(name: [UInt8], head: [UInt8]) -> FileForm {
    let isNamedMbox = name.hasEnding(".mbox") || name.hasEnding(".mbx")
    if isNamedMbox ? head.starts(with: MboxSeparator.start) : looksLikeMbox(head) { return .mbox }
    return looksLikeMail(head) ? .mail : .document
  }

  /// Whether these first bytes of a file are those of a message: header fields from the first line on, among them a
  /// From with an address and one that mail programs write and people do not. A note that begins with `Datum:` and
  /// `Plats:` is none, nor is a text that begins with a copied `From:` and `Subject:`.
  static func looksLikeMail(_ head: [UInt8]) -> Bool {
    let traces = ["message-id", "received", "return-path", "mime-version", "delivered-to", "date"]
    var hasAddress = false
    var hasTrace = false
    var isInFrom = false
    var lines = head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // The last line may be cut off.
    if head.count >= headLength { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      if line.isEmpty || line.elementsEqual("\r".utf8) { break }
      if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
        guard index > 0 else { return false }
      } else {
        guard let name = fieldName(line) else { return false }
        isInFrom = name == "from"
        if traces.contains(name) { hasTrace = true }
      }
      if isInFrom, line.contains(UInt8(ascii: "@")) { hasAddress = true }
    }
    return hasAddress && hasTrace
  }

  /// Whether these first bytes of a file are those of an mbox: a separator line, then a header field.
  static func looksLikeMbox(_ head: [UInt8]) -> Bool {
    guard let end = head.firstIndex(of: UInt8(ascii: "\n")), MboxSeparator.isSeparator(head[..<end]) else {
      return false
    }
    let rest = head[(end + 1)...]
    return fieldName(rest[..<(rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex)]) != nil
  }

  /// The name of a header field (RFC 5322, section 3.6.8) in lower case, or nil where the line begins with none.
  private static func fieldName(_ line: ArraySlice<UInt8>) -> String? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      colon - line.startIndex <= 76
    else { return nil }
    let name = line[..<colon]
    guard name.allSatisfy({ (33...126).contains($0) }) else { return nil }
    return String(decoding: name.map(\.asciiLowercased), as: UTF8.self)
  }
}
