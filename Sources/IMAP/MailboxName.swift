/// A mailbox's name as people read it; how it travels is for ``encoded(utf8:)`` (RFC 9051, section 5.1).
///
/// `INBOX` is the same in upper and lower case; every other name is compared as written, apart from how Unicode
/// composes a letter (`å` of one scalar or of two).
package struct MailboxName: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package static let inbox = MailboxName(known: "INBOX")

  private init(known text: String) { self.text = text }

  /// - Throws: ``CommandError/mailboxName`` for an empty name, one over 1,000 bytes, and one with a control character.
  package init(_ text: some StringProtocol) throws(CommandError) {
    guard let name = MailboxName(checking: text) else { throw .mailboxName }
    self = name
  }

  private init?(checking text: some StringProtocol) {
    guard (1...1000).contains(text.utf8.count),
      !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { return nil }
    self.text = text.utf8.isWord("INBOX") ? "INBOX" : String(text)
  }

  /// A name as a server sent it; nil where it is in neither form, or holds what no name of ours may.
  /// - Parameter utf8: whether UTF8=ACCEPT is enabled.
  package init?(encoded bytes: some Collection<UInt8>, utf8: Bool) {
    guard let text = utf8 ? String(validating: bytes, as: UTF8.self) : ModifiedUTF7.decode(bytes) else {
      return nil
    }
    self.init(checking: text)
  }

  /// A folder that is named with `/` between its levels, as configuration does, on a server with another delimiter.
  /// - Parameter delimiter: the server's, as LIST gives it; nil where it has no levels.
  /// - Throws: ``CommandError/mailboxLevels(delimiter:)`` where a level holds the delimiter, or there are levels and
  ///   the server has none; ``CommandError/mailboxName``.
  package init(path: some StringProtocol, delimiter: Character?) throws(CommandError) {
    let levels = path.split(separator: "/", omittingEmptySubsequences: false)
    guard levels.count > 1 || delimiter.map({ !path.contains($0) }) ?? true else {
      throw .mailboxLevels(delimiter: delimiter)
    }
    guard levels.count > 1 else {
      try self.init(path)
      return
    }
    guard let delimiter, delimiter == "/" || !levels.contains(where: { $0.contains(delimiter) }) else {
      throw .mailboxLevels(delimiter: delimiter)
    }
    guard !levels.contains(where: \.isEmpty) else { throw .mailboxName }
    // RFC 9051, section 5.1: INBOX as the first level is case-insensitive on most servers; written as they list it.
    let first = levels[0].utf8.isWord("INBOX") ? "INBOX" : String(levels[0])
    try self.init(([first] + levels[1...].map { String($0) }).joined(separator: String(delimiter)))
  }

  /// As it travels: modified UTF-7, or UTF-8 where UTF8=ACCEPT is enabled.
  package func encoded(utf8: Bool) -> [UInt8] { utf8 ? Array(text.utf8) : ModifiedUTF7.encode(text) }

  package var description: String { text }
}
