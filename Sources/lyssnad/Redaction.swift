import Feedback
import Language

extension Entry {
  /// The entry with personal data masked: the addresses of reporters and authors, and in every text the addresses,
  /// telephone and personal identity numbers, and the names of those who are known to have been there. What is in doubt
  /// is masked. Evidence in a passage that was masked is left out: it can have moved, or be what was masked.
  /// - Parameter texts: for each note, the texts of the parts of the message that brought it, where its attendance lists
  ///   stand.
  func redacted(knowing texts: [ULID: [PartText]]) -> Entry {
    let plain = PersonalData()
    var copy = self
    copy.path = path.map(plain.masked)
    copy.messageID = nil
    copy.headers = nil
    copy.parts = []
    for index in copy.attachments.indices {
      copy.attachments[index].name = copy.attachments[index].name.map(plain.masked)
    }
    for index in copy.warnings.indices {
      copy.warnings[index].detail = plain.masked(copy.warnings[index].detail)
    }
    copy.notes = notes.map { note in
      let parts = texts[note.id] ?? []
      if note.segments.contains(where: { segment in
        segment.kind == .attendance && !parts.contains { $0.part == segment.part }
      }) {
        return note.withheld(by: plain)
      }
      return note.redacted(
        by: PersonalData(
          names: note.reporters + [note.origin].compactMap { $0 } + note.attendants(in: parts))
      )
    }
    return copy
  }
}

extension Note {
  /// The names in its attendance lists: what stands between commas and line ends, without what stands in
  /// parentheses (a company, a role) and before a colon ("Närvarande:").
  fileprivate func attendants(in parts: [PartText]) -> [String] {
    segments.filter { $0.kind == .attendance }.flatMap { segment -> [String] in
      guard let text = parts.first(where: { $0.part == segment.part })?.text else { return [] }
      let scalars = Array(text.unicodeScalars)
      var names = [String]()
      var name = String.UnicodeScalarView()
      var depth = 0
      for scalar in scalars[segment.range.clamped(to: 0..<scalars.count)] {
        switch scalar {
        case "(": depth += 1
        case ")": depth = max(0, depth - 1)
        case ":": name.removeAll()
        case ",", ";", "\n":
          names.append(String(name))
          name.removeAll()
          depth = 0
        default: if depth == 0 { name.append(scalar) }
        }
      }
      return names + [String(name)]
    }
  }

  /// What is left of a note that lists who was there, where that list itself is gone (it came in as a record, which has
  /// no texts): nobody can say which words are names, so no words are shown.
  fileprivate func withheld(by data: PersonalData) -> Note {
    var copy = redacted(by: data)
    copy.title = copy.title.map { _ in Self.withheldText }
    copy.comment = copy.comment.map { _ in Self.withheldText }
    for index in copy.passages.indices {
      copy.passages[index].text = Self.withheldText
      copy.passages[index].context = nil
      for tag in copy.passages[index].tags.indices { copy.passages[index].tags[tag].evidence = [] }
    }
    return copy
  }

  private static let withheldText = "[undanhållet]"

  fileprivate func redacted(by data: PersonalData) -> Note {
    var copy = self
    copy.title = title.map(data.masked)
    copy.place = place.map(data.masked)
    copy.comment = comment.map(data.masked)
    copy.reporters = reporters.map { _ in PersonalData.Kind.email.mask }
    copy.origin = origin.map { _ in PersonalData.Kind.email.mask }
    for index in copy.passages.indices {
      let masked = data.masked(copy.passages[index].text)
      guard masked != copy.passages[index].text else { continue }
      copy.passages[index].text = masked
      for tag in copy.passages[index].tags.indices { copy.passages[index].tags[tag].evidence = [] }
    }
    for index in copy.passages.indices {
      copy.passages[index].context = copy.passages[index].context.map(data.masked)
    }
    return copy
  }
}
