import Arrivals
import Documents
import Feedback
import Foundation
import Intake
import Settings
import Stores

/// Letting a message out of quarantine.
extension Workshop {
  /// The message in quarantine that an identifier names.
  func quarantined(_ identifier: String) async throws -> Entry {
    guard let id = ULID(identifier) else {
      throw Failure(
        .usage, "\"\(identifier)\" is no identifier; \"lyssnad quarantine list\" shows those there are")
    }
    guard let entry = try await store.quarantined().first(where: { $0.id == id }) else {
      throw Failure(.badInput, "no message in quarantine has the identifier \(id)")
    }
    return entry
  }

  /// Reads a message again, whoever sent it, and gives it its new outcome.
  /// - Returns: the message as it now stands in the store.
  func release(_ entry: Entry) async throws -> Entry {
    let bytes = try await bytes(of: entry)
    var read = entry
    read.original = nil
    read.warnings = []
    read.attachments = []
    read.headers = nil
    read.size = bytes.count
    read.sha256 = Digest(of: bytes)
    let source = settings.sources.first { $0.name == entry.source.rawValue }
    try await reader.read(
      bytes, of: GivenFiles.form(of: entry.path, bytes), into: &read,
      under: source.map(policy) ?? SourcePolicy(trust: .folder), admitted: true)
    await documents.shutdown()
    guard let result = try await store.release(read, by: Identity.actor, at: surroundings.now()),
      let released = try await store.entry(result.message)
    else {
      throw Failure(.badInput, "\(entry.id) is not in quarantine any more")
    }
    _ = try await store.index(atMost: .max)
    await refile(entry, as: released.outcome)
    return released
  }

  /// Moves the file of a message that was let in to what is done. Housekeeping: the store is the record.
  private func refile(_ entry: Entry, as outcome: Outcome) async {
    if case .quarantined = outcome { return }
    guard let source = source(of: entry) as? any Refiling else { return }
    do {
      let waiting = try await store.quarantined().filter { $0.source == entry.source }.map(\.key)
      try await source.refile(entry.key, message: entry.id, waiting: waiting)
    } catch {
      Terminal.messages.line(
        "lyssnad: \(entry.id) was let in, but its file stays where refused ones lie: "
          + Terminal.harmless("\(error)"))
    }
  }

  private func source(of entry: Entry) -> (any Source)? {
    sources(log: SilentLog()).lazy.map(\.source).first { $0.name == entry.source }
  }

  /// The message's bytes: from the store, or fetched again from where it was put or stood.
  private func bytes(of entry: Entry) async throws -> [UInt8] {
    if let kept = try await store.original(of: entry.id) { return kept }
    let limit = settings.limits.message.bytes
    if let source = source(of: entry) as? any Refetching {
      do throws(SourceError) {
        return try await source.message(entry.key, limit: limit)
      } catch {
        let advice = error.kind == .tooLarge ? "; raise limits.message and release it again" : ""
        throw Failure(
          error.kind == .unreachable ? .unavailable : .badInput,
          "source \(entry.source): \(error.description)\(advice)")
      }
    }
    if let bytes = try await messageOfMbox(entry) { return bytes }
    for path in places(of: entry) {
      var status = stat()
      // A link could have been laid there by whoever may write into the drop.
      guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      if entry.sha256 != nil, Int(status.st_size) != entry.size { continue }
      guard Int(status.st_size) <= limit else {
        throw Failure(
          .badInput,
          "\(path): it has \(status.st_size) bytes and limits.message is \(limit); raise the limit and release it again"
        )
      }
      guard let data = FileManager.default.contents(atPath: path) else { continue }
      let bytes = Array(data)
      // Another file may have come to stand there.
      if let digest = entry.sha256, Digest(of: bytes) != digest { continue }
      return bytes
    }
    throw Failure(
      .badInput,
      "the bytes of \(entry.id) are not kept, and it is not found where it was; put it into the drop again")
  }

  /// A message that stood in an mbox, shown as `name#ordinal`: found there by its digest.
  private func messageOfMbox(_ entry: Entry) async throws -> [UInt8]? {
    guard let digest = entry.sha256, let path = entry.path, let mark = path.lastIndex(of: "#"),
      Int(path[path.index(after: mark)...]) != nil, Self.staysBelow(path)
    else { return nil }
    let box = String(path[..<mark])
    let folder = settings.sources.first { $0.name == entry.source.rawValue }?.folder
    let places = folder.map { folder in ["done/", "refused/", ""].map { "\(folder)/\($0)\(box)" } } ?? [box]
    for place in places {
      var status = stat()
      guard lstat(place, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
      for try await batch in GivenFiles(name: entry.source, run: "release", paths: [place]).arrivals(
        after: nil)
      {
        for arrival in batch where arrival.size == entry.size || entry.size == 0 {
          let bytes = try await arrival.content(settings.limits.message.bytes)
          if Digest(of: bytes) == digest { return bytes }
        }
      }
    }
    return nil
  }

  /// A record that was imported may name any path.
  private static func staysBelow(_ path: String) -> Bool {
    !path.split(separator: "/", omittingEmptySubsequences: false).contains("..")
  }

  private func places(of entry: Entry) -> [String] {
    guard let path = entry.path, Self.staysBelow(path) else { return [] }
    guard let folder = settings.sources.first(where: { $0.name == entry.source.rawValue })?.folder else {
      return [path]
    }
    let refused = "\(folder)/refused/\(path)"
    var places = [refused, "\(folder)/\(path)"]
    if entry.sha256 != nil {
      // Where another file of its name was refused before, it got another one; its digest tells which it is.
      let folder = (refused as NSString).deletingLastPathComponent
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      places += names.sorted().map { "\(folder)/\($0)" }
    }
    return places
  }
}
