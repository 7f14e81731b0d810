import Curl
import Feedback
import Foundation
import Intake

/// Does the work of a drop on a server: looks, hands out, moves.
///
/// Unlike the local drop's it waits for answers, and others may call meanwhile: after each wait it makes sure that its
/// sequence is still the latest, and one mover at a time is at work.
actor RemoteDropWorker: FolderWatching {
  let configuration: RemoteDropConfiguration
  private let log: any EventLog
  let now: @Sendable () -> Date
  let signal = WakeSignal()

  /// Counts the sequences that were started: only the latest is served.
  private var sequence = 0
  private var folder: RemoteFolder?
  private var sightings: Sightings
  /// Files that could not be read, as they were listed, and when they are tried again.
  private var unreadable: [FileKey: ContinuousClock.Instant] = [:]
  private var nextLook = ContinuousClock.now
  private var earliestLook = ContinuousClock.now
  /// When the folder was last looked through to its end.
  private var lookedAt: ContinuousClock.Instant?
  /// Settled files that are not handed out, oldest first.
  private var waiting: ArraySlice<Candidate> = []
  /// What the last questions about waiting files gave.
  private var standings: [DropPath: RemoteFolder.Standing] = [:]
  private var beyond = 0
  var outstanding = Outstanding()
  /// What is handed out, as it was listed.
  private var handedOut: [DropPath: FileKey] = [:]
  /// The mbox that is being handed out.
  private var current: (file: FileKey, reader: MboxReader, spool: SpooledFile)?
  private var report = LeftAloneReport()

  // See RemoteDropWorker+Acknowledging.swift.
  var knownFolders: Set<DropPath> = []
  var unfinished: [Move] = []
  var isMoving = false
  var movers: [CheckedContinuation<Void, Never>] = []

  init(_ configuration: RemoteDropConfiguration, log: any EventLog, now: @escaping @Sendable () -> Date) {
    self.configuration = configuration
    self.log = log
    self.now = now
    sightings = Sightings(settle: configuration.settle)
  }

  // MARK: Opening

  /// Sees that the folder is there, and that `done` and `refused` are folders.
  func verify() async throws(SourceError) {
    let folder = RemoteFolder(try configuration.server().get(), configuration)
    self.folder = folder
    knownFolders = []
    var entries = try await folder.listTop()
    for name in [DropFolder.done, DropFolder.refused] {
      func isHere() -> Bool { entries.contains { $0.name.elementsEqual(name.utf8) } }
      if !isHere() {
        do throws(CurlError) {
          try await folder.makeFolder(DropPath.top.appending(name.utf8))
        } catch {
          throw folder.failure(
            "the folder \(name) cannot be made; make it, or let the login write, in", error)
        }
        entries = try await folder.listTop()
      }
      guard entries.contains(where: { $0.name.elementsEqual(name.utf8) && $0.kind == .folder }) else {
        throw SourceError(
          .refused,
          "\(name) in the drop \(folder.place) is a link or no folder; remove it, and the service makes it")
      }
    }
  }

  func opened() throws(SourceError) -> RemoteFolder {
    if let folder { return folder }
    let opened = RemoteFolder(try configuration.server().get(), configuration)
    folder = opened
    return opened
  }

  // MARK: Handing out

  var health: SourceHealth {
    SourceHealth(
      sinceAnswer: lookedAt.map { .now - $0 }, certificateExpires: folder?.certificate?.expires)
  }

  /// Starts a sequence: what an earlier one handed out and nobody acknowledged is handed out again.
  func begin() -> Int {
    sequence += 1
    signal.raise()
    current = nil
    waiting = []
    standings = [:]
    beyond = 0
    outstanding = Outstanding()
    handedOut = [:]
    unfinished.removeAll { !$0.outlivesItsSequence }
    nextLook = .now
    earliestLook = .now
    return sequence
  }

  /// The next batch; nil once the task is cancelled.
  func next(of sequence: Int) async throws(SourceError) -> [Arrival]? {
    while !Task.isCancelled {
      do throws(SourceError) {
        try check(sequence)
        let folder = try opened()
        let batch = try await nextBatch(of: folder, sequence)
        if !batch.isEmpty { return batch }
        let rest = nextLook - .now
        if rest <= .zero {
          try await look(through: folder, sequence)
        } else if await signal.wait(for: rest) {
          nextLook = min(nextLook, max(.now + configuration.settle, earliestLook))
        }
      } catch {
        if Task.isCancelled { return nil }
        throw error
      }
    }
    return nil
  }

  private func check(_ sequence: Int) throws(SourceError) {
    guard sequence == self.sequence else {
      throw SourceError(
        .cancelled, "another sequence of arrivals was started for the drop \(configuration.name)")
    }
  }

  private func look(through folder: RemoteFolder, _ sequence: Int) async throws(SourceError) {
    try await moveUnfinished()
    let start = ContinuousClock.now
    unreadable = unreadable.filter { $0.value > start }
    let left = Set(unreadable.keys)
    let scan = RemoteScan(
      folder: folder, configuration: configuration, handedOut: Set(handedOut.keys), unreadable: left)
    let result = try await scan.run()
    let unknown = sightings.unknown(of: result.oldest)
    let answers: [RemoteFolder.Standing] =
      result.isExact
      ? unknown.map { .same(modified: $0.file.identity.modified) }
      : try await folder.standings(of: unknown.map(\.file))
    try check(sequence)
    // Those that have gone; what was found unreadable while the look went on is kept.
    unreadable = unreadable.filter { result.unreadable.contains($0.key) || !left.contains($0.key) }
    let end = ContinuousClock.now
    var seen: [Sightings.Sighting] = []
    for (candidate, answer) in zip(unknown, answers) {
      switch answer {
      case .same(let modified):
        var exact = candidate
        if let modified { exact.file.identity.modified = modified }
        seen.append(Sightings.Sighting(listed: candidate.file, exact: exact, since: end))
      case .changed: break
      case .missing, .unreadable: leave(candidate.file)
      }
    }
    sightings.update(listed: result.oldest, new: seen)
    plan(result, from: start, to: end)
    if let news = report.news(result.leftAlone, at: end) { warn(news.sentence(remote: folder.place)) }
  }

  /// Decides what waits and when to look again.
  private func plan(
    _ result: RemoteScan.Result, from start: ContinuousClock.Instant, to end: ContinuousClock.Instant
  ) {
    lookedAt = end
    let settled = sightings.settled(at: end)
    waiting = settled.ready[...]
    standings = [:]
    beyond = result.count - result.oldest.count + settled.waiting
    // A server that takes long to answer is not asked all the time.
    earliestLook = end + min(configuration.poll, (end - start) * 4)
    if result.count > result.oldest.count, !waiting.isEmpty {
      nextLook = end
    } else {
      let settles = settled.next.map { max($0, .milliseconds(10)) } ?? configuration.poll
      nextLook = max(end + min(configuration.poll, settles), earliestLook)
    }
  }

  /// A file that is listed and cannot be read: permissions, or a name that the server cannot tell. Tried again seldom.
  private func leave(_ listed: FileKey) {
    guard unreadable.count < 10_000 else { return }
    unreadable[listed] = .now + .seconds(600)
  }

  func warn(_ text: String) { log.record(Event(.sourceRefused, .warning, text, source: configuration.name)) }

  // MARK: Batches

  private func nextBatch(of folder: RemoteFolder, _ sequence: Int) async throws(SourceError) -> [Arrival] {
    var batch: [Arrival] = []
    var bytes = 0
    func hasRoom(for size: Int64) -> Bool {
      batch.isEmpty
        || (batch.count < configuration.batchCount && Int64(bytes) + size <= Int64(configuration.batchBytes))
    }
    while !Task.isCancelled {
      if let (file, _, spool) = current {
        guard let message = try nextMessage() else {
          try await moveUnfinished()
          try check(sequence)
          continue
        }
        guard hasRoom(for: message.content.upperBound - message.content.lowerBound) else {
          current?.reader.putBack(message)
          break
        }
        let arrival = arrival(of: message, in: file, spool)
        bytes += arrival.size
        batch.append(arrival)
        continue
      }
      guard let candidate = waiting.first, hasRoom(for: candidate.file.identity.size) else { break }
      let standing = try await standing(of: candidate, folder)
      try check(sequence)
      waiting = waiting.dropFirst()
      guard isUnchanged(candidate, standing) else { continue }
      guard let (form, spool) = try await form(of: candidate, folder) else { continue }
      try check(sequence)
      hand(out: candidate.file)
      if form == .mbox, let spool {
        outstanding.openBox(candidate.file)
        current = (candidate.file, MboxReader(spool.descriptor), spool)
      } else {
        let arrival = arrival(of: candidate.file, form, spool, folder)
        bytes += arrival.size
        batch.append(arrival)
      }
    }
    return batch
  }

  /// Looks at a waiting file once more; the next ones are looked at with it.
  private func standing(
    of candidate: Candidate, _ folder: RemoteFolder
  ) async throws(SourceError) -> RemoteFolder.Standing {
    if let known = standings.removeValue(forKey: candidate.file.path) { return known }
    let files = waiting.prefix(configuration.connections * 8).map(\.file)
    for (file, standing) in zip(files, try await folder.standings(of: files)) {
      standings[file.path] = standing
    }
    return standings.removeValue(forKey: candidate.file.path) ?? .changed
  }

  /// Whether the second look shows what the first did. If not, it begins anew.
  private func isUnchanged(_ candidate: Candidate, _ standing: RemoteFolder.Standing) -> Bool {
    switch standing {
    case .same(nil): return true
    case .same(let modified) where modified == candidate.file.identity.modified: return true
    case .missing, .unreadable: if let listed = sightings.listed(candidate.file.path) { leave(listed) }
    case .same, .changed: break
    }
    sightings.remove(candidate.file.path)
    signal.raise()
    return false
  }

  /// What a file holds; where its name does not tell, the file is fetched, and then not once more. Nil where it is gone:
  /// it may come again.
  private func form(
    of candidate: Candidate, _ folder: RemoteFolder
  ) async throws(SourceError) -> (FileForm, SpooledFile?)? {
    let file = candidate.file
    if let form = FileForm.named(file.path.name, isInMaildir: candidate.isInMaildir) { return (form, nil) }
    guard file.identity.size <= Int64(configuration.fileBytes) else { return (.mbox, nil) }
    do throws(SourceError) {
      let spool = try await SpooledFile(file, from: folder)
      let length = min(FileForm.headLength, Int(file.identity.size))
      return (
        FileForm.of(name: file.path.name, head: try spool.bytes(0..<Int64(length), limit: length)), spool
      )
    } catch {
      guard error.kind == .gone else { throw error }
      try await giveUp(file, in: folder)
      return nil
    }
  }

  /// Lets go of a file that could not be read: it comes again when it has changed, or seldom where it may not be read.
  private func giveUp(_ file: FileKey, in folder: RemoteFolder) async throws(SourceError) {
    if try await folder.isSame(file, at: file.path) {
      leave(handedOut[file.path] ?? sightings.listed(file.path) ?? file)
    }
    release(file)
  }

  private func hand(out file: FileKey) {
    outstanding.insert(file)
    handedOut[file.path] = sightings.listed(file.path) ?? file
  }

  private func arrival(
    of file: FileKey, _ form: FileForm, _ spool: SpooledFile?, _ folder: RemoteFolder
  ) -> Arrival {
    let fileBytes = configuration.fileBytes
    return Arrival(
      key: DropKey(file: file).arrival, path: file.path.display,
      form: form == .document ? .document(name: DropPath.display(file.path.name)) : .mail,
      size: Int(file.identity.size), receivedAt: file.identity.modified.date,
      head: { () throws(SourceError) in
        if let spool { return try spool.head(0..<file.identity.size) }
        do throws(SourceError) {
          return try await folder.head(of: file)
        } catch {
          if error.kind == .gone { try await self.giveUp(file, in: folder) }
          throw error
        }
      }
    ) { limit throws(SourceError) in
      if form == .mbox {
        throw SourceError(
          .tooLarge,
          "\(file.identity.size) bytes are more than the \(fileBytes) of a file whose name does not tell what it holds; "
            + "if it is an mbox, divide it")
      }
      guard file.identity.size <= Int64(limit) else {
        throw SourceError(.tooLarge, "\(file.identity.size) bytes are more than \(limit)")
      }
      if let spool { return try spool.bytes(0..<file.identity.size, limit: limit) }
      do throws(SourceError) {
        return try await folder.read(file)
      } catch {
        if error.kind == .gone { try await self.giveUp(file, in: folder) }
        throw error
      }
    }
  }

  private func arrival(of message: MboxMessage, in file: FileKey, _ spool: SpooledFile) -> Arrival {
    let ordinal = outstanding.insertMessage(at: message.separator, of: file)
    return Arrival(
      key: DropKey(file: file, offset: message.separator).arrival, path: "\(file.path.display)#\(ordinal)",
      form: .mail, size: Int(message.content.upperBound - message.content.lowerBound),
      receivedAt: file.identity.modified.date,
      head: { () throws(SourceError) in try spool.head(message.content) }
    ) { limit throws(SourceError) in try spool.message(message, limit: limit) }
  }

  /// The next message of the mbox that is being handed out; nil where there is none, and it is then no longer that.
  private func nextMessage() throws(SourceError) -> MboxMessage? {
    guard let (file, reader, spool) = current else { return nil }
    // Held by one at a time, or each message would copy the list of those that were found.
    var messages = reader
    current = nil
    if let message = try messages.next() {
      current = (file, messages, spool)
      return message
    }
    guard messages.isExhausted else {
      current = (file, messages, spool)
      return nil
    }
    outstanding.exhaust(file)
    if outstanding.box(file)?.isSettled == true { unfinished.append(Move(.box(file))) }
    return nil
  }

  /// Lets go of a file whose content is gone: what stands there now is another arrival.
  func release(_ file: FileKey) {
    forget(file)
    sightings.remove(file.path)
    if current?.file == file { current = nil }
    signal.raise()
  }

  /// Takes a file for neither handed out nor seen.
  func forget(_ file: FileKey) {
    outstanding.remove(file)
    handedOut[file.path] = nil
  }

  // MARK: Backlog

  func backlog() -> (count: Int, oldest: Date?) {
    let handedOut = outstanding.backlog
    let oldest = [handedOut.oldest, waiting.first?.file.identity.modified.date].compactMap { $0 }.min()
    return (handedOut.count + waiting.count + beyond, oldest)
  }
}
