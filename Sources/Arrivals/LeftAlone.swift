/// What lies in a drop and is left there, by kind: told to the log without names, which can be personal.
struct LeftAlone: Hashable, Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case link, fifo = "FIFO", socket, device
    case unreadableFile = "unreadable file"
    case unreadableFolder = "unreadable folder"
    case otherFileSystem = "mount of another file system"
    case tooDeep = "folder too deep or one too many"
    case special = "special file"
    case unnameable = "name that holds a line break"
  }

  private var counts: [Int] = Array(repeating: 0, count: Kind.allCases.count)
  /// A sum over the entries, so that two looks can be compared without keeping a million names.
  private var fingerprint: UInt64 = 0

  var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }

  mutating func add(_ kind: Kind, _ path: DropPath) {
    guard let index = Kind.allCases.firstIndex(of: kind) else { return }
    counts[index] += 1
    // FNV-1a, 64 bits; the sum does not depend on the order of the folder.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(index)
    for byte in path.bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    fingerprint &+= hash
  }

  private var list: String {
    let parts = zip(Kind.allCases, counts).filter { $0.1 > 0 }.map { kind, count in
      "\(count) \(kind.rawValue)\(count == 1 ? "" : "s")"
    }
    return parts.joined(separator: ", ")
  }

  /// One sentence for the log, of a folder on a server.
  func sentence(remote folder: String) -> String {
    "left where they are in \(folder): \(list); only regular files that the login may read are taken, and only names "
      + "without line breaks; look for them with a client of that server"
  }

  /// One sentence for the log.
  func sentence(folder: String) -> String {
    "left where they are in \(folder): \(list); only regular files of the same file "
      + "system that the service may read are taken; look for them with: find \(folder) ! -type f -o ! -readable"
  }
}

/// Decides when the log hears of what is left alone: when that has changed, and then at most every ten minutes.
struct LeftAloneReport {
  private var told = LeftAlone()
  private var toldAt: ContinuousClock.Instant?

  /// What is to be told after a look that found this, if anything.
  mutating func news(_ found: LeftAlone, at time: ContinuousClock.Instant) -> LeftAlone? {
    guard found != told else { return nil }
    if let toldAt, !told.isEmpty, !found.isEmpty, time - toldAt < .seconds(600) { return nil }
    told = found
    toldAt = time
    return found.isEmpty ? nil : found
  }
}
