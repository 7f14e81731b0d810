import Feedback
import Foundation
import Testing

@Suite struct ULIDTests {
  @Test func isWrittenAsTheSpecificationSays() throws {
    // The time of the specification's example, 1469918176385, is 01ARYZ6S41.
    let id = ULID(milliseconds: 1_469_918_176_385, randomHigh: 0, randomLow: 0)
    #expect(id.description == "01ARYZ6S410000000000000000")
    #expect(id.time == Date(timeIntervalSince1970: 1_469_918_176.385))
    #expect(
      ULID(milliseconds: (1 << 48) - 1, randomHigh: .max, randomLow: .max).description
        == "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
  }

  @Test(arguments: ["01ARYZ6S41TSV4RRFFQ69G5FAV", "00000000000000000000000000", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"])
  func isReadInEitherCase(_ text: String) throws {
    #expect(ULID(text)?.description == text)
    #expect(ULID(text.lowercased())?.description == text)
  }

  @Test(arguments: [
    "", "01ARYZ6S41TSV4RRFFQ69G5FA", "01ARYZ6S41TSV4RRFFQ69G5FAVX", "81ARYZ6S41TSV4RRFFQ69G5FAV",
    "01ARYZ6S41TSV4RRFFQ69G5FAI", "01ARYZ6S41TSV4RRFFQ69G5FAL", "01ARYZ6S41TSV4RRFFQ69G5FAU",
    "01ARYZ6S41TSV4RRFFQ69G5F-V",
    "01ARYZ6S41TSV4RRFFQ69G5FÅ",
  ])
  func anythingElseIsRefused(_ text: String) { #expect(ULID(text) == nil) }

  @Test func sortsAsItsTextAndItsTime() {
    let surroundings = Surroundings.simulated(from: Date(timeIntervalSince1970: 1_741_852_800))
    let ids = (0..<500).map { _ in surroundings.identifier() }
    #expect(ids == ids.sorted())
    #expect(ids.map(\.description) == ids.map(\.description).sorted())
    #expect(ids.map(\.time) == ids.map(\.time).sorted())
  }

  @Test func theSuccessorFollowsAcrossEveryBoundary() throws {
    for text in ["0123456789ABCDEFGHJKMNPQRS", "0123456789ABCZZZZZZZZZZZZZ", "0123456789ZZZZZZZZZZZZZZZZ"] {
      let id = try #require(ULID(text))
      #expect(id.successor > id)
    }
    let last = ULID(milliseconds: 5, randomHigh: .max, randomLow: .max)
    #expect(last.successor == ULID(milliseconds: 6, randomHigh: 0, randomLow: 0))
  }
}
