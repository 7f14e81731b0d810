import Synchronization

/// What is wrong with the service, for `/healthz`; written by the loop that looks, read by whoever asks.
final class HealthBoard: Sendable {
  /// Seconds after which a loop that has not written stands still.
  static let patience: Double = 60

  private let board = Mutex<(sentences: [String], at: Double)?>(nil)
  private let uptime: @Sendable () -> Double

  init(uptime: @escaping @Sendable () -> Double) { self.uptime = uptime }

  func put(_ sentences: [String], at uptime: Double) { board.withLock { $0 = (sentences, uptime) } }

  /// Empty where all is well.
  var sentences: [String] {
    guard let (sentences, at) = board.withLock({ $0 }) else { return ["the service is starting"] }
    return uptime() - at > Self.patience ? ["the service's own loop stands still"] + sentences : sentences
  }
}
