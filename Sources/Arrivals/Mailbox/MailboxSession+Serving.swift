import IMAP
import Intake

extension MailboxSession {
  /// Answers the requests that wait. IDLE must have been ended.
  func serve() async throws(SourceError) {
    while let (number, request) = handover?.request {
      do throws(SourceError) {
        switch request {
        case .acknowledge(let acknowledgements):
          try await acknowledge(acknowledgements)
          handover?.answer(number, .success([]))
        case .fetch(let uid, let section): handover?.answer(number, try await fetch(uid, section))
        }
      } catch {
        handover?.answer(number, .failure(error))
        throw error
      }
    }
  }

  /// One message's bytes.
  func message(_ key: MailboxKey) async throws(SourceError) -> [UInt8] {
    guard key.validity == validity else {
      throw SourceError(
        .gone, "\(configuration.name): the folder was numbered anew; the message is there under another UID")
    }
    return try await fetch(key.uid).get()
  }

  /// One message's bytes, or as much of its header block as is kept. What is thrown is the connection's failure; what is
  /// given is the message's.
  private func fetch(
    _ uid: UID, _ section: BodySection = .whole
  ) async throws(SourceError) -> Result<[UInt8], SourceError> {
    demanded = (uid, section, nil)
    defer { demanded = nil }
    let first = section == .header ? UInt32(Arrival.headLimit) : nil
    let answer = try await run(.fetch(UIDSet(uid), [.body(section, first: first)]))
    switch demanded?.body {
    case .bytes(let bytes): return .success(bytes)
    case .tooLarge(let size):
      return .failure(
        SourceError(
          .tooLarge,
          "\(configuration.name): the message with UID \(uid) is of \(size) bytes, more than the limit"))
    case .missing, nil: break
    }
    guard answer.status == .ok else {
      return .failure(fault.refusal(of: "give the message with UID \(uid)", answer.text))
    }
    guard try await list(UIDSet(uid)).isEmpty else {
      // Without its headers a message that is too large is kept all the same.
      if section == .header { return .success([]) }
      tell(
        "message \(uid)",
        "the message with UID \(uid) cannot be had: the server does not give it; it is quarantined without content: "
          + "look at it with a mail program")
      return .success([])
    }
    return .failure(
      SourceError(.gone, "\(configuration.name): the message with UID \(uid) is no longer in the folder"))
  }

  /// Marks and moves messages of the folder that is open. UIDs of another UIDVALIDITY are left alone, since they mean
  /// other messages now. What the server does not do is told once; only the connection's failure is thrown.
  func acknowledge(_ acknowledgements: Acknowledgements) async throws(SourceError) {
    defer { ledger.settle(acknowledgements.all) }
    guard acknowledgements.validity == validity, configuration.done != .nothing else { return }
    var marked = acknowledgements.marked
    if case .moveTo(let folder) = configuration.done, !acknowledgements.moved.isEmpty {
      switch isReadOnly ? .impossible : abilities.moving {
      case .move: try await move(acknowledgements.moved, to: folder)
      case .copyAndExpunge: try await copyAndExpunge(acknowledgements.moved, to: folder)
      case .impossible:
        tell(
          "move",
          "the server cannot move messages with proof (UIDPLUS is missing, or the folder can only be read); they "
            + "stay where they are")
        marked.formUnion(acknowledgements.moved)
      }
    }
    guard keepsKeyword else { return }
    for piece in marked.pieces(bytes: Self.setBytes) {
      let answer = try await run(.store(piece, .add, [keyword]))
      if answer.status != .ok {
        tell(
          "keyword",
          "the server would not mark messages with the keyword; the position kept here decides alone")
      }
    }
  }

  private func move(_ uids: UIDSet, to folder: String) async throws(SourceError) {
    let target = try name(of: folder)
    for piece in uids.pieces(bytes: Self.setBytes) {
      copied = UIDSet()
      _ = try await making(target) { () throws(SourceError) in try await self.run(.move(piece, to: target)) }
      tellUnproven(piece)
    }
  }

  /// For servers without MOVE. What is expunged is only what has been proved to be in the other folder.
  private func copyAndExpunge(_ uids: UIDSet, to folder: String) async throws(SourceError) {
    let target = try name(of: folder)
    for piece in uids.pieces(bytes: Self.setBytes) {
      copied = UIDSet()
      _ = try await making(target) { () throws(SourceError) in try await self.run(.copy(piece, to: target)) }
      tellUnproven(piece)
      let proven = UIDSet(piece.filter { copied.contains($0) })
      guard !proven.isEmpty else { continue }
      for set in proven.pieces(bytes: Self.setBytes) {
        guard try await run(.store(set, .add, [.deleted])).status == .ok else {
          tell(
            "delete", "the server would not let go of messages that were copied; they stay in both folders")
          continue
        }
        _ = try await run(.expunge(set))
      }
    }
  }

  /// Does it again once the folder is there, where the server says that it is missing.
  private func making(
    _ target: MailboxName, _ command: () async throws(SourceError) -> ClientStateMachine.Completion
  ) async throws(SourceError) -> ClientStateMachine.Completion {
    let answer = try await command()
    guard answer.status == .no, [.tryCreate, .nonexistent].contains(answer.text.code) else { return answer }
    guard try await run(.create(target)).status == .ok else { return answer }
    return try await command()
  }

  private func tellUnproven(_ uids: UIDSet) {
    let count = uids.subtracting(copied).count
    guard count > 0 else { return }
    tell(
      "unproven",
      "the server did not prove that \(count) messages were moved; they stay where they are, or somebody else moved "
        + "them; see that the folder for what is done exists and may be written")
  }
}
