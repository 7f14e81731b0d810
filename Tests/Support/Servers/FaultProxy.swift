import Foundation
import Glibc
import Synchronization

/// A proxy on a free port of 127.0.0.1 that does to connections what networks do: delays, slows down, cuts, resets, or
/// goes silent.
package final class FaultProxy: Sendable {
  package enum Direction: Sendable { case toServer, toClient }

  /// What happens to a direction once so many bytes have passed in it.
  package enum Fault: Sendable {
    /// Both ends see the connection closed (FIN).
    case close
    /// Both ends see it reset (RST).
    case reset
    /// Nothing passes any more in either direction, and nobody is told: half-open.
    case silence
  }

  package struct Behaviour: Sendable {
    /// What happens to the connections that begin under it.
    package var fault: (fault: Fault, direction: Direction, afterBytes: Int)?
    /// One way.
    package var delay: Duration = .zero
    /// Each way; nil is as fast as it goes.
    package var bytesPerSecond: Int?
    /// Connections are accepted and closed at once.
    package var refuses = false
    package init() {}
  }

  package struct Counts: Sendable {
    package var connections = 0
    package var open = 0
    package var bytesToServer = 0
    package var bytesToClient = 0
  }

  package let port: Int
  private let listener: Listener
  private let shared: Shared

  /// - Parameter server: the port that is stood in front of.
  package init(to server: Int, _ behaviour: Behaviour = Behaviour()) throws {
    (listener, port) = try Sockets.listen()
    shared = Shared(behaviour)
    let (listener, shared) = (listener, shared)
    let thread = Thread {
      while let client = Sockets.accept(listener) {
        let behaviour = shared.state.withLock { state in
          state.counts.connections += 1
          return state.behaviour
        }
        guard !behaviour.refuses, let server = try? Sockets.connect(server) else {
          close(client)
          continue
        }
        let pump = FaultPump(client: client, server: server, behaviour, shared)
        Thread { pump.run() }.start()
      }
    }
    thread.start()
  }

  /// Connections live on as they are; no more are taken.
  deinit { listener.stop() }

  /// Ends every connection, and takes no more.
  package func stop() {
    strike(.close)
    listener.stop()
  }

  /// Connections that begin from now on behave so.
  package func set(_ change: @Sendable (inout Behaviour) -> Void) {
    shared.state.withLock { change(&$0.behaviour) }
  }

  /// Does it now to all connections that are open.
  package func strike(_ fault: Fault) {
    shared.state.withLock {
      $0.struck += 1
      $0.strike = fault
    }
  }

  package var counts: Counts { shared.state.withLock { $0.counts } }

  final class Shared: Sendable {
    struct State {
      var behaviour: Behaviour
      var counts = Counts()
      /// How often ``FaultProxy/strike(_:)`` was called, and with what last.
      var struck = 0
      var strike = Fault.close
    }
    let state: Mutex<State>
    init(_ behaviour: Behaviour) { state = Mutex(State(behaviour: behaviour)) }
  }
}
