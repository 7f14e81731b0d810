import Curl
import Foundation
import Testing

/// Listings as servers write them.
struct DirectoryListingTests {
  /// 2026-03-13 12:00:00 UTC.
  private let now = Date(timeIntervalSince1970: 1_773_403_200)

  private func entry(_ line: String) -> RemoteEntry? {
    let entries = DirectoryListing.long(Array((line + "\r\n").utf8), now: now)
    #expect(entries.count <= 1)
    return entries.first
  }

  private func name(_ entry: RemoteEntry?) -> String? {
    entry.map { String(decoding: $0.name, as: UTF8.self) }
  }

  @Test func readsWhatLsPrints() throws {
    let file = try #require(entry("-rw-r--r--    1 anna     users        5120 Mar 13 08:02 möte  1 .docx"))
    #expect(name(file) == "möte  1 .docx")
    #expect(file.kind == .file)
    #expect(file.size == 5120)
    #expect(file.modified == Date(timeIntervalSince1970: 1_773_388_920))
    #expect(!file.isExact)
    #expect(
      entry("drwxr-xr-x+   2 CORP\\anna k domain users 4096 Jan  1  2019 Jan  1  2019")?.kind == .folder)
    #expect(
      name(entry("drwxr-xr-x+   2 CORP\\anna k domain users 4096 Jan  1  2019 Jan  1  2019"))
        == "Jan  1  2019")
    #expect(name(entry("lrwxrwxrwx 1 a b 3 Mar 13 08:02 länk -> mål")) == "länk")
    #expect(name(entry("-rw------- 1 a b 3 Mar 13 08:02 a -> b")) == "a -> b")
    #expect(name(entry("-rw------- 1 a b 3 Mar 13 08:02  inledande")) == " inledande")
    #expect(entry("prw------- 1 a b 0 Mar 13 08:02 rör")?.kind == .other)
  }

  @Test func aLineWithoutAYearMeansTheLastOne() {
    func modified(_ day: String) -> TimeInterval? {
      entry("-rw------- 1 a b 3 \(day) 00:00 a")?.modified?.timeIntervalSince1970
    }
    #expect(modified("Mar 14") == 1_773_446_400)
    #expect(modified("Mar 20") == 1_742_428_800)
    #expect(modified("Dec 31") == 1_767_139_200)
  }

  @Test(arguments: [
    "", "total 12", "-rw-r--r--", "-rw-r--r-- 1 a b 3 Mar 13 08:02", "-rw-r--r-- 1 a b 3 Mar 13 08:02 .",
    "drwxr-xr-x 1 a b 3 Mar 13 08:02 ..", "-rw-r--r-- 1 a b 3 Mar 13 08:02 ../x",
    "-rw-r--r-- 1 a b 3 Mår 13 08:02 x",
    "-rw-r--r-- 1 a b 3 Mar 13 28:02 x", "-rw-r--r-- 1 a b 3 Mar 99 08:02 x",
    "-rw------- 1 a b 3 Mar 13 08:02 a\0b",
    "-rw-r--r-- 1 a b 99999999999999999999 Mar 13 08:02 x",
  ])
  func passesOverWhatIsNoEntry(_ line: String) { #expect(entry(line) == nil) }

  @Test func readsWhatDirPrints() throws {
    let file = try #require(entry("03-13-25  08:02PM                 5120 möte 1.docx"))
    #expect(name(file) == "möte 1.docx")
    #expect(file.size == 5120)
    #expect(file.modified == Date(timeIntervalSince1970: 1_741_896_120))
    let folder = try #require(entry("03-13-2025  12:02AM       <DIR>          klart"))
    #expect(name(folder) == "klart")
    #expect(folder.kind == .folder)
    #expect(folder.modified == Date(timeIntervalSince1970: 1_741_824_120))
    #expect(entry("03-13-25  08:02XM  5120 x") == nil)
    #expect(entry("13-13-25  08:02AM  5120 x")?.modified == nil)
  }

  @Test func readsFacts() throws {
    let listing = """
      type=cdir;modify=20250313080211; .\r
      type=pdir;modify=20250313080211; ..\r
      Type=file;Size=5120;Modify=20250313080211.123;Perm=r; möte 1;2.docx\r
      type=dir;modify=20250313080211;unix.mode=0755; klart\r
      type=OS.unix=symlink;size=3; länk\r
      type=file;size=x;modify=2025; udda\r
      skräp\r
      type=file;size=1; ../bort\r

      """
    let entries = DirectoryListing.facts(Array(listing.utf8))
    #expect(
      entries.map { String(decoding: $0.name, as: UTF8.self) } == ["möte 1;2.docx", "klart", "länk", "udda"])
    #expect(entries.map(\.kind) == [.file, .folder, .link, .file])
    #expect(entries.map(\.size) == [5120, nil, 3, nil])
    #expect(entries[0].modified == Date(timeIntervalSince1970: 1_741_852_931))
    #expect(entries.map(\.isExact) == [true, true, false, false])
  }

  @Test func standsWhateverComes() {
    var state: UInt64 = 7
    for _ in 0..<2000 {
      let bytes = (0..<60).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let alphabet = Array("-drwl0123456789 :;=MarDIR<>.\r\n\0/\u{E5}type=filemodify".utf8)
        return alphabet[Int(state >> 33) % alphabet.count]
      }
      let lines = "-rw-r--r-- 1 a b 3 Mar 13 08:02 ".utf8 + bytes
      for entry in DirectoryListing.long(Array(lines), now: now) + DirectoryListing.facts(bytes) {
        #expect(!entry.name.isEmpty && !entry.name.contains(0) && !entry.name.contains(UInt8(ascii: "/")))
      }
    }
  }
}
