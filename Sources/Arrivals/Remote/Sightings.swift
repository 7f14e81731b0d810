/// The files of a drop on a server that are followed until they have settled.
///
/// A file has settled when its size and its time of modification were the same at two looks at least `settle` apart, by
/// our own clock: the server's says nothing here. Listings over SFTP tell times to the minute, or to the day; so each
/// file is asked for its own time when it is first seen, and once more when it is handed out.
struct Sightings {
  struct Sighting: Hashable, Sendable {
    /// As the listing had it.
    var listed: FileKey
    /// With the time to the second.
    var exact: Candidate
    /// Since when it has stood so.
    var since: ContinuousClock.Instant
  }

  private let settle: Duration
  private var known: [DropPath: Sighting] = [:]

  init(settle: Duration) { self.settle = settle }

  /// Those of a look that are not followed, or are no longer as they were.
  func unknown(of listed: [Candidate]) -> [Candidate] {
    listed.filter { known[$0.file.path]?.listed != $0.file }
  }

  /// Forgets what a look did not show, and takes in what it showed anew.
  mutating func update(listed: [Candidate], new: [Sighting]) {
    var next: [DropPath: Sighting] = [:]
    for candidate in listed {
      if let sighting = known[candidate.file.path], sighting.listed == candidate.file {
        next[candidate.file.path] = sighting
      }
    }
    for sighting in new { next[sighting.listed.path] = sighting }
    known = next
  }

  mutating func remove(_ path: DropPath) { known[path] = nil }

  func listed(_ path: DropPath) -> FileKey? { known[path]?.listed }

  /// The settled ones, oldest first; how many are not, and when the first of them can have settled.
  func settled(at time: ContinuousClock.Instant) -> (ready: [Candidate], waiting: Int, next: Duration?) {
    var ready: [Candidate] = []
    var waiting = 0
    var next: Duration?
    for sighting in known.values {
      let rest = settle - (time - sighting.since)
      if rest <= .zero {
        ready.append(sighting.exact)
      } else {
        waiting += 1
        next = min(next ?? rest, rest)
      }
    }
    return (ready.sorted(by: Candidate.isBefore), waiting, next)
  }
}
