import Dispatch
import Foundation

/// The signals that steer a service, as a sequence.
final class Signals: Sendable {
  enum Kind: Sendable {
    /// SIGTERM or SIGINT: end in order.
    case stop
    /// SIGHUP: read the configuration again.
    case reload
  }

  let received: AsyncStream<Kind>
  private let continuation: AsyncStream<Kind>.Continuation

  init() {
    let (stream, continuation) = AsyncStream.makeStream(of: Kind.self, bufferingPolicy: .bufferingNewest(8))
    received = stream
    self.continuation = continuation
    let queue = DispatchQueue(label: "lyssnad.signals")
    for (number, kind) in [(SIGTERM, Kind.stop), (SIGINT, .stop), (SIGHUP, .reload)] {
      // The default action would end the process before the source hears of it.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      // The handler holds its source: it listens as long as the process lives.
      source.setEventHandler { [source] in
        withExtendedLifetime(source) { _ = continuation.yield(kind) }
      }
      source.resume()
    }
  }

  /// Asks for the end from within, as SIGTERM does from outside.
  func stop() { continuation.yield(.stop) }
}
