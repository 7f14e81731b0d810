import Feedback
import Operations
import Settings
import Synchronization

/// Where the metrics go: the file and the listener that the configuration names. What fails is told of and tried again.
final class MetricsOutlets: Sendable {
  /// Seconds between two writings of the file, and two attempts at listening.
  private static let interval: Double = 15

  private struct State {
    var listener: MetricsListener?
    var dueAt: Double?
    var isFailing = false
  }

  private let file: MetricsFile?
  private let address: ListenerAddress?
  private let metrics: MetricRegistry
  private let health: HealthBoard
  private let log: any EventLog
  private let uptime: @Sendable () -> Double
  private let state = Mutex(State())

  init(
    _ settings: Settings.Metrics, metrics: MetricRegistry, health: HealthBoard, log: any EventLog,
    surroundings: Surroundings
  ) {
    file = settings.textfile.map(MetricsFile.init)
    address = settings.listen.map {
      switch $0 {
      case .loopback(let host, let port): .loopback(host: host, port: port)
      case .unix(let path): .unix(path: path)
      }
    }
    self.metrics = metrics
    self.health = health
    self.log = log
    uptime = surroundings.uptime
  }

  /// Writes and listens, where it is time to; does not wait.
  func update() {
    guard file != nil || address != nil else { return }
    let event: Event? = state.withLock { state in
      let now = uptime()
      if let due = state.dueAt, now < due { return nil }
      state.dueAt = now + Self.interval
      let failure = write() ?? listen(&state)
      defer { state.isFailing = failure != nil }
      if let failure { return Event(.metricsFailed, .warning, failure) }
      return state.isFailing ? Event(.metricsRecovered, .notice, "the metrics are told again") : nil
    }
    if let event { log.record(event) }
  }

  /// Why the file could not be written.
  private func write() -> String? {
    do throws(MetricsFile.Failure) {
      try file?.write(metrics.text())
      return nil
    } catch {
      return error.description
    }
  }

  /// Why nobody listens.
  private func listen(_ state: inout State) -> String? {
    guard let address, state.listener == nil else { return nil }
    do throws(ListenerFailure) {
      state.listener = try MetricsListener(on: address, metrics: metrics) { [health] in health.sentences }
      return nil
    } catch {
      return error.description
    }
  }
}
