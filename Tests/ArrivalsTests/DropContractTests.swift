import Arrivals
import Contracts
import Foundation
import Support
import Testing

/// The contract of sources, held against a drop.
struct DropContractTests {
  private let bench = try? DropBench()

  private func contract() throws -> SourceContract<Drop> {
    let bench = try #require(bench)
    return SourceContract(
      make: { bench.drop() },
      put: { message, number in
        // Put in place at once, as a well-behaved program does, with a time that tells the order.
        try bench.write(
          message, to: "m\(number).eml", modified: Date(timeIntervalSince1970: 1_700_000_000 + Double(number))
        )
      })
  }

  @Test func handsOutOldestFirst() async throws { try await contract().handsOutOldestFirst() }
  @Test func handsOutNothingTwice() async throws { try await contract().handsOutNothingTwice() }
  @Test func returnsWhatIsNotAcknowledged() async throws {
    try await contract().returnsWhatIsNotAcknowledged()
  }
  @Test func endsWithItsTask() async throws { try await contract().endsWithItsTask() }
  @Test func keepsToTheLimit() async throws { try await contract().keepsToTheLimit() }
}
