import Foundation
import Support
import Testing

/// What scripts and people may rely on: exit codes, sentences and records.
@Suite struct ContractTests {
  let program = Program()

  @Test func withoutAConfigurationItNamesTheDemo() throws {
    let folder = try TemporaryFolder()
    for command in [
      ["run"], ["check"], ["status"], ["export"], ["quarantine"], ["search", "x"], ["ingest", "x"],
    ] {
      let result = try program.run(command + ["--config", folder.path + "/none.yaml"])
      #expect(result.status == 78, "\(command)")
      #expect(result.messages.contains("lyssnad demo"), "\(command)")
      #expect(result.messages.split(separator: "\n").count == 1, "\(result.messages)")
    }
  }

  @Test func anUnknownKeyIsNamedWithItsPlaceAndItsNeighbour() throws {
    let house = try House(more: "limts: { message: 50MB }")
    let result = try house.lyssnad("check")
    #expect(result.status == 78)
    #expect(result.messages.contains("lyssnad.yaml:9"))
    #expect(result.messages.contains("limts"))
    #expect(result.messages.contains("\"limits\""))
  }

  @Test func wrongUsageIs64() throws {
    #expect(try program.run(["ingest"]).status == 64)
    #expect(try program.run(["nonsense"]).status == 64)
    #expect(try program.run(["export", "--since", "yesterday"]).status == 64)
    #expect(try program.run(["--help"]).status == 0)
    #expect(try program.run(["--version"]).output == "0.1.0\n")
  }

  @Test func checkSaysThatTheConfigurationHolds() throws {
    let house = try House()
    let result = try house.lyssnad("check", "--connect")
    #expect(result.status == 0, "\(result.messages)")
    #expect(result.output.contains("valid"))
  }

