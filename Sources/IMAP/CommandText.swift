/// Text that a command can carry: at most 1,000 bytes, and nothing that could end the command's line, so that no
/// command can hide in another.
package struct CommandText: Hashable, Sendable {
  package let text: String

  /// - Throws: ``CommandError/text(limit:)``.
  package init(_ text: some StringProtocol) throws(CommandError) {
    guard text.utf8.count <= 1000, !text.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) else {
      throw .text(limit: 1000)
    }
    self.text = String(text)
  }
}
