import Testing

@testable import IMAP

@Suite("Sets of UIDs")
struct UIDSetTests {
  @Test(
    "Text is read in any order and written in the shortest form",
    arguments: [
      ("1", "1"), ("4:2,7", "2:4,7"), ("3,1,2", "1:3"), ("5:9,1:6,20", "1:9,20"),
      ("4294967295,4294967294", "4294967294:4294967295"), ("1:4294967295", "1:4294967295"), ("7,7,7", "7"),
    ])
  func text(_ given: String, _ written: String) throws {
    let set = try #require(UIDSet(given))
    #expect(set.description == written)
    #expect(UIDSet(written) == set)
  }

  @Test(
    "Anything else is refused",
    arguments: [
      "", ",", "1,", ",1", "0", "1:0", "1:*", "*", "4294967296", "99999999999999999999", "1:2:3", "-1", "1 2",
      "１", "1:",
    ])
  func refused(_ text: String) { #expect(UIDSet(text) == nil) }

  @Test("Sets behave as sets, whatever is put in")
  func algebra() {
    var random = SplitMix(seed: 11)
    for _ in 0..<500 {
      func some() -> Set<UInt32> {
        Set(
          (0..<Int.random(in: 0..<30, using: &random)).map { _ in UInt32.random(in: 1...40, using: &random) })
      }
      let (a, b) = (some(), some())
      let (x, y) = (UIDSet(a.compactMap(UID.init)), UIDSet(b.compactMap(UID.init)))
      #expect(x.map(\.rawValue) == a.sorted())
      #expect(x.count == a.count)
      #expect(x.union(y).map(\.rawValue) == a.union(b).sorted())
      #expect(x.subtracting(y).map(\.rawValue) == a.subtracting(b).sorted())
      #expect(x.clamped(to: 10...20).map(\.rawValue) == a.filter { (10...20).contains($0) }.sorted())
      #expect((1...40).filter { UID($0).map(x.contains) ?? false } == a.sorted())
      var inserted = UIDSet()
      for value in a { if let uid = UID(value) { inserted.insert(uid) } }
      #expect(inserted == x)
      #expect(
        zip(x.ranges, x.ranges.dropFirst()).allSatisfy { $0.upperBound.rawValue + 1 < $1.lowerBound.rawValue }
      )
    }
  }

  @Test("The whole range of UIDs is one range, and can be taken away from")
  func extremes() {
    let everything = UIDSet(UID.first...UID.last)
    #expect(everything.count == 4_294_967_295)
    #expect(everything.subtracting([1, 4_294_967_295]).description == "2:4294967294")
    #expect(everything.subtracting(everything).isEmpty)
    #expect(everything.union([4_294_967_295]).ranges.count == 1)
  }

  @Test("Pieces keep to their length, lose nothing and stay in order")
  func pieces() {
    let set = UIDSet((1...5000).compactMap { UID(UInt32($0 * 7)) })
    let pieces = set.pieces(bytes: 200)
    #expect(pieces.allSatisfy { $0.description.utf8.count <= 200 })
    #expect(pieces.count < 160)
    #expect(pieces.flatMap { $0.map(\.self) } == set.map(\.self))
    #expect(UIDSet().pieces(bytes: 10).isEmpty)
    #expect(UIDSet(1_000_000...2_000_000).pieces(bytes: 3).count == 1)
  }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
