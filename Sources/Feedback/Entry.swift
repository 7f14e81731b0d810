package import Foundation

/// All that is kept about one message, and the unit of a commit: what arrived, what became of it, and what
/// was understood. A store gives back what it was given (the bytes apart).
package struct Entry: Hashable, Sendable {
  package var id: ULID
  package var source: SourceName
  /// What names the message at its source for ever; see ``ArrivalKey``.
  package var key: ArrivalKey
  /// Where it was found: a path below the drop, or as given on the command line; nil for a mailbox.
  package var path: String?
  /// Nil where the message was too large to fetch.
  package var sha256: Digest?
  /// The Message-ID as written, with its angle brackets. Never decides alone: it can be reused.
  package var messageID: String?
  package var receivedAt: Date
  package var outcome: Outcome
  /// The header block as received: kept where the bytes are not.
  package var headers: String?
  package var size: Int
  package var warnings: [ReadingWarning]
  package var attachments: [Attachment]
  /// The decoded text of each part that a segment or a passage points into.
  package var parts: [PartText]
  /// For a duplicate: the notes it belongs to.
  package var notes: [Note]
  /// The bytes as received; nil where they are not kept.
  package var original: [UInt8]? { didSet { digestOfOriginal = nil } }
  /// The digest of ``original`` as it was computed; nil where it was not.
  package private(set) var digestOfOriginal: Digest?

  package init(
    id: ULID, source: SourceName, key: ArrivalKey, path: String?, sha256: Digest?, messageID: String? = nil,
    receivedAt: Date, outcome: Outcome, headers: String? = nil, size: Int, warnings: [ReadingWarning] = [],
    attachments: [Attachment] = [], parts: [PartText] = [], notes: [Note] = [], original: [UInt8]? = nil
  ) {
    self.id = id
    self.source = source
    self.key = key
    self.path = path
    self.sha256 = sha256
    self.messageID = messageID
    self.receivedAt = receivedAt
    self.outcome = outcome
    self.headers = headers
    self.size = size
    self.warnings = warnings
    self.attachments = attachments
    self.parts = parts
    self.notes = notes
    self.original = original
  }
}

extension Entry {
  /// Keeps the bytes as received, whose digest was computed before.
  package mutating func keep(_ bytes: [UInt8], digest: Digest?) {
    original = bytes
    digestOfOriginal = digest
  }
}

/// What names a message at its source, so that twice is once: UIDVALIDITY and UID in a mailbox; path, inode,
/// time and place within the file in a drop. Opaque to all but the source.
package struct ArrivalKey: RawRepresentable, Hashable, Sendable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// How far a source has been read, in the source's own words; kept by the store, in the transaction of the
/// messages that it passes.
package struct Position: RawRepresentable, Hashable, Sendable {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
}

/// The decoded text of one part of a message.
package struct PartText: Hashable, Sendable {
  /// The part's number, as IMAP counts (RFC 9051, section 6.4.5.1): `1`, `2.1`. A file that is no mail is `1`.
  package var part: String
  package var text: String

  package init(part: String, text: String) {
    self.part = part
    self.text = text
  }
}

/// Something in a message that could not be read or was not as expected; the officer hears of it.
package struct ReadingWarning: Hashable, Sendable {
  /// A stable name, such as `image_only_page`.
  package var code: String
  package var part: String?
  /// One Swedish sentence for the officer.
  package var detail: String

  package init(code: String, part: String?, detail: String) {
    self.code = code
    self.part = part
    self.detail = detail
  }
}

/// What became of an attachment.
package struct Attachment: Hashable, Sendable {
  package enum Outcome: String, CaseIterable, Sendable {
    case read, unsupported, encrypted, failed
    case tooLarge = "too_large"
    case noText = "no_text"
    case logo
  }

  package var name: String?
  package var type: String
  package var outcome: Outcome
  /// The number of Unicode scalars of text read from it.
  package var characters: Int

  package init(name: String?, type: String, outcome: Outcome, characters: Int) {
    self.name = name
    self.type = type
    self.outcome = outcome
    self.characters = characters
  }
}
