package import Documents
package import Feedback
package import Foundation

/// One part of a message that was read as text.
package struct ReadPart: Hashable, Sendable {
  package enum Role: Hashable, Sendable {
    /// What the sender wrote in the mail itself.
    case body
    /// What stands in the mail to which the message with the note was attached.
    case around
    /// A file beside it, or a file of a drop.
    case attachment(name: String?)
  }
  /// The part's number: `1`, `2.1`.
  package var part: String
  package var role: Role
  package var content: DocumentText

  package init(part: String, role: Role, content: DocumentText) {
    self.part = part
    self.role = role
    self.content = content
  }
}

/// What is known from outside about the parts: the mail's own headers, or a file's name and time.
package struct Circumstances: Hashable, Sendable {
  package var subject: String?
  /// When it was sent or written: the day that "i dag" means.
  package var written: Date
  /// The address of who sent the mail to us, lower case.
  package var sender: String?
  /// For forwards as attachments (message/rfc822): who wrote the inner message, and its subject and date.
  package var forwarded: Forward?
  package var timezone: TimeZone
  /// Whether something was attached that could not be read: words that only cover it are no note.
  package var hasUnreadAttachment = false

  package init(
    subject: String?, written: Date, sender: String?, forwarded: Forward? = nil, timezone: TimeZone
  ) {
    self.subject = subject
    self.written = written
    self.sender = sender
    self.forwarded = forwarded
    self.timezone = timezone
  }
}

/// Whose words a forward carries.
package struct Forward: Hashable, Sendable {
  package var name: String?
  /// Lower case; nil where the header block shows a name alone.
  package var address: String?
  package var subject: String?
  package var date: Date?

  package init(name: String?, address: String?, subject: String?, date: Date?) {
    self.name = name
    self.address = address
    self.subject = subject
    self.date = date
  }
}

/// The segments of one part, in UTF-8 offsets, with what the segmentation learnt.
package struct SegmentedPart: Hashable, Sendable {
  package struct Stretch: Hashable, Sendable {
    package var kind: Segment.Kind
    /// Half-open offsets in UTF-8 bytes into the part's text; begins and ends at a line.
    package var range: Range<Int>
    package init(kind: Segment.Kind, range: Range<Int>) {
      self.kind = kind
      self.range = range
    }
  }
  /// A message that was forwarded beside the first: another note.
  package struct Beside: Hashable, Sendable {
    /// Where it begins, in UTF-8 bytes into the part's text.
    package var start: Int
    package var forward: Forward
    package init(start: Int, forward: Forward) {
      self.start = start
      self.forward = forward
    }
  }
  /// In order, not overlapping; white space between them belongs to none.
  package var stretches: [Stretch]
  /// The innermost forward whose words are the note; nil where the sender wrote it.
  package var forward: Forward?
  /// The messages forwarded beside that one, in order.
  package var beside: [Beside]
  package var warnings: [ReadingWarning]
  /// The lines by which mail programs set one message into another, in order: their dates are no meeting's.
  package var boundaries: [Range<Int>] = []

  package init(
    stretches: [Stretch], forward: Forward?, beside: [Beside] = [], warnings: [ReadingWarning]
  ) {
    self.stretches = stretches
    self.forward = forward
    self.beside = beside
    self.warnings = warnings
  }
}

/// A note as it was read, before it is tagged.
package struct NoteDraft: Hashable, Sendable {
  package struct Passage: Hashable, Sendable {
    package var part: String
    /// Half-open offsets in Unicode scalars into the part's text.
    package var range: Range<Int>
    /// The stretch with line breaks and runs of white space folded to one space.
    package var text: String
    package var context: String?
    package init(part: String, range: Range<Int>, text: String, context: String?) {
      self.part = part
      self.range = range
      self.text = text
      self.context = context
    }
  }
  package var title: String?
  package var meetingDate: CalendarDate?
  package var place: String?
  package var origin: String?
  package var comment: String?
  package var companies: [String]
  package var voice: Voice
  package var language: NoteLanguage
  package var segments: [Segment]
  package var passages: [Passage]

  package init(
    title: String?, meetingDate: CalendarDate?, place: String?, origin: String?, comment: String?,
    companies: [String], voice: Voice, language: NoteLanguage, segments: [Segment], passages: [Passage]
  ) {
    self.title = title
    self.meetingDate = meetingDate
    self.place = place
    self.origin = origin
    self.comment = comment
    self.companies = companies
    self.voice = voice
    self.language = language
    self.segments = segments
    self.passages = passages
  }
}
