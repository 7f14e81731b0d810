import Feedback

/// Where a file lies once a drop has moved it, and under which names.
enum Shelved {
  /// The most names that were tried for a file when it was moved: see ``FileNames/numbered(_:attempt:inode:)``.
  private static let attempts = 30

  /// The folder below `done` or `refused` to which a file of the drop is moved.
  static func folder(_ shelf: String, of file: FileKey) -> DropPath {
    DropPath.top.appending(shelf.utf8).joined(file.path.folder)
  }

  /// The names that a file can have got there, the likeliest first.
  static func names(of file: FileKey) -> [[UInt8]] {
    (1...attempts).map { FileNames.numbered(file.path.name, attempt: $0, inode: file.mark) }
  }

  /// The names that a reason file beside a file of that name can have got.
  static func reasons(beside name: [UInt8], of file: FileKey) -> [[UInt8]] {
    (1...attempts).map { FileNames.reason(name, attempt: $0, inode: file.mark) }
  }

  /// Whether a reason file tells of a message.
  static func tells(_ reason: [UInt8], of message: ULID) -> Bool {
    // Written here, and so UTF-8.
    String(decoding: reason, as: UTF8.self).contains(message.description)
  }

  /// The most bytes of a reason file: a thousand messages of an mbox, in two languages.
  static let reasonLimit = 1 << 20

  /// The file that is to be taken back for a message that was let in; nil where it is none of the source's, or holds a
  /// message that still waits.
  static func file(of key: ArrivalKey, waiting: [ArrivalKey]) -> FileKey? {
    guard let file = DropKey(key)?.file, !waiting.contains(where: { DropKey($0)?.file == file }) else {
      return nil
    }
    return file
  }
}

extension FileKey {
  /// For names that find theirs taken: the inode's number, or, since a server tells none, the time.
  var mark: UInt64 {
    identity.inode != 0 ? identity.inode : UInt64(clamping: identity.modified.seconds)
  }
}