  @Test func ingestPrintsTheRecordOfTheContract() throws {
    let house = try House()
    let path = House.samples + "/01-frukostmote-vidarebefordrat.eml"
    let records = try house.records("ingest", "--json", path)
    let record = try #require(records.first)
    #expect(records.count == 1)
    #expect(
      Set(record.keys) == [
        "id", "path", "source", "sha256", "message_id", "received_at", "outcome", "reason", "warnings",
        "attachments",
        "notes",
      ])
    #expect(record["outcome"] as? String == "stored")
    #expect(record["reason"] is NSNull)
    #expect(record["message_id"] as? String == "<f3a1c0de01@uppsala.example>")
    #expect(record["received_at"] as? String == "2025-03-13T08:02:11Z")
    let note = try #require((record["notes"] as? [[String: Any]])?.first)
    #expect(
      Set(note.keys) == [
        "id", "title", "meeting_date", "place", "reporters", "origin", "comment", "companies", "voice",
        "service_area",
        "language", "revises", "segments", "passages",
      ])
    #expect(note["reporters"] as? [String] == ["karin.sandell@uppsala.example"])
    #expect(note["origin"] as? String == "erik.lundmark@uppsala.example")
    #expect(note["meeting_date"] as? String == "2025-03-12")
    #expect((note["comment"] as? String)?.contains("Punkten om uteserveringar") == true)
    let passages = try #require(note["passages"] as? [[String: Any]])
    #expect(passages.count >= 6)
    for (index, passage) in passages.enumerated() {
      #expect(
        Set(passage.keys) == [
          "id", "ordinal", "part", "range", "text", "context", "stance", "service_area", "themes",
        ])
      #expect(passage["ordinal"] as? Int == index + 1)
      let text = try #require(passage["text"] as? String)
      for theme in passage["themes"] as? [[String: Any]] ?? [] {
        #expect(Set(theme.keys) == ["theme", "score", "by", "model", "evidence"])
        for range in try #require(theme["evidence"] as? [[Int]]) {
          #expect(range[0] < range[1] && range[1] <= text.unicodeScalars.count)
        }
      }
    }
    // What is not the note's own words was not cut into passages.
    let words = passages.compactMap { $0["text"] as? String }.joined(separator: "\n")
    for foreign in ["Med vänlig hälsning", "018-000", "Skickat:", "Närvarande"] {
      #expect(!words.contains(foreign))
    }
  }

  @Test func twiceIsOnce() throws {
    let house = try House()
    let first = House.samples + "/01-frukostmote-vidarebefordrat.eml"
    let colleague = House.samples + "/02-samma-anteckning-fran-kollega.eml"
    let stored = try #require(try house.records("ingest", "--json", first).first)
    let again = try #require(try house.records("ingest", "--json", first).first)
    #expect(again["outcome"] as? String == "duplicate")
    #expect(again["reason"] as? String == "same_message")
    let other = try #require(try house.records("ingest", "--json", colleague).first)
    #expect(other["reason"] as? String == "same_note")
    func note(_ record: [String: Any]) -> [String: Any]? { (record["notes"] as? [[String: Any]])?.first }
    #expect(note(other)?["id"] as? String == note(stored)?["id"] as? String)
    #expect(
      note(other)?["reporters"] as? [String] == [
        "karin.sandell@uppsala.example", "oskar.brandt@uppsala.example",
      ])
  }

  @Test func outcomesOfTheSamples() throws {
    let house = try House()
    let records = try house.records("ingest", "--json", House.samples)
    var outcomes = [String: String]()
    for record in records {
      let path = try #require(record["path"] as? String)
      let name = URL(fileURLWithPath: path).lastPathComponent
      outcomes[name] = [record["outcome"], record["reason"]].compactMap { $0 as? String }.joined(
        separator: " ")
    }
    #expect(outcomes["01-frukostmote-vidarebefordrat.eml"] == "stored")
    #expect(outcomes["02-samma-anteckning-fran-kollega.eml"] == "duplicate same_note")
    #expect(outcomes["03-autosvar.eml"] == "ignored auto_reply")
    #expect(outcomes["14-okand-avsandare.eml"] == "quarantined sender_not_allowed")
    for name in [
      "04-fran-telefonen.eml", "05-livsmedelskontroll-outlook.eml", "06-company-visit-in-english.eml",
      "07-svar-med-historik.eml", "08-serveringstillstand.txt", "09-upphandling.md", "10-torghandel.html",
      "11-foretagsbesok-bygglov.docx", "12-dialogmote.pdf", "13-miljotillsyn.odt", "16-bilaga-docx.eml",
    ] {
      #expect(outcomes[name] == "stored", "\(name)")
    }
  }

  @Test func dryRunKeepsNothing() throws {
    let house = try House()
    let path = House.samples + "/04-fran-telefonen.eml"
    #expect(try house.records("ingest", "--dry-run", "--json", path).first?["outcome"] as? String == "stored")
    #expect(!FileManager.default.fileExists(atPath: house.store))
  }

  @Test func asMailNeedsAnAuthenticatedSender() throws {
    let house = try House(
      more: "  authentication_results: { authserv_id: mx.uppsala.example, require: dmarc }")
    let plain = try House.sample("04-fran-telefonen.eml")
    let refused = try #require(try house.records("ingest", "--json", "--as-mail", "-", input: plain).first)
    #expect(refused["reason"] as? String == "sender_not_authenticated")
    let vouched =
      Data("Authentication-Results: mx.uppsala.example; dmarc=pass header.from=uppsala.example\n".utf8)
      + plain
    let stored = try #require(try house.records("ingest", "--json", "--as-mail", "-", input: vouched).first)
    #expect(stored["outcome"] as? String == "stored")
    let forged =
      Data("Authentication-Results: mx.elsewhere.example; dmarc=pass header.from=uppsala.example\n".utf8)
      + vouched
    let second = try #require(try house.records("ingest", "--json", "--as-mail", "-", input: forged).first)
    #expect(second["reason"] as? String == "sender_not_authenticated")
  }

  @Test func whatExportWritesImportReads() throws {
    let house = try House()
    _ = try house.lyssnad("ingest", House.samples)
    let exported = try house.lyssnad("export", "--format", "jsonl")
    #expect(exported.lines.count > 12)
    let other = try House()
    let file = try other.folder.write(exported.output, to: "export.jsonl")
    let imported = try other.lyssnad("import", file)
    #expect(imported.status == 0, "\(imported.messages)")
    #expect(try other.lyssnad("export", "--format", "jsonl").output == exported.output)
    // And once more: nothing new.
    #expect(try other.lyssnad("import", file).messages.contains("imported 0 messages"))
    #expect(try other.lyssnad("check", "--connect").status == 0)
  }

  @Test func anExportThatCannotBeWrittenDoesNotPassForAWholeOne() throws {
    let house = try House()
    _ = try house.lyssnad("ingest", House.samples + "/04-fran-telefonen.eml")
    let process = try program.start(["export", "--config", house.configuration], output: "/dev/full")
    process.waitUntilExit()
    #expect(process.terminationStatus == 73)
  }

  @Test func importReadsAPipeThatHasAName() throws {
    let house = try House()
    _ = try house.lyssnad("ingest", House.samples + "/04-fran-telefonen.eml")
    let exported = try house.lyssnad("export")
    let other = try House()
    let imported = try other.lyssnad("import", "/dev/stdin", input: Data(exported.output.utf8))
    #expect(imported.status == 0 && imported.messages.contains("imported 1 messages"), "\(imported.messages)")
  }

  @Test func whatIsNoFileIsSaid() throws {
    let house = try House()
    let device = try house.lyssnad("ingest", "/dev/null")
    #expect(device.status == 65 && device.messages.contains("/dev/null"))
    let empty = try house.lyssnad("ingest", house.drop)
    #expect(empty.status == 0 && empty.messages.contains("no message"))
  }

  @Test func redactedExportsMaskNamesInDuplicatesToo() throws {
    let house = try House()
    for name in ["01-frukostmote-vidarebefordrat.eml", "02-samma-anteckning-fran-kollega.eml"] {
      _ = try house.lyssnad("ingest", "\(House.samples)/\(name)")
    }
    let plain = try house.lyssnad("export").lines
    let redacted = try house.lyssnad("export", "--redact").lines
    #expect(plain.count == 2 && plain.allSatisfy { $0.contains("Mona hamnade") })
    #expect(redacted.count == 2)
    for line in redacted {
      #expect(line.contains("[namn] hamnade"))
      for name in ["Mona ", "Sara ", "karin.sandell", "erik.lundmark"] { #expect(!line.contains(name)) }
    }
  }

  @Test func aBadRecordIsNamedByItsLine() throws {
    let house = try House()
    let file = try house.folder.write("{\"id\": \"nonsense\"}\n", to: "bad.jsonl")
    let result = try house.lyssnad("import", file)
    #expect(result.status == 65)
    #expect(result.messages.contains("bad.jsonl:1"))
  }

  @Test func searchFindsOtherInflections() throws {
    let house = try House()
    _ = try house.lyssnad("ingest", House.samples + "/01-frukostmote-vidarebefordrat.eml")
    let hits = try house.records("search", "--json", "blankett anmälningar")
    #expect(hits.isEmpty)
    let found = try house.records("search", "--json", "startbeskedet")
    #expect(
      ((found.first?["passage"] as? [String: Any])?["text"] as? String)?.contains("startbesked") == true)
  }

  @Test func quarantineLetsIn() throws {
    let house = try House()
    let path = try house.folder.write(try House.sample("14-okand-avsandare.eml"), to: "elsewhere/reklam.eml")
    let record = try #require(try house.records("ingest", "--json", path).first)
    let id = try #require(record["id"] as? String)
    #expect(try house.lyssnad("quarantine", "list").output.contains(id))
    #expect(try house.lyssnad("quarantine", "show", id).output.contains("erbjudande@reklam.example"))
    // Of mail refused for its sender the bytes are not kept; they are fetched again from where they were.
    let released = try house.lyssnad("quarantine", "release", id)
    #expect(released.status == 0, "\(released.messages)")
    #expect(try house.lyssnad("quarantine", "list").output.isEmpty)
    #expect(try house.records("status", "--json").first?["notes"] as? Int == 1)
  }

  @Test func classifyExplainsItself() throws {
    let folder = try TemporaryFolder()
    let text = "Vi väntade fjorton veckor på bygglovet.\nBolaget tillverkar pumpar till sjukhus.\n"
    let result = try program.run(["classify", "--json"], input: Data(text.utf8), folder: folder.path)
    #expect(result.status == 0, "\(result.messages)")
    let first = try #require(
      try JSONSerialization.jsonObject(with: Data(result.lines[0].utf8)) as? [String: Any])
    #expect(Set(first.keys) == ["text", "themes", "stance", "service_area", "language"])
    let theme = try #require((first["themes"] as? [[String: Any]])?.first)
    #expect(theme["theme"] as? String == "fast_decisions")
    #expect(first["service_area"] as? String == "bygglov")
    let second = try #require(
      try JSONSerialization.jsonObject(with: Data(result.lines[1].utf8)) as? [String: Any])
    #expect((second["themes"] as? [Any])?.isEmpty == true)
    #expect(second["stance"] is NSNull)
  }

  @Test func theBinaryAloneRunsTheDemo() throws {
    let folder = try TemporaryFolder()
    let binary = folder.path + "/lyssnad"
    try FileManager.default.copyItem(atPath: program.path, toPath: binary)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: binary)
    process.arguments = ["demo", "--directory", folder.path + "/prov"]
    process.environment = ProcessInfo.processInfo.environment.merging(["DEMO_ONCE": "1"]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(output.contains("snabba beslut") || output.contains("Snabba beslut"))
    #expect(output.contains("dubblett: samma anteckning"))
    #expect(output.contains("Sökning"))
    #expect(!output.contains("\u{1B}["), "colours belong on a terminal")
  }
}
