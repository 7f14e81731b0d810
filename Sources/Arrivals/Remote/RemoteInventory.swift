import Feedback
import Foundation
package import Intake

extension RemoteDrop: Inventoried {
  /// Every file below the folder, `done/` and `refused/` with it; but not the reason files, which are our own.
  ///
  /// A file that was moved comes under the key that it had before, so that the store knows it without its bytes; where
  /// it had to get another name, or holds several messages, it is fetched.
  package func inventory() -> RemoteInventory { RemoteInventory(configuration: configuration) }
}

/// What lies in a drop on a server, in batches.
package struct RemoteInventory: AsyncSequence, Sendable {
  package typealias Element = [Arrival]
  package typealias Failure = SourceError
  let configuration: RemoteDropConfiguration

  package func makeAsyncIterator() -> Iterator { Iterator(configuration: configuration) }

  package struct Iterator: AsyncIteratorProtocol {
    private static let batchCount = 100

    private let configuration: RemoteDropConfiguration
    private var walked: (folder: RemoteFolder, rest: ArraySlice<Candidate>)?
    /// Files whose names do not tell what they hold: each is fetched when its turn comes.
    private var unnamed: [FileKey] = []
    /// The mbox whose messages are being given.
    private var box: (file: FileKey, reader: MboxReader, spool: SpooledFile, ordinal: Int)?

    init(configuration: RemoteDropConfiguration) { self.configuration = configuration }

    package mutating func next() async throws(SourceError) -> [Arrival]? { try await next(isolation: nil) }

    package mutating func next(isolation actor: isolated (any Actor)?) async throws(SourceError) -> [Arrival]?
    {
      if walked == nil { walked = try await walk() }
      guard let folder = walked?.folder else { return nil }
      var batch: [Arrival] = []
      while batch.count < Self.batchCount {
        if Task.isCancelled { throw SourceError(.cancelled, "interrupted") }
        if let message = try nextOfBox() {
          batch.append(message)
        } else if let file = unnamed.popLast() {
          if let arrival = try await opened(file, in: folder) { batch.append(arrival) }
        } else {
          // Times are asked for many files at once.
          guard let files = walked?.rest.prefix(Self.batchCount - batch.count), !files.isEmpty else { break }
          walked?.rest.removeFirst(files.count)
          batch += try await arrivals(of: Array(files), in: folder)
        }
      }
      return batch.isEmpty ? nil : batch
    }

    private func walk() async throws(SourceError) -> (RemoteFolder, ArraySlice<Candidate>) {
      let folder = try RemoteFolder(configuration.server().get(), configuration)
      let scan = RemoteScan(
        folder: folder, configuration: configuration, handedOut: [], unreadable: [], includesOurs: true)
      var found: [Candidate] = []
      _ = try await scan.walk { candidate in
        if !candidate.file.path.name.hasEnding(".reason.txt") { found.append(candidate) }
      }
      return (folder, found.sorted { $0.file.path < $1.file.path }[...])
    }

    private mutating func arrivals(
      of candidates: [Candidate], in folder: RemoteFolder
    ) async throws(SourceError) -> [Arrival] {
      var arrivals: [Arrival] = []
      let standings = try await folder.standings(of: candidates.map(\.file))
      for (var candidate, standing) in zip(candidates, standings) {
        // What has gone meanwhile was moved, and is known by what it was; the next look shows it.
        guard case .same(let modified) = standing else { continue }
        if let modified { candidate.file.identity.modified = modified }
        let name = candidate.file.path.name
        if let form = FileForm.named(name, isInMaildir: candidate.isInMaildir) {
          arrivals.append(arrival(of: candidate.file, form, nil, folder))
        } else if candidate.file.identity.size > Int64(configuration.fileBytes) {
          arrivals.append(arrival(of: candidate.file, .document, nil, folder))
        } else {
          unnamed.append(candidate.file)
        }
      }
      unnamed.reverse()
      return arrivals
    }

    /// Fetches a file: one arrival, or none where it is an mbox, whose messages come next, or has gone.
    private mutating func opened(
      _ file: FileKey, in folder: RemoteFolder
    ) async throws(SourceError) -> Arrival? {
      let spool: SpooledFile
      do throws(SourceError) { spool = try await SpooledFile(file, from: folder) } catch {
        if error.kind == .gone { return nil }
        throw error
      }
      let form = FileForm.of(name: file.path.name, head: try spool.head(0..<file.identity.size))
      guard form == .mbox else { return arrival(of: file, form, spool, folder) }
      box = (file, MboxReader(spool.descriptor), spool, 0)
      return nil
    }

    private mutating func nextOfBox() throws(SourceError) -> Arrival? {
      guard let (file, kept, spool, earlier) = box else { return nil }
      // Held by one at a time, or each message would copy the list of those that were found.
      var reader = kept
      box = nil
      guard let message = try reader.next() else { return nil }
      let ordinal = earlier + 1
      box = (file, reader, spool, ordinal)
      return Arrival(
        key: DropKey(file: file.beforeMove, offset: message.separator).arrival,
        path: "\(file.path.display)#\(ordinal)", form: .mail,
        size: Int(message.content.upperBound - message.content.lowerBound),
        receivedAt: file.identity.modified.date
      ) { limit throws(SourceError) in try spool.message(message, limit: limit) }
    }

    private func arrival(
      of file: FileKey, _ form: FileForm, _ spool: SpooledFile?, _ folder: RemoteFolder
    ) -> Arrival {
      Arrival(
        key: DropKey(file: file.beforeMove).arrival, path: file.path.display,
        form: form == .document ? .document(name: DropPath.display(file.path.name)) : .mail,
        size: Int(file.identity.size), receivedAt: file.identity.modified.date
      ) { limit throws(SourceError) in
        guard file.identity.size <= Int64(limit) else {
          throw SourceError(.tooLarge, "\(file.identity.size) bytes are more than \(limit)")
        }
        if let spool { return try spool.bytes(0..<file.identity.size, limit: limit) }
        return try await folder.read(file)
      }
    }
  }
}

extension FileKey {
  /// As it was seen before it was moved to `done` or `refused` under its own name.
  fileprivate var beforeMove: FileKey {
    let shelves = [DropFolder.done, DropFolder.refused]
    guard shelves.contains(path.shelf), let below = DropPath(Array(path.bytes.drop { $0 != 47 }.dropFirst()))
    else { return self }
    return FileKey(path: below, identity: identity)
  }
}
