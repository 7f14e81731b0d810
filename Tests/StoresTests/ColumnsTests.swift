import Feedback
import Foundation
import Testing

@testable import Stores

@Suite struct ColumnsTests {
  @Test func identifiersSortAsBytesAsTheyDoThemselves() throws {
    let surroundings = Surroundings.simulated(from: Date(timeIntervalSince1970: 1_741_852_800))
    let ids = (0..<200).map { _ in surroundings.identifier() }
    let columns = ids.map(\.column)
    #expect(columns.allSatisfy { $0.count == 16 })
    #expect(columns.sorted { $0.lexicographicallyPrecedes($1) } == columns)
    #expect(columns.map { ULID(column: $0) } == ids)
    #expect(ULID(column: Data(count: 15)) == nil)
  }

  @Test(arguments: [[], [0..<0], [34..<43, 60..<66]]) func rangesComeBack(_ ranges: [Range<Int>]) {
    #expect([Range<Int>](column: ranges.column) == ranges)
  }

  @Test(arguments: ["[[1]]", "[[2,1]]", "[[1,2", "x", "[[-1,2]]", "[[99999999999999999999,1]]"])
  func otherTextIsNoRanges(_ text: String) { #expect([Range<Int>](column: text) == nil) }

  @Test func timesKeepTheirMilliseconds() {
    for seconds in [0, 1_741_852_800.123, -5.5] {
      #expect(Date(column: Date(timeIntervalSince1970: seconds).column).timeIntervalSince1970 == seconds)
    }
    #expect(Date(timeIntervalSince1970: 1e300).column == .max)
    #expect(Date(timeIntervalSince1970: .nan).column == 0)
  }

  @Test func packedBytesAreRefusedWhenDamaged() throws {
    let packed = Packer().pack([UInt8](repeating: 65, count: 5000))
    #expect(packed.encoding == .zstd)
    #expect(try packed.unpacked() == [UInt8](repeating: 65, count: 5000))
    #expect(throws: Damage.self) { try Packed(encoding: .zstd, size: 5001, bytes: packed.bytes).unpacked() }
    #expect(throws: Damage.self) {
      try Packed(encoding: .zstd, size: 5000, bytes: packed.bytes.dropLast()).unpacked()
    }
    #expect(throws: Damage.self) { try Packed(encoding: .identity, size: 1, bytes: Data()).unpacked() }
  }
}
