package import Feedback

extension FeedbackStore {
  /// Every message, page by page.
  package func all(limit: Int = 200) async throws -> [Entry] {
    var all = [Entry]()
    while true {
      let page = try await entries(after: all.last?.id, since: nil, note: nil, limit: limit)
      if page.isEmpty { return all }
      all += page
    }
  }
}
