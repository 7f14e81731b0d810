import IMAP
import Intake
import Synchronization

/// A fetched message's bytes: given once, and then let go of. Whoever asks again, or for a message that was handed
/// out without its bytes, has them fetched.
final class MessageContent: Sendable {
  private enum State {
    case held([UInt8])
    case notHeld
    case tooLarge
  }

  private let state: Mutex<State>
  private let uid: UID
  private let handover: Handover

  /// - Parameter bytes: nil where they are fetched when they are asked for.
  init(_ uid: UID, bytes: [UInt8]?, handover: Handover) {
    self.uid = uid
    self.handover = handover
    state = Mutex(bytes.map { .held($0) } ?? .notHeld)
  }

  /// Of a message that is larger than is fetched.
  init(tooLarge uid: UID, handover: Handover) {
    self.uid = uid
    self.handover = handover
    state = Mutex(.tooLarge)
  }

  /// - Parameter limit: the most bytes that are given.
  func bytes(limit: Int) async throws(SourceError) -> [UInt8] {
    let held: Result<[UInt8]?, SourceError> = state.withLock { state in
      switch state {
      case .tooLarge: return .failure(tooLarge)
      case .notHeld: return .success(nil)
      case .held(let bytes):
        guard bytes.count <= limit else { return .failure(tooLarge) }
        state = .notHeld
        return .success(bytes)
      }
    }
    if let bytes = try held.get() { return bytes }
    let bytes = try await handover.fetch(uid)
    guard bytes.count <= limit else { throw tooLarge }
    return bytes
  }

  /// The header block, whatever became of the bytes.
  func head() async throws(SourceError) -> [UInt8] { try await handover.fetch(uid, .header) }

  private var tooLarge: SourceError {
    SourceError(.tooLarge, "the message with UID \(uid) is larger than the limit; it stays in the mailbox")
  }
}
