import Feedback

/// Finds in a new reading the note and the passages that are stored, so that they keep their identifiers.
enum ReplayMatching {
  /// The stored note as it is read today, or nil where the new reading does not tell which of its notes it is.
  static func note(for stored: Note, of entry: Entry, in fresh: Entry) -> Note? {
    let same = fresh.notes.first { $0.fingerprint == stored.fingerprint }
    let place = entry.notes.firstIndex { $0.id == stored.id }
    let inOrder = fresh.notes.count == entry.notes.count ? place.map { fresh.notes[$0] } : nil
    guard var note = same ?? inOrder else { return nil }
    note.id = stored.id
    note.reporters = stored.reporters
    note.revises = stored.revises
    identify(&note.passages, as: stored.passages)
    return note
  }

  /// A passage keeps its identifier where its text is the same; of several with one text in their order.
  private static func identify(_ passages: inout [Passage], as stored: [Passage]) {
    var known: [String: [Passage]] = [:]
    for passage in stored.reversed() { known[passage.text, default: []].append(passage) }
    for index in passages.indices {
      if let match = known[passages[index].text]?.popLast() { passages[index].id = match.id }
    }
  }
}
