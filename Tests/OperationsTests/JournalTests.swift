import Feedback
import Foundation
import Synchronization
import Testing

@testable import Operations

@Suite("The journal")
struct JournalTests {
  private let event = Event(
    .sourceLost, .warning, "The folder\u{1B} cannot be read.", source: "inlamning", message: message)

  @Test("An event has its fields, and those it lacks are left out")
  func fields() {
    let fields = JournalLog.fields(of: event).map {
      "\($0.name)=\(String(decoding: $0.value, as: UTF8.self))"
    }
    #expect(
      fields == [
        "MESSAGE=The folder cannot be read.", "MESSAGE_ID=d762753e3ccb45708550d18e1c534c7b", "PRIORITY=4",
        "SYSLOG_IDENTIFIER=lyssnad", "LYSSNAD_EVENT=source.lost", "LYSSNAD_SOURCE=inlamning",
        "LYSSNAD_MESSAGE=01JP6ZK5QAVN1D3Q5C6Y8T0XKE",
      ])
    let bare = JournalLog.fields(of: Event(.serviceReady, .notice, "Ready.")).map(\.name)
    #expect(bare == ["MESSAGE", "MESSAGE_ID", "PRIORITY", "SYSLOG_IDENTIFIER", "LYSSNAD_EVENT"])
  }

  @Test("The message's length is bounded, and a line break makes no second field")
  func bounded() {
    let long = Event(.serviceReady, .notice, String(repeating: "x", count: 100_000) + "\nPRIORITY=0")
    #expect(JournalLog.fields(of: long)[0].value.count <= JournalLog.textLimit)
    let forged = Event(.serviceReady, .notice, "a\nPRIORITY=0", source: "b\nLYSSNAD_EVENT=x")
    #expect(JournalLog.fields(of: forged).allSatisfy { !$0.value.contains(0x0A) })
  }

  @Test("Every kind of event has an identifier of its own")
  func identifiers() {
    let identifiers = Event.Name.allCases.map { MessageID(of: $0).description }
    #expect(Set(identifiers).count == identifiers.count)
    let hex = Set("0123456789abcdef")
    #expect(identifiers.allSatisfy { $0.count == 32 && $0.allSatisfy(hex.contains) })
  }

  /// The journal's socket has a fixed path. The thread that writes gets a file system view of its own, in which a
  /// socket of the test's stands there, so that the machine's journal is not touched.
  @Test(
    "What the journal receives is the event, field by field",
    .enabled(if: geteuid() == 0, "needs a mount namespace"))
  func received() async throws {
    let event = event
    let datagram: [UInt8]? = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(returning: sendToOwnJournal(event))
      }
    }
    let text = String(decoding: try #require(datagram), as: UTF8.self)
    #expect(
      text.split(separator: "\n") == [
        "MESSAGE=The folder cannot be read.", "MESSAGE_ID=d762753e3ccb45708550d18e1c534c7b", "PRIORITY=4",
        "SYSLOG_IDENTIFIER=lyssnad", "LYSSNAD_EVENT=source.lost", "LYSSNAD_SOURCE=inlamning",
        "LYSSNAD_MESSAGE=01JP6ZK5QAVN1D3Q5C6Y8T0XKE",
      ])
  }
}

private func sendToOwnJournal(_ event: Event) -> [UInt8]? {
  let privately = UInt(MS_REC) | UInt(MS_PRIVATE)
  // unshare(2) and its CLONE_NEWNS and CLONE_FS, which the Glibc module does not declare.
  guard let symbol = dlsym(nil, "unshare") else { return nil }
  let unshare = unsafeBitCast(symbol, to: (@convention(c) (Int32) -> Int32).self)
  guard unshare(0x0002_0000 | 0x0000_0200) == 0, mount("none", "/", nil, privately, nil) == 0,
    mount("none", "/run", "tmpfs", 0, nil) == 0, mkdir("/run/systemd", 0o755) == 0,
    mkdir("/run/systemd/journal", 0o755) == 0, let listener = Listener(at: "/run/systemd/journal/socket")
  else { return nil }
  JournalLog().record(event)
  return listener.receive()
}

@Suite("The catalog")
struct CatalogTests {
  static let files = ["lyssnad.catalog", "lyssnad.sv.catalog"]

  private func file(_ name: String) -> URL { repository.appendingPathComponent("systemd/\(name)") }

  private struct Entry {
    var identifier: String
    var headers: [String: String]
    var body: String
  }

  private func entries(_ name: String) throws -> [Entry] {
    let text = try String(contentsOf: file(name), encoding: .utf8)
    return text.components(separatedBy: "\n-- ").dropFirst().map { part in
      let lines = part.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let headers = lines.dropFirst().prefix { !$0.isEmpty }.map { $0.components(separatedBy: ": ") }
      return Entry(
        identifier: lines[0],
        headers: Dictionary(uniqueKeysWithValues: headers.map { ($0[0], $0[1...].joined(separator: ": ")) }),
        body: lines.drop { !$0.isEmpty }.joined(separator: "\n"))
    }
  }

  @Test("It has one entry for every event, with the identifier that the code gives it", arguments: files)
  func complete(_ name: String) throws {
    #expect(try entries(name).map(\.identifier) == Event.Name.allCases.map { MessageID(of: $0).description })
  }

  @Test("Each entry shows the line, says what it means, and what to do", arguments: files)
  func form(_ name: String) throws {
    for entry in try entries(name) {
      #expect(entry.headers["Defined-By"] == "Lyssnad")
      #expect(["man:lyssnad(7)", "man:lyssnad.yaml(5)"].contains(entry.headers["Documentation"]))
      #expect((1...70).contains((entry.headers["Subject"] ?? "").count), "\(entry.identifier)")
      let paragraphs = entry.body.components(separatedBy: "\n\n").map {
        $0.trimmingCharacters(in: .whitespacesAndNewlines)
      }
      .filter { !$0.isEmpty }
      #expect(paragraphs.first == "@MESSAGE@", "\(entry.identifier)")
      #expect(paragraphs.count >= 3, "\(entry.identifier)")
      #expect(entry.body.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(entry.identifier)")
    }
  }

  @Test("journalctl reads it, in each language", .enabled(if: isInstalled("journalctl")))
  func compiled() throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lyssnad-catalog-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = root.appendingPathComponent("usr/lib/systemd/catalog")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in Self.files {
      try FileManager.default.copyItem(at: file(name), to: folder.appendingPathComponent(name))
    }
    let update = try #require(try run("journalctl", ["--root=\(root.path)", "--update-catalog"]))
    #expect(update.status == 0, "\(update.output)")
    let list = try #require(try run("journalctl", ["--root=\(root.path)", "--list-catalog"]))
    #expect(list.output.split(separator: "\n").count == Event.Name.allCases.count)
    // A file's language is told by its name (systemd's CATALOG format); the list has one line for all languages.
    let database = try Data(contentsOf: root.appendingPathComponent("var/lib/systemd/catalog/database"))
    for subject in ["Lyssnad is ready", "Lyssnad är i drift"] {
      #expect(database.range(of: Data("Subject: \(subject)".utf8)) != nil)
    }
  }
}
