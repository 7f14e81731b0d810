import Testing

/// One after the other: they make mails by the thousand, and the tests beside them measure time.
@Suite(.serialized) enum MailboxTests {}
