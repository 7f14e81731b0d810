import Feedback
import Foundation

/// What a drop has handed out and nobody has acknowledged yet.
struct Outstanding {
  /// An mbox of which messages are on their way.
  struct Box {
    /// The messages that are not acknowledged: the separator's offset, and the place in the file from 1.
    var messages: [Int64: Int] = [:]
    /// How many messages have been handed out.
    var count = 0
    /// The first messages that were refused, as many as a reason file names.
    var refused: [ReasonFile.Message] = []
    var refusedCount = 0
    /// Whether all its messages have been handed out.
    var isExhausted = false

    var isSettled: Bool { isExhausted && messages.isEmpty }

    static let namedMessages = 1000
  }

  private var files: [FileIdentity: Set<DropPath>] = [:]
  private var boxes: [FileKey: Box] = [:]
  private(set) var fileCount = 0

  /// Whether a file is handed out; `file` is asked for only where its identity is known.
  func contains(_ identity: FileIdentity, _ file: () -> FileKey) -> Bool {
    guard let paths = files[identity] else { return false }
    return paths.contains(file().path)
  }

  mutating func insert(_ file: FileKey) {
    if files[file.identity, default: []].insert(file.path).inserted { fileCount += 1 }
  }

  /// Forgets a file, and its messages if it is an mbox.
  mutating func remove(_ file: FileKey) {
    guard var paths = files[file.identity], paths.remove(file.path) != nil else { return }
    files[file.identity] = paths.isEmpty ? nil : paths
    fileCount -= 1
    boxes[file] = nil
  }

  mutating func openBox(_ file: FileKey) {
    insert(file)
    boxes[file] = Box()
  }

  /// Keeps a file from being handed out again, and forgets its messages.
  mutating func setAside(_ file: FileKey) { boxes[file] = nil }

  func box(_ file: FileKey) -> Box? { boxes[file] }

  /// Notes that a message of an mbox is handed out, and gives its place in the file, from 1.
  mutating func insertMessage(at offset: Int64, of file: FileKey) -> Int {
    var box = boxes.removeValue(forKey: file) ?? Box()
    defer { boxes[file] = box }
    box.count += 1
    box.messages[offset] = box.count
    return box.count
  }

  mutating func exhaust(_ file: FileKey) { boxes[file]?.isExhausted = true }

  /// Notes a message's outcome; one that is not outstanding is passed over.
  mutating func settleMessage(at offset: Int64, of file: FileKey, _ outcome: Outcome, _ message: ULID?) {
    guard var box = boxes.removeValue(forKey: file) else { return }
    defer { boxes[file] = box }
    guard let ordinal = box.messages.removeValue(forKey: offset), case .quarantined(let reason) = outcome
    else {
      return
    }
    box.refusedCount += 1
    if box.refused.count < Box.namedMessages {
      box.refused.append(ReasonFile.Message(ordinal: ordinal, reason: reason, message: message))
    }
  }

  /// The number of messages, and when the oldest file of them came.
  var backlog: (count: Int, oldest: Date?) {
    let inBoxes = boxes.values.reduce(0) { $0 + max(0, $1.messages.count - 1) }
    return (fileCount + inBoxes, files.keys.map(\.modified).min()?.date)
  }
}
