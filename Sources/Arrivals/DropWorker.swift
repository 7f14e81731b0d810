import Curl
import Feedback
import Foundation
import Intake

/// Does a drop's work: looks, hands out, moves. One after the other, on a queue of its own, for all of it blocks.
actor DropWorker: FolderWatching {
  private let configuration: DropConfiguration
  private let curl: CurlPool
  private let log: any EventLog
  private let now: @Sendable () -> Date
  private let executor: BlockingExecutor
  private let signal = WakeSignal()

  /// Counts the sequences that were started: only the latest is served.
  private var sequence = 0
  private var drop: DropFolder?
  private var watch: FolderWatch?
  private var settling: Settling
  private var nextLook = ContinuousClock.now
  private var earliestLook = ContinuousClock.now
  /// When the folder was last looked through to its end.
  private var lookedAt: ContinuousClock.Instant?
  /// Settled files that are not handed out, oldest first: those of the last look that found room.
  private var waiting: ArraySlice<Candidate> = []
  /// Files that the last look saw beyond these.
  private var beyond = 0
  private var outstanding = Outstanding()
  /// The mbox that is being handed out.
  private var current: (file: FileKey, reader: MboxReader)?
  private var report = LeftAloneReport()
  private var hasToldOfWatch = false

  init(
    _ configuration: DropConfiguration, curl: CurlPool, log: any EventLog, now: @escaping @Sendable () -> Date
  ) {
    self.configuration = configuration
    self.curl = curl
    self.log = log
    self.now = now
    executor = BlockingExecutor(label: "lyssnad.drop.\(configuration.name)")
    settling = Settling(settle: configuration.settle, capacity: configuration.candidates)
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  // MARK: Handing out

  /// Sees that the folder is there and may be used.
  func verify() throws(SourceError) {
    drop = nil
    try opened().check()
  }

  var health: SourceHealth { SourceHealth(sinceAnswer: lookedAt.map { .now - $0 }) }

  /// Starts a sequence: what an earlier one handed out and nobody acknowledged is handed out again.
  func begin() -> Int {
    sequence += 1
    signal.raise()
    drop = nil
    watch = nil
    current = nil
    waiting = []
    beyond = 0
    outstanding = Outstanding()
    nextLook = .now
    earliestLook = .now
    return sequence
  }

  /// The next batch; nil once the task is cancelled.
  func next(of sequence: Int) async throws(SourceError) -> [Arrival]? {
    while !Task.isCancelled {
      guard sequence == self.sequence else {
        throw SourceError(
          .cancelled, "another sequence of arrivals was started for the drop \(configuration.folder)")
      }
      let drop = try opened()
      let batch = try nextBatch(of: drop)
      if !batch.isEmpty { return batch }
      let rest = nextLook - .now
      if rest <= .zero {
        try look(through: drop)
      } else if await signal.wait(for: rest) {
        // Nothing that has just changed can have settled before its time.
        nextLook = min(nextLook, max(.now + configuration.settle, earliestLook))
      }
    }
    return nil
  }

  private func opened() throws(SourceError) -> DropFolder {
    if let drop { return drop }
    let opened = try DropFolder(path: configuration.folder)
    drop = opened
    let signal = signal
    watch = FolderWatch(capacity: configuration.watchedFolders) { signal.raise() }
    watch?.start()
    return opened
  }

  private func look(through drop: DropFolder) throws(SourceError) {
    do throws(SourceError) {
      try drop.check()
    } catch {
      // The next sequence opens it anew.
      self.drop = nil
      throw error
    }
    let start = ContinuousClock.now
    let scan = FolderScan(
      drop: drop, configuration: configuration,
      isHandedOut: { [outstanding] in outstanding.contains($0, $1) },
      watch: watch)
    let result = scan.run(settling: &settling, now: now())
    guard result.isComplete else { return }
    let end = ContinuousClock.now
    lookedAt = end
    waiting = result.oldest[...]
    beyond = result.settled - result.oldest.count + result.unsettled
    // A folder that takes long to look through is not looked through all the time, whatever happens in it.
    earliestLook = end + min(configuration.poll, (end - start) * 4)
    if result.settled > result.oldest.count {
      // These are handed out first; then the next oldest are found.
      nextLook = end
    } else {
      let settles = result.nextSettles.map { max($0, .milliseconds(10)) } ?? configuration.poll
      nextLook = max(end + min(configuration.poll, settles), earliestLook)
    }
    tell(of: result.leftAlone, at: end)
  }

  private func tell(of leftAlone: LeftAlone, at time: ContinuousClock.Instant) {
    if !hasToldOfWatch, watch.map({ $0.losses.folders > 0 }) ?? true {
      hasToldOfWatch = true
      warn(
        "the drop \(configuration.folder) is not watched whole (inotify's limits are used up); it is looked through "
          + "every \(configuration.poll) instead; raise fs.inotify.max_user_watches and max_user_instances")
    }
    if let news = report.news(leftAlone, at: time) { warn(news.sentence(folder: configuration.folder)) }
  }

  private func warn(_ text: String) {
    log.record(Event(.sourceRefused, .warning, text, source: configuration.name))
  }

  // MARK: Batches

  private func nextBatch(of drop: DropFolder) throws(SourceError) -> [Arrival] {
    let reader = DropReader(drop: drop, curl: curl)
    var batch: [Arrival] = []
    var bytes = 0
    func hasRoom(for size: Int64) -> Bool {
      batch.isEmpty
        || (batch.count < configuration.batchCount && Int64(bytes) + size <= Int64(configuration.batchBytes))
    }
    while !Task.isCancelled {
      if let file = current?.file {
        guard let message = try nextMessage(of: drop) else {
          if current == nil { continue }
          break
        }
        guard hasRoom(for: message.content.upperBound - message.content.lowerBound) else {
          current?.reader.putBack(message)
          break
        }
        let arrival = arrival(of: message, in: file, reader)
        bytes += arrival.size
        batch.append(arrival)
        continue
      }
      guard let candidate = waiting.first else { break }
      guard let status = drop.name(candidate.file.path).flatMap({ FileStatus(of: $0) }),
        status.kind == .file, status.identity == candidate.file.identity
      else {
        // Changed or gone since the look.
        waiting.removeFirst()
        signal.raise()
        continue
      }
      guard hasRoom(for: candidate.file.identity.size) || isPerhapsMbox(candidate) else { break }
      let form = FileForm.of(candidate) { reader.head(of: candidate.file) }
      if form == .mbox, let descriptor = try? reader.openForReading(candidate.file) {
        outstanding.openBox(candidate.file)
        current = (candidate.file, MboxReader(descriptor))
      } else {
        guard hasRoom(for: candidate.file.identity.size) else { break }
        outstanding.insert(candidate.file)
        let arrival = arrival(of: candidate.file, form, reader)
        bytes += arrival.size
        batch.append(arrival)
      }
      waiting.removeFirst()
    }
    return batch
  }

  /// Whether its messages may find room where the file as a whole would not.
  private func isPerhapsMbox(_ candidate: Candidate) -> Bool {
    !candidate.isInMaildir && !candidate.file.path.name.hasEnding(".eml")
  }

  private func arrival(of file: FileKey, _ form: FileForm, _ reader: DropReader) -> Arrival {
    Arrival(
      key: DropKey(file: file).arrival, path: file.path.display,
      form: form == .document ? .document(name: DropPath.display(file.path.name)) : .mail,
      size: Int(file.identity.size), receivedAt: file.identity.modified.date,
      head: head(of: file, 0..<file.identity.size, reader)
    ) { limit throws(SourceError) in
      try await self.releasing(file) { () throws(SourceError) in
        try await reader.bytes(of: file, limit: limit)
      }
    }
  }

  private func arrival(of message: MboxMessage, in file: FileKey, _ reader: DropReader) -> Arrival {
    let ordinal = outstanding.insertMessage(at: message.separator, of: file)
    return Arrival(
      key: DropKey(file: file, offset: message.separator).arrival, path: "\(file.path.display)#\(ordinal)",
      form: .mail,
      size: Int(message.content.upperBound - message.content.lowerBound),
      receivedAt: file.identity.modified.date, head: head(of: file, message.content, reader)
    ) { limit throws(SourceError) in
      var bytes = try await self.releasing(file) { () throws(SourceError) in
        try await reader.bytes(of: file, range: message.content, limit: limit)
      }
      MboxQuoting.unquote(&bytes)
      return bytes
    }
  }

  /// The start of a message that is too large to be read whole.
  private func head(
    of file: FileKey, _ range: Range<Int64>, _ reader: DropReader
  ) -> @Sendable () async throws(SourceError) -> [UInt8] {
    let head = range.prefix(Arrival.headLimit)
    return { () throws(SourceError) in
      try await self.releasing(file) { () throws(SourceError) in
        try await reader.bytes(of: file, range: head, limit: Arrival.headLimit)
      }
    }
  }

  /// Lets go of a file whose content is gone: what stands there now is another arrival.
  private nonisolated func releasing(
    _ file: FileKey, _ fetch: @Sendable () async throws(SourceError) -> [UInt8]
  ) async throws(SourceError) -> [UInt8] {
    do throws(SourceError) {
      return try await fetch()
    } catch {
      if error.kind == .gone { await release(file) }
      throw error
    }
  }

  private func release(_ file: FileKey) {
    outstanding.remove(file)
    if current?.file == file { current = nil }
    signal.raise()
  }

  /// The next message of the mbox that is being handed out; nil where there is none, and it is then no longer that.
  private func nextMessage(of drop: DropFolder) throws(SourceError) -> MboxMessage? {
    guard let file = current?.file, var messages = current?.reader else { return nil }
    guard messages.isUnchanged(file.identity) else {
      release(file)
      return nil
    }
    // Held by one at a time, or each message would copy the list of those that were found.
    current = nil
    do throws(SourceError) {
      if let message = try messages.next() {
        current = (file, messages)
        return message
      }
    } catch {
      // One file that cannot be read must not stop the others: it stays where it is until the next sequence.
      outstanding.setAside(file)
      warn(error.description)
      return nil
    }
    guard messages.isExhausted else {
      current = (file, messages)
      return nil
    }
    outstanding.exhaust(file)
    var mover = DropMover(drop)
    try settleBox(file, &mover)
    return nil
  }

  // MARK: Acknowledging

  /// Moves what is settled. Goes through all, and throws the first failure at the end.
  func acknowledge(_ settled: [Settled]) throws(SourceError) {
    var mover = DropMover(try opened())
    var failure: SourceError?
    for item in settled {
      do throws(SourceError) {
        guard let key = DropKey(item.arrival.key) else {
          throw SourceError(
            .refused, "an arrival of another source was acknowledged to \(configuration.name)")
        }
        if let offset = key.offset {
          outstanding.settleMessage(at: offset, of: key.file, item.outcome, item.message)
          try settleBox(key.file, &mover)
        } else {
          try settle(key.file, item, &mover)
        }
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  private func settle(_ file: FileKey, _ item: Settled, _ mover: inout DropMover) throws(SourceError) {
    guard case .quarantined(let reason) = item.outcome else {
      return finish(file, try mover.move(file, to: DropFolder.done))
    }
    let result = try mover.move(file, to: DropFolder.refused)
    finish(file, result)
    if case .moved(let path) = result {
      let text = ReasonFile.text(reason: reason, message: item.message, time: now())
      try mover.write(text, beside: path, inode: file.identity.inode)
    }
  }

  /// Moves an mbox whose messages are all settled: to `refused/` only if none was taken in.
  private func settleBox(_ file: FileKey, _ mover: inout DropMover) throws(SourceError) {
    guard let box = outstanding.box(file), box.isSettled else { return }
    let isRefused = box.refusedCount == box.count
    let result = try mover.move(file, to: isRefused ? DropFolder.refused : DropFolder.done)
    finish(file, result)
    if case .moved(let path) = result, box.refusedCount > 0 {
      let text = ReasonFile.text(
        messages: box.refused.sorted { $0.ordinal < $1.ordinal }, refused: box.refusedCount, of: box.count,
        time: now())
      let place = DropPath.top.appending(DropFolder.refused.utf8).joined(file.path.folder)
      try mover.write(text, beside: place.appending(path.name), inode: file.identity.inode)
    }
  }

  private func finish(_ file: FileKey, _ result: DropMover.Result) {
    outstanding.remove(file)
    if result == .changed { signal.raise() }
  }

  // MARK: Backlog

  func backlog() -> (count: Int, oldest: Date?) {
    let handedOut = outstanding.backlog
    let oldest = [handedOut.oldest, waiting.first?.file.identity.modified.date].compactMap { $0 }.min()
    return (handedOut.count + waiting.count + beyond, oldest)
  }
}
