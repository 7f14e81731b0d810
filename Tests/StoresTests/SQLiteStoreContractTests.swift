import Contracts
import Feedback
import Stores
import Support
import Testing

@Suite struct SQLiteStoreContractTests {
  @Test(arguments: FeedbackStoreContract.clauses)
  func holdsOnDisk(_ clause: FeedbackStoreContract.Clause) async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: "\(folder.path)/lyssnad.db")
    try await clause.run(on: store)
    try store.close()
  }

  @Test(arguments: FeedbackStoreContract.clauses)
  func holdsInMemory(_ clause: FeedbackStoreContract.Clause) async throws {
    try await clause.run(on: SQLiteStore.inMemory())
  }

  @Test(arguments: JudgementStoreContract.clauses)
  func changesJudgementsOnDisk(_ clause: JudgementStoreContract.Clause) async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: "\(folder.path)/lyssnad.db")
    try await clause.run(on: store)
    try store.close()
  }

  @Test(arguments: JudgementStoreContract.clauses)
  func changesJudgementsInMemory(_ clause: JudgementStoreContract.Clause) async throws {
    try await clause.run(on: SQLiteStore.inMemory())
  }
}
