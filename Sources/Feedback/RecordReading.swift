package import Foundation

/// Why a line is no record of ours: the field, and what is wrong with it.
package struct RecordError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String
}

extension Entry {
  /// Reads a record as ``record`` writes it. The bytes and the parts' texts are not in a record.
  /// - Parameter line: one JSON object, UTF-8.
  package init(record line: Data) throws(RecordError) {
    let wire: WireEntry
    do {
      wire = try JSONDecoder().decode(WireEntry.self, from: line)
    } catch let error as DecodingError {
      throw RecordError(description: Self.sentence(for: error))
    } catch {
      throw RecordError(description: "the line is not JSON")
    }
    func identifier(_ text: String, _ field: String) throws(RecordError) -> ULID {
      guard let id = ULID(text) else { throw RecordError(description: "\(field): \"\(text)\" is no ULID") }
      return id
    }
    guard let receivedAt = Date(rfc3339: wire.received_at) else {
      throw RecordError(
        description: "received_at: \"\(wire.received_at)\" is no UTC time as in 2025-03-13T08:02:11Z")
    }
    guard let outcome = Outcome(name: wire.outcome, reason: wire.reason) else {
      throw RecordError(
        description:
          "outcome: \"\(wire.outcome)\" with reason \"\(wire.reason ?? "null")\" is no known outcome")
    }
    var digest: Digest?
    if let text = wire.sha256 {
      digest = Digest(text)
      if digest == nil { throw RecordError(description: "sha256: not 64 hexadecimal digits") }
    }
    var notes = [Note]()
    for note in wire.notes { notes.append(try note.note(identifier)) }
    var attachments = [Attachment]()
    for attachment in wire.attachments {
      guard let result = Attachment.Outcome(rawValue: attachment.outcome) else {
        throw RecordError(description: "attachments.outcome: \"\(attachment.outcome)\" is unknown")
      }
      attachments.append(
        Attachment(
          name: attachment.name, type: attachment.type, outcome: result, characters: attachment.characters))
    }
    self.init(
      id: try identifier(wire.id, "id"), source: SourceName(rawValue: wire.source),
      key: ArrivalKey(rawValue: "import:\(wire.id)"), path: wire.path, sha256: digest,
      messageID: wire.message_id,
      receivedAt: receivedAt, outcome: outcome, size: 0,
      warnings: wire.warnings.map { ReadingWarning(code: $0.code, part: $0.part, detail: $0.detail) },
      attachments: attachments, notes: notes)
  }

  private static func sentence(for error: DecodingError) -> String {
    func path(_ context: DecodingError.Context, _ last: String? = nil) -> String {
      let keys =
        context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue } + (last.map { [$0] } ?? [])
      return keys.joined(separator: ".")
    }
    return switch error {
    case .keyNotFound(let key, let context): "the field \(path(context, key.stringValue)) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      context.codingPath.isEmpty
        ? "the line is no JSON object" : "the field \(path(context)) is of the wrong type"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "the line is not JSON" : "the field \(path(context)) cannot be read"
    @unknown default: "the line is no record"
    }
  }
}

// The wire's own names, so that the decoder's messages speak of the fields that a person sees.
private struct WireEntry: Decodable {
  var id: String
  var path: String?
  var source: String
  var sha256: String?
  var message_id: String?
  var received_at: String
  var outcome: String
  var reason: String?
  var warnings: [WireWarning]
  var attachments: [WireAttachment]
  var notes: [WireNote]
}

private struct WireWarning: Decodable {
  var code: String
  var part: String?
  var detail: String
}

private struct WireAttachment: Decodable {
  var name: String?
  var type: String
  var outcome: String
  var characters: Int
}

private struct WireSegment: Decodable {
  var kind: String
  var part: String
  var range: [Int]
}

private struct WireTag: Decodable {
  var theme: String
  var score: Double
  var by: String
  var model: String?
  var evidence: [[Int]]
}

private struct WirePassage: Decodable {
  var id: String
  var ordinal: Int
  var part: String
  var range: [Int]
  var text: String
  var context: String?
  var stance: String?
  var service_area: String
  var themes: [WireTag]
}

private struct WireNote: Decodable {
  var id: String
  var title: String?
  var meeting_date: String?
  var place: String?
  var reporters: [String]
  var origin: String?
  var comment: String?
  var companies: [String]
  var voice: String
  var service_area: String
  var language: String
  var revises: String?
  var segments: [WireSegment]
  var passages: [WirePassage]

  func note(
    _ identifier: (String, String) throws(RecordError) -> ULID
  ) throws(RecordError) -> Note {
    func known<Value>(_ value: Value?, _ field: String, _ text: String) throws(RecordError) -> Value {
      guard let value else { throw RecordError(description: "\(field): \"\(text)\" is unknown") }
      return value
    }
    var date: CalendarDate?
    if let meeting_date { date = try known(CalendarDate(meeting_date), "notes.meeting_date", meeting_date) }
    var earlier: ULID?
    if let revises { earlier = try identifier(revises, "notes.revises") }
    var segments = [Segment]()
    for segment in self.segments {
      segments.append(
        Segment(
          kind: try known(Segment.Kind(rawValue: segment.kind), "notes.segments.kind", segment.kind),
          part: segment.part, range: try Self.range(segment.range)))
    }
    var passages = [Passage]()
    for passage in self.passages {
      var stance: Stance?
      if let text = passage.stance {
        stance = try known(Stance(rawValue: text), "notes.passages.stance", text)
      }
      var tags = [Tag]()
      for tag in passage.themes {
        var evidence = [Range<Int>]()
        for pair in tag.evidence {
          let range = try Self.range(pair)
          guard range.upperBound <= passage.text.unicodeScalars.count else {
            throw RecordError(
              description: "notes.passages.themes.evidence: a range goes beyond the passage's text")
          }
          evidence.append(range)
        }
        tags.append(
          Tag(
            theme: ThemeName(rawValue: tag.theme), score: tag.score, author: tag.by, model: tag.model,
            evidence: evidence))
      }
      passages.append(
        Passage(
          id: try identifier(passage.id, "notes.passages.id"), ordinal: passage.ordinal, part: passage.part,
          range: try Self.range(passage.range), text: passage.text, context: passage.context, stance: stance,
          serviceArea: ServiceArea(rawValue: passage.service_area), tags: tags))
    }
    return Note(
      id: try identifier(id, "notes.id"), title: title, meetingDate: date, place: place, reporters: reporters,
      origin: origin, comment: comment, companies: companies,
      voice: try known(Voice(rawValue: voice), "notes.voice", voice),
      serviceArea: ServiceArea(rawValue: service_area),
      language: try known(NoteLanguage(rawValue: language), "notes.language", language), revises: earlier,
      segments: segments, passages: passages,
      fingerprint: Note.fingerprint(of: passages, title: title, meetingDate: date))
  }

  private static func range(_ pair: [Int]) throws(RecordError) -> Range<Int> {
    guard pair.count == 2, pair[0] >= 0, pair[0] <= pair[1] else {
      throw RecordError(description: "a range is two offsets, the first not after the second")
    }
    return pair[0]..<pair[1]
  }
}
