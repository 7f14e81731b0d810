/// What stands in a mail and is no feedback.
package struct Junk: Sendable {
  package enum Kind: String, Sendable, CaseIterable, Decodable {
    case signature, history, disclaimer, banner, comment, header, furniture
  }
  package var kind: Kind
  package var text: String
}

/// How a careful person reads one mail of the collection.
package struct Expectation: Sendable {
  package var outcome = "stored"
  /// `*` where any reason will do.
  package var reason: String?
  /// The notes within, in their order.
  package var notes: [CollectedNote] = []
  package var reporter: String?
  /// Any of these addresses is right; none, where the sender wrote the note.
  package var origins: [String] = []
  /// The officer's words, without greeting and signature; nil where there are none, or where none need be told apart.
  package var comment: [String]?
  /// Whether a comment is judged: a covering letter typed above a note of one's own may be read either way.
  package var judgesComment = true
  package var junk: [Junk] = []
  /// Whether the note is in a file or an attached mail; where that is not read, the covering words may stand alone.
  package var hasFiles = false
  /// Whether title, date, place, companies and voice are judged.
  package var judgesFacts = true
}

/// One mail of the collection, as it arrives, and how it is read.
package struct CollectedMail: Sendable {
  /// Also the name of its file.
  package var id: String
  package var bytes: [UInt8]
  package var expected: Expectation
}
