/// The readable text of one meeting (mötesanteckning), with what is known about it.
/// Each fact is nil rather than guessed wildly.
package struct Note: Hashable, Sendable {
  package var id: ULID
  /// The subject or heading, without `VB:`, `Fwd:`, `SV:`.
  package var title: String?
  package var meetingDate: CalendarDate?
  package var place: String?
  /// Officers who sent or forwarded it: addresses in lower case.
  package var reporters: [String]
  /// The address of who wrote it, where the message is a forward.
  package var origin: String?
  /// The officer's own words above a forward.
  package var comment: String?
  package var companies: [String]
  package var voice: Voice
  package var serviceArea: ServiceArea
  package var language: NoteLanguage
  /// The note of which this is a corrected version.
  package var revises: ULID?
  package var segments: [Segment]
  package var passages: [Passage]
  /// Recognises the same note in another wrapping: a digest of its content with case, space and marks folded.
  package var fingerprint: Digest

  package init(
    id: ULID, title: String?, meetingDate: CalendarDate?, place: String?, reporters: [String],
    origin: String?,
    comment: String?, companies: [String], voice: Voice, serviceArea: ServiceArea, language: NoteLanguage,
    revises: ULID? = nil, segments: [Segment], passages: [Passage], fingerprint: Digest
  ) {
    self.id = id
    self.title = title
    self.meetingDate = meetingDate
    self.place = place
    self.reporters = reporters
    self.origin = origin
    self.comment = comment
    self.companies = companies
    self.voice = voice
    self.serviceArea = serviceArea
    self.language = language
    self.revises = revises
    self.segments = segments
    self.passages = passages
    self.fingerprint = fingerprint
  }
}

/// A stretch of a part's text, by what it is. Only `content` is cut into passages.
package struct Segment: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case comment, heading, content, attendance, agenda, greeting, signature, disclaimer, banner, history,
      other
  }

  package var kind: Kind
  /// The part of the message whose text this lies in, such as `2` or `1.2`.
  package var part: String
  /// Half-open offsets in Unicode scalars into the decoded text of the part.
  package var range: Range<Int>

  package init(kind: Kind, part: String, range: Range<Int>) {
    self.kind = kind
    self.part = part
    self.range = range
  }
}

/// One to three sentences of content that make one point (textavsnitt): the unit that is tagged.
package struct Passage: Hashable, Sendable {
  package var id: ULID
  /// Its place among the passages of its note, from 1.
  package var ordinal: Int
  package var part: String
  /// Half-open offsets in Unicode scalars into the decoded text of the part.
  package var range: Range<Int>
  /// The text of the range with line breaks inside the passage folded to spaces.
  package var text: String
  /// The heading or lead-in that informs a fragment without a subject of its own.
  package var context: String?
  /// Nil where no theme was found.
  package var stance: Stance?
  package var serviceArea: ServiceArea
  package var tags: [Tag]

  package init(
    id: ULID, ordinal: Int, part: String, range: Range<Int>, text: String, context: String?, stance: Stance?,
    serviceArea: ServiceArea, tags: [Tag]
  ) {
    self.id = id
    self.ordinal = ordinal
    self.part = part
    self.range = range
    self.text = text
    self.context = context
    self.stance = stance
    self.serviceArea = serviceArea
    self.tags = tags
  }
}

/// A theme on a passage (märkning), with the words that decided.
package struct Tag: Hashable, Sendable {
  package var theme: ThemeName
  /// 0 to 1: how probable a careful reader's agreement is.
  package var score: Double
  /// `model`, or the address of the officer who judged.
  package var author: String
  /// The version of the model; nil where a person judged.
  package var model: String?
  /// Half-open offsets in Unicode scalars into the passage's text.
  package var evidence: [Range<Int>]

  package init(theme: ThemeName, score: Double, author: String, model: String?, evidence: [Range<Int>]) {
    self.theme = theme
    self.score = score
    self.author = author
    self.model = model
    self.evidence = evidence
  }
}
