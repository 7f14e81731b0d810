import Arrivals
import Contracts
import Foundation
import Testing

/// The contract of sources, held against drops on servers.
@Suite(.serialized)
struct RemoteContractTests {
  private func contract(_ kind: RemoteBench.Kind) async throws -> SourceContract<RemoteDrop> {
    let bench = try await RemoteBench(kind)
    return SourceContract(
      make: { bench.drop() },
      put: { message, number in
        try bench.write(
          message, to: "m\(number).eml", modified: Date(timeIntervalSince1970: 1_700_000_000 + Double(number))
        )
      })
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func handsOutOldestFirst(_ kind: RemoteBench.Kind) async throws {
    try await contract(kind).handsOutOldestFirst()
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func handsOutNothingTwice(_ kind: RemoteBench.Kind) async throws {
    try await contract(kind).handsOutNothingTwice()
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func returnsWhatIsNotAcknowledged(_ kind: RemoteBench.Kind) async throws {
    try await contract(kind).returnsWhatIsNotAcknowledged()
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func endsWithItsTask(_ kind: RemoteBench.Kind) async throws { try await contract(kind).endsWithItsTask() }

  @Test(arguments: RemoteBench.Kind.allCases)
  func keepsToTheLimit(_ kind: RemoteBench.Kind) async throws { try await contract(kind).keepsToTheLimit() }
}
