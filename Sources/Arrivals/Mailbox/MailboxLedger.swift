import Foundation
import IMAP
import Synchronization

/// What a mailbox has seen and nobody has acknowledged yet.
final class MailboxLedger: Sendable {
  private struct State {
    var handedOut: [UID: Date] = [:]
    /// Found, and not handed out yet.
    var beyond = 0
    var stall: Stall?
    var answered: ContinuousClock.Instant?
    var certificateExpires: Date?
  }

  /// The message at which connections ended, one after the other.
  struct Stall {
    let key: MailboxKey
    let since: ContinuousClock.Instant
    var count = 0
  }

  private let state = Mutex(State())

  /// Forgets what was seen: a new sequence begins.
  func clear() {
    state.withLock {
      $0.handedOut = [:]
      $0.beyond = 0
    }
  }

  /// The server has said something.
  func hear() { state.withLock { $0.answered = .now } }

  /// Notes when the certificate of the server expires.
  func note(certificateExpires date: Date?) { state.withLock { $0.certificateExpires = date } }

  /// When the server last said something, and when its certificate expires.
  var server: (answered: ContinuousClock.Instant?, certificateExpires: Date?) {
    state.withLock { ($0.answered, $0.certificateExpires) }
  }

  /// The message at which the last connection ended; nil once it has come.
  var stall: Stall? { state.withLock { $0.stall } }

  /// Notes at which message a connection ended, or that there was headway.
  func noteStall(at key: MailboxKey?) {
    state.withLock { state in
      guard let key else {
        state.stall = nil
        return
      }
      if state.stall?.key != key { state.stall = Stall(key: key, since: .now) }
      state.stall?.count += 1
    }
  }

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
