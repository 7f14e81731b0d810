package import Foundation
import Synchronization

/// What the service takes from the world around it, time and chance, handed in so that a test can
/// simulate a day of service and repeat it exactly.
package struct Surroundings: Sendable {
  /// The present time.
  package var now: @Sendable () -> Date
  /// 64 random bits.
  package var random: @Sendable () -> UInt64
  /// Seconds by a clock that nobody sets and that goes on while the machine sleeps: for how long something takes, or
  /// is overdue. Only differences mean something.
  package var uptime: @Sendable () -> Double
  private let last = LastULID()

  package init(
    now: @escaping @Sendable () -> Date, random: @escaping @Sendable () -> UInt64,
    uptime: @escaping @Sendable () -> Double = systemUptime
  ) {
    self.now = now
    self.random = random
    self.uptime = uptime
  }

  /// The machine's own clock of that kind (clock_gettime(2), `CLOCK_BOOTTIME`).
  package static let systemUptime: @Sendable () -> Double = {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The system's clock and random numbers.
  package static let system = Surroundings(
    now: { Date() },
    random: {
      // The kernel is asked for many at a time: each passage has an identifier.
      pool.withLock { pool in
        if let number = pool.popLast() { return number }
        pool = [UInt64](unsafeUninitializedCapacity: 32) { numbers, count in
          // As much as it gives at a time (getentropy(3)).
          count = getentropy(numbers.baseAddress, 32 * 8) == 0 ? 32 : 0
        }
        if let number = pool.popLast() { return number }
        var generator = SystemRandomNumberGenerator()
        return generator.next()
      }
    })

  private static let pool = Mutex<[UInt64]>([])

  /// A clock that advances one millisecond a reading, and numbers from a fixed sequence (SplitMix64).
  package static func simulated(from start: Date, seed: UInt64 = 1) -> Surroundings {
    let ticks = Atomic64(0)
    let state = Atomic64(seed)
    return Surroundings(
      now: { start.addingTimeInterval(Double(ticks.add(1)) / 1000) },
      random: {
        var z = state.add(0x9E37_79B9_7F4A_7C15)
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
      }, uptime: { Double(ticks.value) / 1000 })
  }

  /// A new identifier. Those made from one `Surroundings` are strictly increasing, also within a
  /// millisecond and when the clock is set back.
  package func identifier() -> ULID {
    let time = now().timeIntervalSince1970
    return last.next(
      milliseconds: UInt64(max(0, time * 1000)), random: (UInt16(truncatingIfNeeded: random()), random()))
  }
}

private final class Atomic64: Sendable {
  private let number: Mutex<UInt64>
  init(_ start: UInt64) { number = Mutex(start) }
  var value: UInt64 { number.withLock { $0 } }
  func add(_ amount: UInt64) -> UInt64 {
    number.withLock {
      $0 &+= amount
      return $0
    }
  }
}

private final class LastULID: Sendable {
  private let last = Mutex<ULID?>(nil)

  func next(milliseconds: UInt64, random: (UInt16, UInt64)) -> ULID {
    last.withLock { last in
      var next = ULID(milliseconds: milliseconds, randomHigh: random.0, randomLow: random.1)
      if let previous = last, next <= previous {
        // The same millisecond, or a clock that was set back: count on from the last one.
        next = previous.successor
      }
      last = next
      return next
    }
  }
}
