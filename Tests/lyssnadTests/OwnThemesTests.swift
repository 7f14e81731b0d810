import Foundation
import Support
import Testing

/// A sixth theme and a tenth area, without code: configured, taken in, searched, exported, replayed.
@Suite struct OwnThemesTests {
  private func house() throws -> House {
    let house = try House(more: "themes: themes.yaml\nareas: areas.yaml")
    try house.folder.write("themes: []\n", to: "themes.yaml")
    try house.folder.write("areas: []\n", to: "areas.yaml")
    return house
  }

  private func configure(_ house: House) throws {
    try house.folder.write(
      """
      themes:
        - name: digital_service
          sv: digital service
          en: digital service
          definition: { sv: De digitala tjänsterna fungerar., en: The digital services work. }
          words: [e-tjänst, webbportal, logga in]
          examples: [Webbportalen låste sig och allt fick göras om.]

      """, to: "themes.yaml")
    try house.folder.write(
      """
      areas:
        - { name: vattentjanster, sv: vattentjänster, en: water services, words: [vattenmätare, brunnslock] }

      """, to: "areas.yaml")
  }

  @Test func itIsFoundByItsWordsBeforeAnyTraining() throws {
    let house = try house()
    try configure(house)
    #expect(try house.lyssnad("check").status == 0)
    try house.folder.write(
      "Besök hos Exempelåkeriet 2025-03-12\n\nWebbportalen låg nere hela tisdagen när åkaren skulle ansöka.\n\nVattenmätaren byttes utan att någon sade till.\n",
      to: "note.txt")
    let record = try #require(try house.records("ingest", "--json", house.folder.path + "/note.txt").first)
    let note = try #require((record["notes"] as? [[String: Any]])?.first)
    let passages = try #require(note["passages"] as? [[String: Any]])
    let tagged = try #require(
      passages.first { ($0["text"] as? String)?.contains("Webbportalen") == true })
    let theme = try #require(
      (tagged["themes"] as? [[String: Any]])?.first { $0["theme"] as? String == "digital_service" })
    #expect(theme["by"] as? String == "model")
    #expect((theme["model"] as? String)?.hasSuffix("+words") == true)
    #expect((theme["evidence"] as? [[Int]])?.first == [0, 12])
    #expect(passages.contains { $0["service_area"] as? String == "vattentjanster" })
    let found = try house.lyssnad("search", "webbportal")
    #expect(found.output.contains("digital service"))
    #expect(try house.lyssnad("export", "--format", "csv").output.contains("digital_service"))
    let id = try #require(tagged["id"] as? String)
    let corrected = try house.lyssnad(
      "correct", id, "--themes", "digital service,accessibility", "--area", "vattentjänster")
    #expect(corrected.status == 0, "\(corrected.messages)")
  }

  @Test func aReplayFindsItInWhatIsStored() throws {
    let house = try house()
    try house.folder.write(
      "Besök 2025-03-12\n\nWebbportalen låg nere hela tisdagen när åkaren skulle ansöka.\n", to: "note.txt")
    _ = try house.lyssnad("ingest", house.folder.path + "/note.txt")
    try configure(house)
    let before = try house.lyssnad("export").output
    let trial = try #require(try house.records("replay", "--dry-run", "--json").first)
    #expect(try house.lyssnad("export").output == before)
    let changes = try #require((trial["themes"] as? [[String: Any]]))
    #expect(changes.first { $0["theme"] as? String == "digital_service" }?["added"] as? Int == 1)
    #expect(trial["dry_run"] as? Bool == true)
    let shown = try house.lyssnad("replay", "--dry-run")
    #expect(shown.output.contains("digital service: +1") && shown.output.contains("Webbportalen"))
    let done = try #require(try house.records("replay", "--json").first)
    #expect(done["passages_changed"] as? Int == trial["passages_changed"] as? Int)
    #expect(try house.lyssnad("export").output.contains("digital_service"))
    #expect(try house.records("replay", "--json").first?["passages_changed"] as? Int == 0)
  }
}
