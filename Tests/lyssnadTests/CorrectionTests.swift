import Foundation
import Support
import Testing

/// Officers' judgements from the shell: in force at once, wherever the passage is shown; and what follows from them.
@Suite struct CorrectionTests {
  private func house(_ more: String = "") throws -> (House, passage: String, text: String) {
    let house = try House(more: more)
    let path = House.samples + "/01-frukostmote-vidarebefordrat.eml"
    let record = try #require(try house.records("ingest", "--json", path).first)
    let note = try #require((record["notes"] as? [[String: Any]])?.first)
    let passage = try #require((note["passages"] as? [[String: Any]])?.first)
    return (house, try #require(passage["id"] as? String), try #require(passage["text"] as? String))
  }

  private func themes(_ passage: [String: Any]?) -> [String] {
    (passage?["themes"] as? [[String: Any]] ?? []).compactMap { $0["theme"] as? String }
  }

  @Test func aCorrectionWinsEverywhereAndCanBeWithdrawn() throws {
    let (house, id, text) = try house()
    let before = try house.lyssnad("export").output
    let word = String(text.split(separator: " ")[1])
    let corrected = try house.lyssnad(
      "correct", id, "--themes", "accessibility,personal_meetings", "--stance", "idea", "--area",
      "brandskydd",
      "--by", "anna@uppsala.example", "--evidence", "accessibility:\(word)", "--json")
    #expect(corrected.status == 0, "\(corrected.messages)")
    #expect(corrected.messages.contains("correction.applied"))
    #expect(!corrected.messages.contains("anna@"))
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(corrected.output.utf8)) as? [String: Any])
    #expect(themes(record) == ["accessibility", "personal_meetings"])
    #expect(record["stance"] as? String == "idea")
    #expect(record["service_area"] as? String == "brandskydd")
    for theme in record["themes"] as? [[String: Any]] ?? [] {
      #expect(theme["by"] as? String == "anna@uppsala.example")
      #expect(theme["model"] is NSNull)
      #expect((theme["evidence"] as? [[Int]])?.isEmpty == false)
    }
    let exported = try house.lyssnad("export").output
    #expect(exported != before && exported.contains("anna@uppsala.example"))
    // Another wording of the same, without a training.
    let near = text.replacing("fjorton", with: "nio")
    let judged = try #require(try house.records("classify", "--json", "-", input: Data(near.utf8)).first)
    #expect(Set(themes(judged)) == ["accessibility", "personal_meetings"])
    // A replay leaves it.
    #expect(try house.lyssnad("replay").status == 0)
    #expect(try house.lyssnad("export").output == exported)
    let withdrawn = try house.lyssnad("correct", id, "--withdraw", "--by", "anna@uppsala.example")
    #expect(withdrawn.status == 0, "\(withdrawn.messages)")
    #expect(try house.lyssnad("export").output == before)
    #expect(try house.lyssnad("correct", id, "--withdraw").status == 65)
    #expect(try house.lyssnad("reconcile").status == 0)
  }

  @Test func whatIsNotSaidStays() throws {
    let (house, id, _) = try house()
    let before = try #require(
      try house.records("search", "--json", "veckor").first?["passage"] as? [String: Any])
    let after = try #require(try house.records("correct", id, "--area", "upphandling", "--json").first)
    #expect(after["service_area"] as? String == "upphandling")
    if before["id"] as? String == id { #expect(themes(after) == themes(before)) }
    let none = try #require(try house.records("correct", id, "--themes", "none", "--json").first)
    #expect(themes(none) == [])
    #expect(none["stance"] is NSNull)
    #expect(none["service_area"] as? String == "upphandling")
  }

  @Test func whatDoesNotExistIsRefusedWithTheNearest() throws {
    let (house, id, _) = try house()
    let theme = try house.lyssnad("correct", id, "--themes", "fast_decision")
    #expect(theme.status == 64)
    #expect(theme.messages.contains("did you mean \"fast_decisions\"?"))
    #expect(theme.messages.contains("correction.refused"))
    let area = try house.lyssnad("correct", id, "--area", "byglov")
    #expect(area.status == 64 && area.messages.contains("did you mean \"bygglov\"?"))
    let stance = try house.lyssnad("correct", id, "--stance", "prais")
    #expect(stance.status == 64 && stance.messages.contains("did you mean \"praise\"?"))
    let words = try house.lyssnad("correct", id, "--themes", "efficiency", "--evidence", "zzz")
    #expect(words.status == 65 && words.messages.contains("does not stand in the passage"))
    #expect(try house.lyssnad("correct", id, "--themes", "none", "--stance", "need").status == 64)
    #expect(try house.lyssnad("correct", id).status == 64)
    #expect(try house.lyssnad("correct", "nonsense", "--themes", "none").status == 64)
    let other = try house.lyssnad("correct", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "--themes", "none")
    #expect(other.status == 65 && other.messages.contains("no passage has the identifier"))
  }

  @Test func aRunningServiceKnowsOfACorrection() throws {
    let (house, id, text) = try house()
    let daemon = try Daemon(house.configuration)
    defer { daemon.kill() }
    #expect(eventually { !daemon.lines("service.ready").isEmpty })
    _ = try house.lyssnad("correct", id, "--themes", "personal_meetings", "--by", "anna@uppsala.example")
    // Each file is another note with a near-identical passage; the first may come before the service has looked.
    var number = 10
    let isKnown = try eventually {
      number += 1
      try house.folder.write(text.replacing("fjorton", with: "\(number)") + "\n", to: "in/n\(number).txt")
      return try house.records("search", "--json", "--limit", "100", "veckor").contains { hit in
        let passage = hit["passage"] as? [String: Any]
        return passage?["id"] as? String != id && themes(passage) == ["personal_meetings"]
      }
    }
    #expect(isKnown, "\(daemon.log)")
  }

  @Test func reviewListsWhatIsDoubtfulWithItsCommand() throws {
    let house = try House()
    _ = try house.lyssnad("ingest", House.samples)
    let listed = try house.records("review", "--json", "--limit", "5")
    #expect((1...5).contains(listed.count))
    let first = try #require(listed.first)
    #expect((first["scores"] as? [[String: Any]])?.count == 5)
    let id = try #require((first["passage"] as? [String: Any])?["id"] as? String)
    let command = try #require(first["command"] as? String)
    #expect(command.contains(id) && command.contains("--config"))
    let words = command.split(separator: " ").dropFirst().map(String.init)
    let result = try house.program.run(words)
    #expect(result.status == 0, "\(result.messages)")
    #expect(
      try house.records("review", "--json", "--limit", "50").allSatisfy {
        ($0["passage"] as? [String: Any])?["id"] as? String != id
      })
    #expect(try house.lyssnad("review", "--limit", "0").status == 64)
  }
}
