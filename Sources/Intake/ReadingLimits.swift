package import Mail

/// How much of a message is read, and how often it is tried.
package struct ReadingLimits: Hashable, Sendable {
  /// Bytes of a message or file; a larger one is quarantined unread.
  package var message = 50_000_000
  /// Bytes of one attachment; a larger one is named in a warning.
  package var attachment = 25_000_000
  /// Attachments read of one message; those beyond are named in a warning.
  package var attachments = 100
  /// How often a message is tried before it is quarantined.
  package var attempts = 3
  package var mail = MailLimits()

  package init() {}
}
