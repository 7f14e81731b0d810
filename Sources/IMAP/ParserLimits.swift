/// How much of a server's answers is taken in. What is larger is skipped where the stream can stay in step, and ends
/// the connection where it cannot.
package struct ParserLimits: Hashable, Sendable {
  /// Bytes of a response outside its streamed literals.
  package var line = 64 * 1024
  /// Bytes of a body literal that is streamed; a larger one is skipped. The configuration's `limits.message`.
  package var message: UInt64 = 50_000_000
  /// Bytes of the largest literal that is skipped; a larger one ends the connection.
  package var skipped: UInt64 = 4_000_000_000
  /// Literals in one response.
  package var literals = 256
  /// Lists within lists.
  package var depth = 64
  /// Ranges in one list of UIDs: 8 bytes each.
  package var ranges = 1_000_000

  package init() {}
}
