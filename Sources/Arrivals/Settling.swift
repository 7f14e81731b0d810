import Foundation

/// Tells whether a file has stood still long enough to be taken.
///
/// A file has settled when neither its content nor its name, size or times have changed for `settle`. The time of
/// change (`ctime`) tells that in one look, for every write, rename and `touch` moves it to the present. Where that
/// time or the time of modification lies in the future (a clock set back, a server's clock, a camera's), it tells
/// nothing, and the file has to be seen unchanged for `settle` by the monotonic clock.
struct Settling {
  /// A file as it stood when it was first seen so.
  private struct Standing: Hashable {
    var identity: FileIdentity
    var changed: FileTime
  }

  private let settle: Duration
  /// The most files with a time in the future that are followed at once; the others wait until these are taken.
  private let capacity: Int
  private var since: [Standing: ContinuousClock.Instant] = [:]
  /// Those seen in the look that goes on.
  private var seen: Set<Standing> = []

  init(settle: Duration, capacity: Int) {
    self.settle = settle
    self.capacity = capacity
  }

  /// Nil when the file has settled; else how long it lacks, unless it changes again.
  mutating func remaining(_ status: FileStatus, now: Date, clock: ContinuousClock.Instant) -> Duration? {
    let latest = max(status.changed, status.identity.modified)
    let age = now.timeIntervalSince(latest.date)
    if age >= 0 {
      let rest = settle - .seconds(age)
      return rest > .zero ? rest : nil
    }
    let standing = Standing(identity: status.identity, changed: status.changed)
    guard let first = since[standing] else {
      guard since.count < capacity else { return settle }
      since[standing] = clock
      seen.insert(standing)
      return settle > .zero ? settle : nil
    }
    seen.insert(standing)
    let rest = settle - (clock - first)
    return rest > .zero ? rest : nil
  }

  /// Ends a look through the whole folder: what was not seen in it is forgotten.
  mutating func endLook() {
    if since.count > seen.count { since = since.filter { seen.contains($0.key) } }
    seen.removeAll(keepingCapacity: true)
  }
}
