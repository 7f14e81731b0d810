import Foundation
import Support
import Testing

@Suite struct QuarantineTests {
  @Test func aStrangersMessageInAnMboxCanBeLetIn() throws {
    let house = try House()
    let box = String(decoding: try House.sample("15-fran-tva-besok.mbox"), as: UTF8.self)
    // The second message comes from somebody who is not in the allow-list.
    let parts = box.components(separatedBy: "From agnes.dahl@uppsala.example Fri")
    try house.folder.write(
      parts[0] + "From agnes.dahl@uppsala.example Fri"
        + parts[1].replacing("@uppsala.example", with: "@annan.example"),
      to: "in/besok.mbox")
    try FaultTests.finish(
      house, until: { FileManager.default.fileExists(atPath: house.drop + "/done/besok.mbox") })
    let id = try #require(try house.records("quarantine", "list", "--json").first?["id"] as? String)
    let released = try house.lyssnad("quarantine", "release", id)
    #expect(released.status == 0, "\(released.messages)")
    #expect(try house.records("status", "--json").first?["notes"] as? Int == 2)
  }

  /// The file of a message that was let in leaves `refused` with its reason, and a stranger beside it stays.
  @Test func theFileOfWhatWasLetInIsMovedToDone() throws {
    let house = try House()
    for (name, sender) in [("a", "erik@annan.example"), ("b", "rut@annan.example")] {
      try house.folder.write(
        "From: \(sender)\nSubject: Besök\n\nDet tog fjorton veckor att få \(name) besked om bygglovet.\n",
        to: "in/under/\(name).eml")
    }
    let refused = house.drop + "/refused/under"
    func names(_ folder: String) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }
    try FaultTests.finish(house, until: { names(refused).count == 4 })
    let records = try house.records("quarantine", "list", "--json")
    let id = try #require(records.first { $0["path"] as? String == "under/a.eml" }?["id"] as? String)
    let released = try house.lyssnad("quarantine", "release", id)
    #expect(released.status == 0, "\(released.messages)")
    #expect(released.messages.isEmpty)
    #expect(names(refused) == ["b.eml", "b.eml.reason.txt"])
    #expect(names(house.drop + "/done/under") == ["a.eml", "a.eml.reason.txt"])
    #expect(try house.lyssnad("reconcile").status == 0)
  }

  @Test func anImportedRecordCannotNameAPathOutside() throws {
    let house = try House()
    try house.folder.write("Hemligt om bygglov som tog elva veckor.", to: "hemligt.txt")
    let record = """
      {"id":"01J00000000000000000000000","path":"../hemligt.txt","source":"inlamning","sha256":null,"message_id":null,\
      "received_at":"2025-03-13T08:02:11Z","outcome":"quarantined","reason":"too_large","warnings":[],"attachments":[],\
      "notes":[]}

      """
    let file = try house.folder.write(record, to: "record.jsonl")
    #expect(try house.lyssnad("import", file).status == 0)
    let released = try house.lyssnad("quarantine", "release", "01J00000000000000000000000")
    #expect(released.status == 65)
    #expect(!released.output.contains("Hemligt"))
  }
}
