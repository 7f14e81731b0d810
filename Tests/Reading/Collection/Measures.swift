/// What is counted.
package enum Measure: String, Sendable, CaseIterable {
  case outcomes = "outcomes right"
  case notes = "number of notes right"
  case sentences = "sentences found"
  case passages = "passages cut exactly"
  case junk = "signatures, histories, footers, banners, comments kept out"
  case furniture = "headings, attendance, agenda kept out"
  case clean = "passages of nothing but the note"
  case reporters = "reporters right"
  case origins = "origins right"
  case comments = "comments right"
  case titles = "titles right"
  case dates = "meeting dates right"
  case places = "places right"
  case companies = "companies right"
  case voices = "voices right"
  case once = "the same note in another wrapping recognised"
}

/// How well the mails were read.
package struct Measures: Sendable {
  package struct Tally: Sendable {
    package var right = 0
    package var all = 0
    /// In per cent; 100 where there was nothing to find.
    package var share: Double { all == 0 ? 100 : 100 * Double(right) / Double(all) }
  }

  package private(set) var tallies: [Measure: Tally] = [:]
  /// A line each: mail, measure, what was expected, what was found.
  package private(set) var failures: [String] = []

  package subscript(_ measure: Measure) -> Tally { tallies[measure] ?? Tally() }

  /// A line a measure.
  package var told: String {
    Measure.allCases.map { measure in
      let tally = self[measure]
      let share = Int((tally.share * 100).rounded(.down))
      let number = "\(share / 100).\(share % 100 < 10 ? "0" : "")\(share % 100) %"
      return String(repeating: " ", count: max(0, 9 - number.count)) + number
        + "  \(measure.rawValue) (\(tally.right) of \(tally.all))"
    }.joined(separator: "\n")
  }

  private mutating func count(
    _ measure: Measure, _ isRight: Bool, _ mail: String, expected: @autoclosure () -> String,
    found: @autoclosure () -> String
  ) {
    tallies[measure, default: Tally()].all += 1
    if isRight {
      tallies[measure, default: Tally()].right += 1
    } else {
      func line(_ text: String) -> String { text.replacing("\n", with: "⏎").replacing("\t", with: " ") }
      failures.append("\(mail)\t\(measure)\texpected: \(line(expected()))\tfound: \(line(found()))")
    }
  }

  /// Judges one mail.
  /// - Parameter record: nil where the program said nothing of it.
  mutating func judge(_ mail: CollectedMail, _ record: ReadRecord?) {
    let expected = mail.expected
    func said(_ outcome: String?, _ reason: String?) -> String {
      [outcome, reason].compactMap { $0 }.joined(separator: " ")
    }
    count(
      .outcomes,
      record?.outcome == expected.outcome && (record?.reason == expected.reason || expected.reason == "*"),
      mail.id,
      expected: said(expected.outcome, expected.reason),
      found: said(record?.outcome ?? "nothing", record?.reason))
    guard expected.outcome == "stored" else { return }
    let found = record?.notes ?? []
    count(
      .notes, found.count == expected.notes.count, mail.id, expected: "\(expected.notes.count)",
      found: "\(found.count): \(found.map { $0.title ?? "-" }.joined(separator: " / "))")
    judgeText(mail, found)
    for note in expected.notes { judgeFacts(mail, note, Self.nearest(to: note, of: found)) }
  }

  /// Judges mails of one store: of each note one is kept, and the others are known to be the same.
  mutating func judgeTogether(_ mails: [CollectedMail], _ records: [String: ReadRecord]) {
    var kept: [String: String] = [:]
    // As the program meets them.
    for mail in mails.sorted(by: { $0.id < $1.id }) {
      guard let note = mail.expected.notes.first, let record = records[mail.id] else { continue }
      guard let first = kept[note.id] else {
        if record.outcome == "stored" { kept[note.id] = mail.id }
        continue
      }
      count(
        .once, record.outcome == "duplicate" && record.reason == "same_note", mail.id,
        expected: "the note of \(first)",
        found: [record.outcome, record.reason].compactMap { $0 }.joined(separator: " "))
    }
  }

  private mutating func judgeText(_ mail: CollectedMail, _ found: [ReadRecord.Note]) {
    let expected = mail.expected
    let texts = found.flatMap { $0.passages.map(\.text) }
    let passages = texts.map(folded)
    let whole = passages.joined()
    for sentence in expected.notes.flatMap(\.sentences) {
      count(.sentences, whole.contains(folded(sentence)), mail.id, expected: sentence, found: "-")
    }
    for passage in expected.notes.flatMap(\.passages) {
      let key = folded(passage.text)
      count(
        .passages, Self.isCut(passages, passage), mail.id, expected: passage.units.joined(separator: " ¦? "),
        found: zip(passages, texts).filter { $0.0.contains(key.prefix(24)) || key.contains($0.0) }.map(\.1)
          .joined(separator: " ‖ "))
    }
    for junk in expected.junk {
      let key = folded(junk.text)
      guard key.count >= 3 else { continue }
      // A short line is let through where a passage is that line, or ends in it.
      let through = passages.firstIndex {
        key.count >= 12
          ? $0.contains(key) : $0 == key || key.count >= 6 && ($0.hasSuffix(key) || $0.hasPrefix(key))
      }
      // What the note itself says in other words is no junk.
      if expected.notes.contains(where: {
        $0.passages.contains { folded(($0.opening ?? "") + $0.text).contains(key) }
      }) {
        continue
      }
      count(
        junk.kind == .furniture ? .furniture : .junk, through == nil, mail.id,
        expected: "no \(junk.kind): \(junk.text)",
        found: through.map { texts[$0] } ?? "")
    }
    let right = expected.notes.flatMap { $0.passages.map { folded(($0.opening ?? "") + $0.text) } }
    let openings = expected.notes.flatMap { $0.openings.map(folded) }
    guard !right.isEmpty else { return }
    let all = right.joined()
    for (key, text) in zip(passages, texts) {
      let isMarked = right.contains { key.hasSuffix($0) && key.count < $0.count + 8 }
      count(
        .clean, all.contains(key) || openings.contains(key) || isMarked, mail.id,
        expected: "only words of the note",
        found: text)
    }
  }

  /// Whether passages that follow each other are the expected one, cut nowhere or where it may be.
  private static func isCut(_ passages: [String], _ expected: CollectedNote.Passage) -> Bool {
    let units = expected.units.map(folded)
    let opening = expected.opening.map(folded) ?? ""
    return passages.indices.contains { first in
      var next = first
      var read = 0
      while read < units.count, next < passages.count {
        var key = ""
        var taken = 0
        for unit in units[read...] {
          key += unit
          taken += 1
          if key.count >= passages[next].count { break }
        }
        guard passages[next] == key || read == 0 && passages[next] == opening + key else {
          // The opening makes the first longer than its units alone.
          guard read == 0, !opening.isEmpty, passages[next].hasPrefix(opening) else { return false }
          let rest = passages[next].dropFirst(opening.count)
          guard let count = (1...units.count).first(where: { units[..<$0].joined() == rest }) else {
            return false
          }
          read = count
          next += 1
          continue
        }
        read += taken
        next += 1
      }
      return read == units.count
    }
  }

  private mutating func judgeFacts(_ mail: CollectedMail, _ note: CollectedNote, _ found: ReadRecord.Note?) {
    let expected = mail.expected
    count(
      .reporters, found?.reporters == expected.reporter.map { [$0] }, mail.id,
      expected: expected.reporter ?? "-",
      found: found?.reporters.joined(separator: ", ") ?? "-")
    let isOrigin = found.map { $0.origin.map(expected.origins.contains) ?? expected.origins.isEmpty } ?? false
    count(
      .origins, isOrigin, mail.id, expected: expected.origins.first ?? "none", found: found?.origin ?? "none")
    if expected.judgesComment { judgeComment(mail, note, found) }
    guard expected.judgesFacts else { return }
    count(
      .titles, found?.title.map(folded) == folded(note.title), mail.id, expected: note.title,
      found: found?.title ?? "none")
    count(
      .dates, found != nil && found?.meetingDate == note.date, mail.id, expected: note.date ?? "none",
      found: found?.meetingDate ?? "none")
    count(
      .places, found != nil && found?.place.map(folded) == note.place.map(folded), mail.id,
      expected: note.place ?? "none", found: found?.place ?? "none")
    count(
      .companies, found.map { Set($0.companies.map(companyKey)) } == Set(note.companies.map(companyKey)),
      mail.id,
      expected: note.companies.joined(separator: "; "), found: found?.companies.joined(separator: "; ") ?? "-"
    )
    count(.voices, found?.voice == note.voice, mail.id, expected: note.voice, found: found?.voice ?? "-")
  }

  /// All of the officer's words, and none of the note's, of a signature's or of a history's.
  private mutating func judgeComment(_ mail: CollectedMail, _ note: CollectedNote, _ found: ReadRecord.Note?)
  {
    let expected = mail.expected
    let comment = found?.comment.map(folded) ?? ""
    let isRight: Bool
    if let lines = expected.comment {
      let foreign =
        note.sentences + expected.junk.filter { $0.kind != .comment && $0.kind != .furniture }.map(\.text)
      isRight =
        lines.allSatisfy { comment.contains(folded($0)) }
        && !foreign.contains { folded($0).count >= 12 && comment.contains(folded($0)) }
    } else {
      isRight = found != nil && comment.isEmpty
    }
    count(
      .comments, isRight, mail.id, expected: expected.comment?.joined(separator: " ") ?? "none",
      found: found?.comment ?? "none")
  }

  /// The found note that has most of an expected one's sentences.
  private static func nearest(to note: CollectedNote, of found: [ReadRecord.Note]) -> ReadRecord.Note? {
    let sentences = note.sentences.map(folded)
    var best: (Int, ReadRecord.Note)?
    for candidate in found {
      let whole = candidate.passages.map { folded($0.text) }.joined()
      let count = sentences.count { whole.contains($0) }
      if count > best?.0 ?? -1 { best = (count, candidate) }
    }
    return best?.1
  }
}
