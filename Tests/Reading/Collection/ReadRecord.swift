/// What the program tells of a message (`ingest --json`), as far as it is judged.
struct ReadRecord: Decodable, Sendable {
  struct Note: Decodable, Sendable {
    var title: String?
    var meetingDate: String?
    var place: String?
    var reporters: [String]
    var origin: String?
    var comment: String?
    var companies: [String]
    var voice: String
    var passages: [Passage]

    enum CodingKeys: String, CodingKey {
      case title, place, reporters, origin, comment, companies, voice, passages
      case meetingDate = "meeting_date"
    }
  }
  struct Passage: Decodable, Sendable {
    var text: String
  }

  var path: String?
  var outcome: String
  var reason: String?
  var notes: [Note]
}
