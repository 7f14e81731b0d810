import Foundation
import Glibc
import Synchronization

/// Carries the bytes of one connection of a ``FaultProxy``, on a thread of its own.
final class FaultPump: @unchecked Sendable {
  // Used by its own thread alone: hence Sendable.

  /// One direction.
  private struct Way {
    let from: Int32
    let to: Int32
    let direction: FaultProxy.Direction
    /// What is on its way, and when it arrives; empty bytes are the end.
    var queue = [(due: ContinuousClock.Instant, bytes: [UInt8])]()
    var queued = 0
    var passed = 0
    var hasEnded = false
    var free = ContinuousClock.now
  }

  private static let most = 8 << 20
  private let behaviour: FaultProxy.Behaviour
  private let shared: FaultProxy.Shared
  private let struck: Int
  private var ways: [Way]
  private var isSilent = false
  private var room = [UInt8](repeating: 0, count: 64 * 1024)

  init(
    client: Int32, server: Int32, _ behaviour: FaultProxy.Behaviour, _ shared: FaultProxy.Shared
  ) {
    self.behaviour = behaviour
    self.shared = shared
    struck = shared.state.withLock { state in
      state.counts.open += 1
      return state.struck
    }
    ways = [
      Way(from: client, to: server, direction: .toServer), Way(from: server, to: client, direction: .toClient),
    ]
    for descriptor in [client, server] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
  }

  func run() {
    var last = FaultProxy.Fault.close
    loop: while true {
      if let fault = strike() {
        if case .silence = fault { isSilent = true } else { last = fault; break }
      }
      if isSilent {
        usleep(5000)
        continue
      }
      var descriptors = ways.map {
        pollfd(fd: interest($0) == 0 ? -1 : $0.from, events: interest($0), revents: 0)
      }
      let now = ContinuousClock.now
      let due = ways.compactMap { $0.queue.first?.due }.min().map { now.duration(to: $0) }
      // Looks up now and then, so that a strike is noticed.
      let wait = min(.milliseconds(10), max(.milliseconds(1), due ?? .seconds(1)))
      poll(&descriptors, 2, Int32((wait.components.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
      for index in ways.indices {
        if !take(index) { last = .reset; break loop }
      }
      for index in ways.indices {
        if let fault = give(index) {
          if case .silence = fault { isSilent = true } else { last = fault; break loop }
        }
      }
      if ways.allSatisfy({ $0.hasEnded && $0.queue.isEmpty }) { break }
    }
    shared.state.withLock { $0.counts.open -= 1 }
    for way in ways { if case .reset = last { Sockets.reset(way.from) } else { close(way.from) } }
  }

  private func strike() -> FaultProxy.Fault? {
    shared.state.withLock { state in
      guard state.struck > struck else { return nil }
      // Once silent, only a louder fault is news.
      if isSilent, case .silence = state.strike { return nil }
      return state.strike
    }
  }

  private func interest(_ way: Way) -> Int16 {
    way.hasEnded || way.queued > Self.most || isSilent ? 0 : Int16(POLLIN)
  }

  /// Reads what has come; false where the sender has reset.
  private func take(_ index: Int) -> Bool {
    guard interest(ways[index]) != 0 else { return true }
    let count = recv(ways[index].from, &room, behaviour.bytesPerSecond == nil ? room.count : 1024, 0)
    if count < 0 { return errno == EAGAIN || errno == EINTR }
    var due = ContinuousClock.now + behaviour.delay
    if let rate = behaviour.bytesPerSecond, rate > 0 {
      ways[index].free = max(.now, ways[index].free) + .microseconds(count * 1_000_000 / rate)
      due = ways[index].free + behaviour.delay
    }
    ways[index].hasEnded = count == 0
    ways[index].queued += count
    ways[index].queue.append((due, Array(room[..<count])))
    return true
  }

  /// Hands on what is due; what befalls the connection thereby, if anything.
  private func give(_ index: Int) -> FaultProxy.Fault? {
    while let (due, bytes) = ways[index].queue.first, due <= .now {
      if bytes.isEmpty {
        ways[index].queue.removeFirst()
        shutdown(ways[index].to, Int32(SHUT_WR))
        continue
      }
      var most = bytes.count
      if let fault = behaviour.fault, fault.direction == ways[index].direction {
        most = min(most, fault.afterBytes - ways[index].passed)
        if most <= 0 { return fault.fault }
      }
      let count = send(ways[index].to, bytes, most, Int32(MSG_NOSIGNAL))
      guard count > 0 else {
        return errno == EAGAIN || errno == EINTR ? nil : .reset
      }
      ways[index].passed += count
      ways[index].queued -= count
      shared.state.withLock { state in
        switch ways[index].direction {
        case .toServer: state.counts.bytesToServer += count
        case .toClient: state.counts.bytesToClient += count
        }
      }
      if count == bytes.count {
        ways[index].queue.removeFirst()
      } else {
        ways[index].queue[0].bytes.removeFirst(count)
      }
      if let fault = behaviour.fault, fault.direction == ways[index].direction,
        ways[index].passed >= fault.afterBytes
      {
        return fault.fault
      }
    }
    return nil
  }
}
