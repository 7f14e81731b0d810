import Foundation
import Mail
import Testing

@Suite("Many at once", .serialized)
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

  @Test(
    "what GLib and GMime complain of is not written to standard error",
    arguments: ["gmime", "GLib", "GLib-GObject"])
  func silence(_ domain: String) throws {
    _ = try MailMessage.parse(Array("Content-Type: text/plain\n\nHej".utf8))
    // The complaint that GLib's checks of arguments make.
    typealias Complaint =
      @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafePointer<CChar>) -> Void
    let symbol = try #require(dlsym(nil, "g_return_if_fail_warning"))
    let complain = unsafeBitCast(symbol, to: Complaint.self)

    let path = FileManager.default.temporaryDirectory.appending(path: "mail-stderr-\(UUID().uuidString)").path
    let file = open(path, O_CREAT | O_RDWR, 0o600)
    let saved = dup(2)
    dup2(file, 2)
    complain(domain, "parse", "message_is_well_formed")
    dup2(saved, 2)
    close(saved)
    close(file)
    defer { try? FileManager.default.removeItem(atPath: path) }
    // Other tests may write in the meantime.
    #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("message_is_well_formed"))
  }
}
