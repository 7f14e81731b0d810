import CLinux
import Glibc
import Intake

/// Moves processed files within a drop, never over another and never one that nobody has read.
///
/// Directories are not synced: a rename that a power cut undoes leaves the file where it was, under the same key; it is
/// handed out again, the store knows it, and it is moved again. A sync a batch would cost more than that ever does.
struct DropMover {
  enum Result: Hashable {
    /// Under this path below the drop.
    case moved(DropPath)
    /// It is no longer there, or no longer that file: left to be seen anew.
    case changed
  }

  private let drop: DropFolder
  /// Folders that were used in this batch.
  private var folders: [DropPath: Descriptor] = [:]

  init(_ drop: DropFolder) { self.drop = drop }

  /// Moves a file to the same place below `destination` (`done` or `refused`) that it has below the drop.
  /// - Throws: `refused` or `unreachable` where the file system does not let it.
  mutating func move(_ file: FileKey, to destination: String) throws(SourceError) -> Result {
    try move(file, into: DropPath.top.appending(destination.utf8).joined(file.path.folder))
  }

  /// Moves a file into a folder below the drop.
  mutating func move(_ file: FileKey, into target: DropPath) throws(SourceError) -> Result {
    let name = file.path.name
    guard let from = folder(file.path.folder) else { return .changed }
    guard isSame(file, name.cString, in: from) else { return .changed }
    let to = try made(target)
    for attempt in 1... {
      let taken = FileNames.numbered(name, attempt: attempt, inode: file.identity.inode)
      if clinux_rename_noreplace(from.number, name.cString, to.number, taken.cString) == 0 {
        // Between the look and the move somebody may have put another file there: that one goes back, unread.
        guard isSame(file, taken.cString, in: to) else {
          putBack(taken, from: to, to: from, as: name, inode: file.identity.inode)
          return .changed
        }
        return .moved(target.appending(taken))
      }
      switch errno {
      case EEXIST: continue
      case ENOENT: return .changed
      case EXDEV:
        throw SourceError(
          .refused,
          "the folder \(target.shelf) of the drop \(drop.path) is on another file system, so that files cannot "
            + "be moved there; mount it elsewhere")
      case let code:
        throw DropFolder.error("a file cannot be moved to \(target.shelf) in the drop \(drop.path)", code)
      }
    }
    return .changed
  }

  /// Writes a reason file into `refused/`, beside where the file lies or would lie; never over another.
  mutating func write(_ text: String, beside path: DropPath, inode: UInt64) throws(SourceError) {
    let folder = try made(path.folder)
    for attempt in 1... {
      let name = FileNames.reason(path.name, attempt: attempt, inode: inode)
      let number = openat(
        folder.number, name.cString, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o640)
      if number < 0, errno == EEXIST { continue }
      guard number >= 0 else {
        throw DropFolder.error("a reason file cannot be made in the drop \(drop.path)", errno)
      }
      let file = Descriptor(number)
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(file.number, $0.baseAddress, $0.count) }
        guard count > 0 else {
          throw DropFolder.error("a reason file cannot be written in the drop \(drop.path)", errno)
        }
        rest.removeFirst(count)
      }
      return
    }
  }

  private func isSame(_ file: FileKey, _ name: [CChar], in folder: Descriptor) -> Bool {
    guard let status = FileStatus(of: name, in: folder) else { return false }
    return status.kind == .file && status.identity == file.identity
  }

  private func putBack(_ taken: [UInt8], from: Descriptor, to: Descriptor, as name: [UInt8], inode: UInt64) {
    for attempt in 1...20 {
      let free = FileNames.numbered(name, attempt: attempt, inode: inode)
      if clinux_rename_noreplace(from.number, taken.cString, to.number, free.cString) == 0 || errno != EEXIST
      {
        return
      }
    }
  }

  private mutating func folder(_ path: DropPath) -> Descriptor? {
    if let known = folders[path] { return known }
    guard let opened = drop.open(folder: path) else { return nil }
    remember(opened, path)
    return opened
  }

  private mutating func made(_ path: DropPath) throws(SourceError) -> Descriptor {
    if let known = folders[path] { return known }
    let made = try drop.makeFolder(path)
    remember(made, path)
    return made
  }

  private mutating func remember(_ folder: Descriptor, _ path: DropPath) {
    if folders.count >= 64 { folders.removeAll(keepingCapacity: true) }
    folders[path] = folder
  }
}

/// Names for files that find theirs taken.
enum FileNames {
  private static let longest = 255

  /// `a.eml`, `a (2).eml`, … `a (9).eml`, then by the inode's number, which no other file has: a name that is dropped
  /// every day is not tried from 2 on each time.
  static func numbered(_ name: [UInt8], attempt: Int, inode: UInt64) -> [UInt8] {
    guard attempt > 1 else { return name }
    let dot = name.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 && name.count - $0 <= 16 ? $0 : nil }
    let ending = Array(name[(dot ?? name.count)...])
    return fitted(Array(name[..<(dot ?? name.count)]), mark(attempt, inode) + ending)
  }

  /// `a.eml.reason.txt`; a name that would be too long for Linux loses the end of its stem.
  static func reason(_ name: [UInt8], attempt: Int, inode: UInt64) -> [UInt8] {
    fitted(name, (attempt > 1 ? mark(attempt, inode) : []) + Array(".reason.txt".utf8))
  }

  private static func mark(_ attempt: Int, _ inode: UInt64) -> [UInt8] {
    let number = attempt < 10 ? "\(attempt)" : attempt == 10 ? "\(inode)" : "\(inode)-\(attempt)"
    return Array(" (\(number))".utf8)
  }

  private static func fitted(_ stem: [UInt8], _ ending: [UInt8]) -> [UInt8] {
    var stem = stem
    if stem.count + ending.count > longest {
      stem.removeLast(stem.count + ending.count - longest)
      // Not in the middle of a character: no continuation byte may begin what is cut off.
      while let last = stem.last, last & 0b1100_0000 == 0b1000_0000 { stem.removeLast() }
      if let last = stem.last, last & 0b1100_0000 == 0b1100_0000 { stem.removeLast() }
    }
    return stem + ending
  }
}
