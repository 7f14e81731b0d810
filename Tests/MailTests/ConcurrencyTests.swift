import Foundation
import Mail
import Testing

@Suite("Many at once")
struct ConcurrencyTests {
  @Test("several threads read the same as one")
  func threads() async throws {
    let fixtures = Fixture.all
    let outlines = await withTaskGroup(of: [[String]].self) { group in
      for offset in 0..<8 {
        group.addTask {
          (0..<fixtures.count * 3).map { index in
            let fixture = fixtures[(index + offset * 11) % fixtures.count]
            return (try? MailMessage.parse(fixture.bytes)).map { Outline.lines(of: $0) } == fixture.expected
              ? [] : [fixture.name]
          }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(outlines.flatMap { $0 } == [])
  }

  @Test("nothing is written to standard error, whatever GLib thinks of the message")
  func silence() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "mail-stderr-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let saved = dup(2)
    let file = open(path, O_CREAT | O_RDWR, 0o600)
    dup2(file, 2)
    defer {
      dup2(saved, 2)
      close(saved)
      close(file)
    }
    for value in ["\u{1}", "()", "a/b; c", "text/plain; charset=\u{FFFD}", ";;;", "/", "="] {
      let header = "Content-Type: \(value)\nContent-Disposition: \(value)\nDate: \(value)\nFrom: \(value)\n"
      _ = try MailMessage.parse(Array((header + "\nHej").utf8))
    }
    // Other tests may write in the meantime, but not in GLib's words.
    let written = try String(contentsOfFile: path, encoding: .utf8)
    for word in ["GLib", "gmime", "CRITICAL", "assertion"] { #expect(!written.contains(word)) }
  }
}
