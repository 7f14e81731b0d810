import Feedback
import Testing

@testable import Arrivals

struct DropKeyTests {
  private let identity = FileIdentity(
    device: 64_769, inode: .max, modified: FileTime(seconds: -3, nanoseconds: 999_999_999), size: .max)

  @Test(arguments: [
    Array("a.eml".utf8), Array("år/möte 1;2@3%41.eml".utf8), [0xFF, 0x0A, 0x2F, 0x80],
    [UInt8](repeating: 0xE5, count: 255),
  ])
  func comesBackAsItWas(path: [UInt8]) throws {
    let file = FileKey(path: try #require(DropPath(path)), identity: identity)
    for key in [DropKey(file: file), DropKey(file: file, offset: 0), DropKey(file: file, offset: 1 << 40)] {
      #expect(DropKey(key.arrival) == key)
      #expect(key.arrival.rawValue.utf8.allSatisfy { (33...126).contains($0) })
    }
  }

  @Test(arguments: [
    "", "a", "a;1.2.3.4", "a;1.2.3.4.5.6", "../a;1.2.3.4.5", "/a;1.2.3.4.5", "a//b;1.2.3.4.5",
    "a%00;1.2.3.4.5",
    "a%2;1.2.3.4.5", "a;1.2.3.4.x", "a;1.2.3.4.5@-1", "a;1.2.3.4.5@1@2", ";1.2.3.4.5;", "1700000000:42",
  ])
  func refusesWhatIsNoKeyOfADrop(text: String) { #expect(DropKey(ArrivalKey(rawValue: text)) == nil) }

  @Test func showsNamesWithoutWhatCouldMislead() throws {
    let path = try #require(DropPath(Array("a\nb\u{202E}c\u{7}".utf8) + [0xFF]))
    #expect(path.display == "a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}")
  }

  @Test func numbersTakenNamesWithinTheLimitOfLinux() {
    let name = Array("möte.tar.gz".utf8)
    func text(_ bytes: [UInt8]) -> String? { String(validating: bytes, as: UTF8.self) }
    #expect(text(FileNames.numbered(name, attempt: 1, inode: 7)) == "möte.tar.gz")
    #expect(text(FileNames.numbered(name, attempt: 2, inode: 7)) == "möte.tar (2).gz")
    #expect(text(FileNames.numbered(name, attempt: 10, inode: 7)) == "möte.tar (7).gz")
    #expect(text(FileNames.numbered(Array("utan".utf8), attempt: 3, inode: 7)) == "utan (3)")
    for length in 120...127 {
      let long = Array(String(repeating: "å", count: length).utf8) + Array(".eml".utf8)
      for made in [
        FileNames.numbered(long, attempt: 2, inode: 7), FileNames.reason(long, attempt: 11, inode: 7),
      ] {
        #expect(made.count <= 255)
        #expect(text(made) != nil)
      }
    }
    let latin = [UInt8](repeating: 0xE5, count: 255)
    #expect((1...255).contains(FileNames.reason(latin, attempt: 1, inode: 7).count))
  }
}
