import Feedback
import Foundation
import Stores
import Support
import Testing

@Suite struct OpeningTogetherTests {
  /// A daemon and commands that come to a new place at the same moment all open the one store.
  @Test func manyOpenANewStoreAtOnce() async throws {
    for _ in 0..<10 {
      let folder = try TemporaryFolder()
      let path = folder.path + "/lyssnad.db"
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<6 {
          group.addTask {
            let store = try SQLiteStore(path: path)
            _ = try await store.status()
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
