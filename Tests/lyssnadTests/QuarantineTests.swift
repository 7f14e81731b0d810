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
