import Feedback
import Foundation
import Stores
import Synchronization
import Testing

@testable import Intake

/// A mail that is larger than is fetched: its headers are kept, and decide as ever.
struct TooLargeTests {
  private func oversized(_ headers: String, size: Int = 60_000_000) -> Arrival {
    var arrival = Arrival.mail("large", "")
    arrival.size = size
    arrival.content = { _ throws(SourceError) in throw SourceError(.tooLarge, "it is too large") }
    arrival.head = { () throws(SourceError) in Array(headers.utf8) }
    return arrival
  }

  private func entry(_ arrival: Arrival, _ trust: SourcePolicy.Trust = .folder) async throws -> Entry {
    try #require(
      try await Reader.test().entry(for: arrival, of: "mots", under: SourcePolicy(trust: trust)))
  }

  /// Whether the source tells the size beforehand, or it shows when it is fetched.
  @Test(arguments: [60_000_000, 10]) func keepsItsHeaders(size: Int) async throws {
    let headers =
      "From: anna@uppsala.example\r\nSubject: Bilder\r\nMessage-ID: <stor@uppsala.example>\r\n"
      + "Date: Thu, 13 Mar 2025 09:02:09 +0100\r\n"
    let entry = try await entry(oversized(headers + "\r\nAllt det andra", size: size))
    #expect(entry.outcome == .quarantined(.tooLarge))
    #expect(entry.headers == headers)
    #expect(entry.messageID == "<stor@uppsala.example>")
    #expect(entry.size == size)
    #expect(entry.sha256 == nil)
    #expect(entry.original == nil)
    #expect(entry.receivedAt == Date(timeIntervalSince1970: 1_741_852_929))
    let store = try SQLiteStore.inMemory()
    _ = try await store.commit([entry], from: "mots", at: nil)
    #expect(try await store.quarantined().first?.headers == headers)
    #expect(try await store.inconsistencies() == [])
  }

  @Test func aStrangersIsAStrangers() async throws {
    let entry = try await entry(oversized("From: okand@annan.example\r\n\r\n"))
    #expect(entry.outcome == .quarantined(.senderNotAllowed))
    #expect(entry.headers?.contains("okand@annan.example") == true)
    let forged = try await self.entry(oversized("From: anna@uppsala.example\r\n\r\n"), .mail)
    #expect(forged.outcome == .quarantined(.senderNotAuthenticated))
  }

  @Test func withoutHeadersItIsKeptAllTheSame() async throws {
    let entry = try await entry(oversized(""))
    #expect(entry.outcome == .quarantined(.tooLarge) && entry.headers == nil)
  }

  @Test func theConnectionsFailureIsNotTheMessages() async throws {
    var arrival = oversized("")
    arrival.head = { () throws(SourceError) in throw SourceError(.unreachable, "the server went away") }
    await #expect(throws: SourceError.self) { _ = try await entry(arrival) }
    arrival.head = { () throws(SourceError) in throw SourceError(.gone, "it is gone") }
    let gone = try await Reader.test().entry(
      for: arrival, of: "mots", under: SourcePolicy(trust: .folder))
    #expect(gone == nil)
  }

  /// Of mail that is refused for its sender nothing but position, headers and reason is kept.
  @Test func nothingOfAStrangersWordsIsKept() async throws {
    let secret = "Ordet vallmofrö står i texten och ingen annanstans."
    let mail = Arrival.mail("stranger", "From: okand@annan.example\r\nSubject: Hej\r\n\r\n\(secret)\r\n")
    let entry = try await entry(mail)
    #expect(entry.outcome == .quarantined(.senderNotAllowed))
    #expect(entry.headers == "From: okand@annan.example\r\nSubject: Hej\r\n")
    #expect(entry.original == nil)
    #expect(entry.parts.isEmpty && entry.notes.isEmpty)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).db").path
    defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
    let store = try SQLiteStore(path: path)
    let result = try await store.commit([entry], from: "mots", at: nil)
    let message = try #require(result.first?.message)
    #expect(try await store.original(of: message) == nil)
    let kept = ["", "-wal"].compactMap { FileManager.default.contents(atPath: path + $0) }
    #expect(kept.contains { $0.range(of: Data("okand@annan.example".utf8)) != nil })
    #expect(kept.allSatisfy { $0.range(of: Data("vallmofr".utf8)) == nil })
  }
}
