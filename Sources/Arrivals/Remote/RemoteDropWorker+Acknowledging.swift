import Feedback
import Intake

/// What is to be done on the server for a committed outcome.
struct Move: Sendable {
  enum What: Sendable {
    case file(FileKey, Outcome, ULID?)
    /// An mbox whose messages are all settled.
    case box(FileKey)
    /// A reason file beside a file that has been moved.
    case reason(String, beside: DropPath, mark: UInt64)
  }

  var what: What
  /// Whether it was begun before, and nobody knows how far it came.
  var wasTried = false

  init(_ what: What) { self.what = what }

  /// The file that is to be moved for its own outcome.
  var file: FileKey? { if case .file(let file, _, _) = what { file } else { nil } }

  /// Whether it can be done in another sequence: what an mbox still lacks is known to its own alone.
  var outlivesItsSequence: Bool { if case .box = what { false } else { true } }
}

extension RemoteDropWorker {
  /// Moves what is settled. Goes through all as long as the server answers, and throws the first failure at the end;
  /// what is left undone is tried again at the next looks.
  func acknowledge(_ settled: [Settled]) async throws(SourceError) {
    var moves: [Move] = []
    var failure: SourceError?
    for item in settled {
      guard let key = DropKey(item.arrival.key) else {
        failure = SourceError(
          .refused, "an arrival of another source was acknowledged to \(configuration.name)")
        continue
      }
      if let offset = key.offset {
        outstanding.settleMessage(at: offset, of: key.file, item.outcome, item.message)
        if outstanding.box(key.file)?.isSettled == true { moves.append(Move(.box(key.file))) }
      } else {
        moves.append(Move(.file(key.file, item.outcome, item.message)))
      }
    }
    // Of an earlier sequence: the same file came again, since it could not be moved.
    let begun = Set(unfinished.compactMap(\.file))
    let again = Set(moves.compactMap(\.file))
    unfinished.removeAll { $0.file.map { again.contains($0) } ?? false }
    for index in moves.indices where moves[index].file.map({ begun.contains($0) }) ?? false {
      moves[index].wasTried = true
    }
    try await finish(moves)
    if let failure { throw failure }
  }

  /// Tries again what could not be done. A refusal was told when it came first, and does not stop the source.
  func moveUnfinished() async throws(SourceError) {
    guard !unfinished.isEmpty else { return }
    let moves = unfinished
    unfinished = []
    do throws(SourceError) {
      try await finish(moves, isRetry: true)
    } catch {
      if error.kind != .refused { throw error }
    }
  }

  private func finish(_ moves: [Move], isRetry: Bool = false) async throws(SourceError) {
    await takeTurn()
    defer { endTurn() }
    let folder: RemoteFolder
    do throws(SourceError) {
      folder = try opened()
    } catch {
      unfinished += moves
      throw error
    }
    var mover = RemoteMover(folder, knowing: knownFolders)
    defer { knownFolders = mover.folders }
    var failure: SourceError?
    for (index, move) in moves.enumerated() {
      var left: Move? = move
      do throws(SourceError) {
        try await perform(&left, by: &mover)
      } catch {
        failure = failure ?? error
        // The server is away, or still refuses: the others would only wait for it too. The one that failed comes last
        // next time.
        let isLast = isRetry || error.kind != .refused
        if isLast { unfinished += moves[(index + 1)...] }
        if var again = left {
          again.wasTried = true
          unfinished.append(again)
        }
        if isLast { break }
      }
    }
    if let failure { throw failure }
  }

  /// - Parameter move: becomes what is left to do, where not all of it could be done.
  private func perform(_ move: inout Move?, by mover: inout RemoteMover) async throws(SourceError) {
    guard let task = move else { return }
    switch task.what {
    case .file(let file, let outcome, let message):
      guard case .quarantined(let reason) = outcome else {
        let result = try await mover.move(file, to: DropFolder.done, mayBeDone: task.wasTried)
        return settle(file, result)
      }
      let result = try await mover.move(file, to: DropFolder.refused, mayBeDone: task.wasTried)
      settle(file, result)
      guard case .moved(let place) = result else { return }
      let text = ReasonFile.text(reason: reason, message: message, time: now())
      move?.what = .reason(text, beside: place, mark: file.mark)
      try await mover.write(text, beside: place, mark: file.mark)
    case .box(let file):
      guard let box = outstanding.box(file), box.isSettled else { return }
      // To `refused/` only if none was taken in.
      let destination = box.refusedCount == box.count ? DropFolder.refused : DropFolder.done
      let result = try await mover.move(file, to: destination, mayBeDone: task.wasTried)
      settle(file, result)
      guard case .moved(let place) = result, box.refusedCount > 0 else { return }
      let text = ReasonFile.text(
        messages: box.refused.sorted { $0.ordinal < $1.ordinal }, refused: box.refusedCount, of: box.count,
        time: now())
      let beside = DropPath.top.appending(DropFolder.refused.utf8).joined(file.path.folder)
        .appending(place.name)
      move?.what = .reason(text, beside: beside, mark: file.mark)
      try await mover.write(text, beside: beside, mark: file.mark)
    case .reason(let text, let path, let mark):
      try await mover.write(text, beside: path, mark: mark)
    }
  }

  private func settle(_ file: FileKey, _ result: RemoteMover.Result) {
    if result == .changed { release(file) } else { forget(file) }
  }

  // MARK: One mover at a time

  private func takeTurn() async {
    if isMoving { await withCheckedContinuation { movers.append($0) } }
    isMoving = true
  }

  /// Hands the turn on, so that nobody comes in between.
  private func endTurn() {
    if movers.isEmpty { isMoving = false } else { movers.removeFirst().resume() }
  }
}
