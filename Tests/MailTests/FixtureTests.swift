import Foundation
import Mail
import Testing

@Suite("Messages of the fixtures")
struct FixtureTests {
  @Test("reads what the file beside it says", arguments: Fixture.all)
  func reads(_ fixture: Fixture) throws {
    let message = try MailMessage.parse(fixture.bytes)
    #expect(Outline.lines(of: message) == fixture.expected)
  }

  @Test("the README names every message, and there are enough of them")
  func readme() throws {
    let readme = try String(contentsOf: Fixture.folder.appending(path: "README.md"), encoding: .utf8)
    #expect(Fixture.all.count >= 45)
    for fixture in Fixture.all {
      let name = fixture.name.split(separator: "/")[1]
      #expect(readme.contains("| `\(name)` |"), "\(fixture.name)")
    }
  }

  @Test("git has kept the line ends and the 8-bit bytes")
  func bytesSurvive() throws {
    let byName = Dictionary(uniqueKeysWithValues: Fixture.all.map { ($0.name, $0.bytes) })
    let crlf = try #require(byName["plain/crlf"])
    #expect(crlf.count { $0 == 0x0A } == crlf.count { $0 == 0x0D })
    #expect(try #require(byName["plain/cr-only"]).contains(0x0A) == false)
    #expect(try #require(byName["charsets/windows-1252"]).contains(0x96))
  }

  @Test("every defect's sentence is Swedish for the officer and ends as one")
  func sentences() throws {
    for fixture in Fixture.all {
      for defect in try MailMessage.parse(fixture.bytes).defects {
        #expect(defect.detail.hasSuffix(".") && defect.detail.contains(" "))
      }
    }
  }
}
