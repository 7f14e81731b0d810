import Foundation
import IMAP
import Synchronization

/// What a mailbox has seen and nobody has acknowledged yet.
final class MailboxLedger: Sendable {
  private struct State {
    var handedOut: [UID: Date] = [:]
    /// Found, and not handed out yet.
    var beyond = 0
  }

  private let state = Mutex(State())

  /// Forgets all: a new sequence begins.
  func clear() { state.withLock { $0 = State() } }

  func find(_ count: Int) { state.withLock { $0.beyond += count } }

  /// Found, and gone before it could be handed out.
  func lose(_ count: Int) { state.withLock { $0.beyond = max(0, $0.beyond - count) } }

  func handOut(_ uid: UID, receivedAt: Date) {
    state.withLock {
      $0.handedOut[uid] = receivedAt
      $0.beyond = max(0, $0.beyond - 1)
    }
  }

  func settle(_ uids: UIDSet) { state.withLock { state in for uid in uids { state.handedOut[uid] = nil } } }

  /// Their number, and when the oldest of those handed out came.
  var backlog: (count: Int, oldest: Date?) {
    state.withLock { ($0.handedOut.count + $0.beyond, $0.handedOut.values.min()) }
  }
}
