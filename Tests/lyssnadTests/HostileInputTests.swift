import Foundation
import Support
import Testing

/// What somebody could lay before the program to hold it up, each given to the program itself: it ends in an outcome with
/// a reason, within 5 seconds of the processor and 512 MB.
@Suite(.serialized)
struct HostileInputTests {
  struct Input: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var name: String
    var make: @Sendable () -> Data
    /// The outcome, and its reason.
    var outcome: String
  }

  private static let note = "Bageriet har väntat åtta veckor på besked om bygglovet. "
  private static let head =
    "From: anna@uppsala.example\nDate: Wed, 12 Mar 2025 09:02:11 +0100\nSubject: Besök\nMIME-Version: 1.0\n"

  private static func mail(_ name: String, _ outcome: String, _ rest: @escaping @Sendable () -> String)
    -> Input
  {
    Input(testDescription: name, name: "a.eml", make: { Data((head + rest()).utf8) }, outcome: outcome)
  }

  private static func document(
    _ name: String, _ file: String, _ outcome: String, _ bytes: @escaping @Sendable () -> [UInt8]
  ) -> Input {
    Input(testDescription: name, name: file, make: { Data(bytes()) }, outcome: outcome)
  }

  private static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  private static func docx(_ body: String, prolog: String = "") -> [UInt8] {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return OfficeFiles.zip([
      (
        "word/document.xml",
        Array("\(prolog)<w:document xmlns:w=\"\(word)\"><w:body>\(body)</w:body></w:document>".utf8)
      )
    ])
  }

  /// 400 MB of spaces in a few hundred kB. Empty where there is no Python, which shows as another outcome.
  private static func bomb(_ entry: String) -> [UInt8] {
    let script = """
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as file:
        with file.open(sys.argv[2], "w") as member:
          for _ in range(400): member.write(b" " * 1048576)
      """
    guard let folder = try? TemporaryFolder(),
      (try? runTool([program("python3"), "-c", script, folder.path + "/bomb", entry])) != nil
    else { return [] }
    return (try? Data(contentsOf: URL(fileURLWithPath: folder.path + "/bomb"))).map(Array.init) ?? []
  }

  static let inputs: [Input] = [
    mail("500,000 addresses", "quarantined too_many_headers") {
      "To: \(times("a@b.example,", 500_000))\n\nHej"
    },
    mail("200,000 fields", "quarantined too_many_headers") { times("X: y\n", 200_000) + "\nHej" },
    mail("10,000 parts", "quarantined too_many_parts") {
      "Content-Type: multipart/mixed; boundary=b\n\n" + times("--b\n\nx\n", 10_000) + "--b--\n"
    },
    mail("10,000 levels", "quarantined too_deep") {
      (0..<10_000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined() + "\nHej"
    },
    mail("one line of 49 MB", "stored") { "\n" + times(note, 840_000) },
    mail("49 MB without a space", "quarantined no_text") { "\n" + times("a", 49_000_000) },
    mail("49 MB of quotation", "quarantined no_text") { "\n" + times("> ", 24_000_000) },
    mail("6 MB of HTML elements", "quarantined no_text") {
      "Content-Type: text/html; charset=utf-8\n\n" + times("<b>", 2_000_000)
    },
    mail("more than is taken", "quarantined too_large") { "\n" + times("a", 53_000_000) },
    document("a bomb of XML", "a.docx", "quarantined bomb") { bomb("word/document.xml") },
    document("entities within entities, and a file's", "a.docx", "quarantined malformed") {
      var prolog = "<!DOCTYPE d [<!ENTITY e0 \"skratt\"><!ENTITY f SYSTEM \"file:///etc/passwd\">"
      for level in 1...12 { prolog += "<!ENTITY e\(level) \"\(times("&e\(level - 1);", 10))\">" }
      return docx("<w:p><w:r><w:t>&e12;&f;</w:t></w:r></w:p>", prolog: prolog + "]>")
    },
    document("100,000 elements within each other", "a.docx", "quarantined malformed") {
      docx(times("<w:p>", 100_000))
    },
    document("200,000 HTML elements within each other", "a.html", "stored") {
      Array((times("<div>", 200_000) + "<p>" + note + "</p>").utf8)
    },
    document("100,000 groups of RTF within each other", "a.rtf", "stored") {
      Array(("{\\rtf1 " + times("{", 100_000) + note).utf8)
    },
  ]

  @Test("ends in an outcome, soon", arguments: inputs)
  func ends(_ input: Input) throws {
    let house = try House()
    let file = try house.folder.write(input.make(), to: "given/" + input.name)
    let output = house.folder.path + "/output"
    let process = try Program().start(
      ["ingest", "--dry-run", "--json", "--config", house.configuration, file], output: output,
      through: ["python3", "-c", Self.measuring, house.folder.path + "/used"])
    process.waitUntilExit()
    let told = try String(contentsOfFile: output, encoding: .utf8)
    let line = try #require(told.split(separator: "\n").first { $0.hasPrefix("{") }, "\(told)")
    let record = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    let outcome = [record?["outcome"] as? String, record?["reason"] as? String].compactMap(\.self)
    #expect(outcome.joined(separator: " ") == input.outcome, "\(told)")
    #expect(!told.contains("root:x:0"))
    let used = try String(contentsOfFile: house.folder.path + "/used", encoding: .utf8)
      .split(separator: " ").compactMap { Double($0) }
    try #require(used.count == 2)
    #expect(used[0] < Self.seconds)
    #expect(used[1] < 512 * 1024)
  }

  /// Runs a program and writes into a file what it and its children used: seconds of processor time, and the most kB that
  /// one of them held. A process of its own, since what ended children used is told of all of them together.
  private static let measuring = """
    import resource, subprocess, sys
    subprocess.call(sys.argv[2:])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    open(sys.argv[1], "w").write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
    """

  /// Without optimisation everything takes many times as long.
  #if DEBUG
    private static let seconds = 40.0
  #else
    private static let seconds = 5.0
  #endif

  /// An officer who means well: 300 mails with 40 attachments of every kind each, the same ones again and again. The others'
  /// mail comes through all the same, and what is kept does not grow with repetitions.
  @Test func aCarelessSenderHoldsNobodyUp() async throws {
    let house = try House()
    let count = FaultScale.count(10, full: 300)
    let attachment = OfficeFiles.docx(title: "Besök", points: [Self.note, Self.note], picture: [1, 2, 3])
    for number in 1...count {
      var mail = Self.head + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n\(Self.note)\n"
      for part in 1...40 {
        mail += "--b\nContent-Type: application/octet-stream; name=\"\(part).docx\"\n"
        mail +=
          "Content-Disposition: attachment; filename=\"\(part).docx\"\nContent-Transfer-Encoding: base64\n\n"
        mail += Data(attachment).base64EncodedString(options: .lineLength76Characters) + "\n"
      }
      try house.folder.write(mail + "--b--\n", to: "in/many-\(number).eml")
    }
    try house.folder.write(try House.sample("04-fran-telefonen.eml"), to: "in/zz-the-other.eml")
    let daemon = try Daemon(house.configuration)
    #expect(try eventually(200) { try FaultTests.waiting(house) == 0 }, "\(daemon.log.suffix(2000))")
    daemon.stop()
    let search = try house.lyssnad("search", "skomakaren")
    #expect(search.output.contains("Skomakaren tvärtom"), "\(daemon.log.suffix(2000))")
    let status = try #require(try house.records("status", "--json").first)
    let outcomes = try #require(status["outcomes"] as? [String: Int])
    #expect(outcomes["stored"] == 2 && outcomes["duplicate"] == count - 1, "\(outcomes)")
  }
}
