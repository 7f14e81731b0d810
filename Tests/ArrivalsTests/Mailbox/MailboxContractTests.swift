import Arrivals
import Contracts
import Foundation
import Support
import Testing

extension MailboxTests {
  /// The contract of sources, held against a mailbox of a Dovecot over TLS.
  struct MailboxContractTests {
    private func contract() async throws -> SourceContract<Mailbox> {
      let bench = try await MailboxBench()
      return SourceContract(
        make: { try bench.mailbox { $0.poll = .milliseconds(300) } },
        put: { message, number in
          // The suite puts them in any order, and looks for them in that of their numbers: INTERNALDATE does not tell a
          // mailbox's order, UIDs do, which Dovecot gives by the files' names.
          let maildir = bench.maildir
          try await bench.seed([])
          let name = "17\(1_000_000 + number)0.M\(number)P1.test.example"
          try await offPool {
            let file = "\(maildir)/tmp/\(name)"
            try Data(message).write(to: URL(fileURLWithPath: file))
            try MailboxBench.giveToServer(file)
            try FileManager.default.moveItem(atPath: file, toPath: "\(maildir)/new/\(name)")
          }
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
}
