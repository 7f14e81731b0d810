import Embedded
import Feedback
import Foundation
import Stores
import Support
import Testing

/// A model that an earlier version of the program trained, and that this one cannot read.
@Suite struct ModelUpgradeTests {
  private static let sentence = "the model 2020-01-01.1 cannot be used: the model has format 2"

  private func house() async throws -> House {
    let house = try House()
    var bytes = [UInt8](Embedded.model)
    bytes[8] = 2
    let store = try SQLiteStore(path: house.store)
    try await store.activate(
      StoredModel(version: "2020-01-01.1", trainedAt: Date(timeIntervalSince1970: 0), bytes: bytes))
    try store.close()
    return house
  }

  @Test func theServiceGoesOnWithTheShippedOneAndSaysSo() async throws {
    let house = try await house()
    let daemon = try Daemon(house.configuration)
    #expect(eventually { !daemon.lines("service.ready").isEmpty }, "\(daemon.log)")
    let told = daemon.lines("model.activated")
    #expect(told.count == 1)
    #expect(told.first?.contains(Self.sentence) == true)
    #expect(told.first?.contains("lyssnad train") == true)
    let status = try #require(try house.records("status", "--json").first)
    let model = try #require(status["model"] as? [String: Any])
    #expect(model["version"] as? String != "2020-01-01.1")
    daemon.stop()
    // Once said, it is so: the next start has nothing to tell.
    let next = try Daemon(house.configuration)
    #expect(eventually { next.lines("service.ready").count == 2 })
    #expect(next.lines("model.activated").count == 1)
    next.stop()
  }

  @Test func commandsAreServedByTheShippedOneAndSayWhy() async throws {
    let house = try await house()
    let listed = try house.lyssnad("train", "--list")
    #expect(listed.status == 0)
    #expect(listed.messages.contains(Self.sentence))
    let judged = try house.lyssnad("classify", input: Data("Blanketten är krånglig att förstå.\n".utf8))
    #expect(judged.status == 0)
    #expect(judged.messages.contains(Self.sentence))
    #expect(try house.lyssnad("train", "--activate", "shipped").status == 0)
    #expect(try house.lyssnad("train", "--list").messages == "")
    let refused = try house.lyssnad("train", "--activate", "2020-01-01.1")
    #expect(refused.status == 65)
    #expect(refused.messages.contains(Self.sentence))
  }
}
