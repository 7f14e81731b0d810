import CLinux
import Foundation
import Glibc

/// One look through a drop: which settled files are the oldest, what is not settled yet, what is left alone.
///
/// The cost is one `fstatat` a file and memory for the oldest few, however many there are: 4 to 5 s for a million, measured on two cores.
struct FolderScan {
  struct Result {
    /// Oldest first.
    var oldest: [Candidate] = []
    /// All settled files that are not handed out, those that found no room in `oldest` included.
    var settled = 0
    var unsettled = 0
    /// When the first of the unsettled can have settled.
    var nextSettles: Duration?
    var leftAlone = LeftAlone()
    /// False where the task was cancelled meanwhile.
    var isComplete = true
  }

  private struct Folder {
    var path: DropPath
    var depth: Int
    /// A folder that holds `cur` and `new` is a Maildir, and these two hold its messages.
    var isMaildirLeaf = false
  }

  let drop: DropFolder
  let configuration: DropConfiguration
  let isHandedOut: (FileIdentity, () -> FileKey) -> Bool
  let watch: FolderWatch?

  func run(settling: inout Settling, now: Date) -> Result {
    var result = Result()
    var heap = CandidateHeap(capacity: configuration.candidates)
    var waiting = [Folder(path: .top, depth: 0)]
    var walked = 0
    while let folder = waiting.popLast() {
      walked += 1
      guard result.isComplete else { break }
      guard walked <= configuration.folders else {
        result.leftAlone.add(.tooDeep, folder.path)
        continue
      }
      // Watched before it is read, so that nothing can come between.
      guard let descriptor = drop.open(folder: folder.path) else {
        if errno == EXDEV { result.leftAlone.add(.otherFileSystem, folder.path) }
        if errno == EACCES { result.leftAlone.add(.unreadableFolder, folder.path) }
        continue
      }
      watch?.add(descriptor)
      waiting += list(folder, descriptor, now: now, &result, &heap, &settling)
    }
    result.oldest = heap.sorted()
    if result.isComplete { settling.endLook() }
    return result
  }

  /// Reads one folder and gives back those in it.
  private func list(
    _ folder: Folder, _ descriptor: Descriptor, now: Date, _ result: inout Result,
    _ heap: inout CandidateHeap,
    _ settling: inout Settling
  ) -> [Folder] {
    // A folder's kind is known when it has been read: its files wait until then only where `cur` and `new` can be seen
    // beside them, which is told by one look each.
    let isMaildir =
      !folder.isMaildirLeaf && isFolder("cur", in: descriptor) && isFolder("new", in: descriptor)
    var folders: [Folder] = []
    let duplicate = fcntl(descriptor.number, F_DUPFD_CLOEXEC, 0)
    guard let stream = fdopendir(duplicate) else {
      if duplicate >= 0 { close(duplicate) }
      result.leftAlone.add(.unreadableFolder, folder.path)
      return []
    }
    defer { closedir(stream) }
    let clock = ContinuousClock.now
    var read = 0
    while let entry = readdir(stream) {
      read += 1
      if read % 1024 == 0, Task.isCancelled {
        result.isComplete = false
        return []
      }
      let name = Self.name(of: entry)
      guard !NameRules.isLeft(name.bytes) else { continue }
      let type = Int(entry.pointee.d_type)
      // Folder or file: only what the directory does not tell has to be asked for.
      if type == Int(DT_REG) || type == Int(DT_UNKNOWN) || type == Int(DT_DIR) {
        if type != Int(DT_DIR) {
          guard let status = FileStatus(of: name.pointer, in: descriptor) else { continue }
          if status.kind == .file {
            // Beside `cur` and `new` lie only a mail server's own files.
            if !isMaildir {
              consider(status, name, in: folder, descriptor, now, clock, &result, &heap, &settling)
            }
            continue
          }
          guard status.kind == .folder else {
            result.leftAlone.add(LeftAlone.Kind(status.kind), folder.path.appending(name.bytes))
            continue
          }
        }
        if let below = subfolder(name.bytes, of: folder, isMaildir: isMaildir, &result) {
          if folders.count < configuration.folders { folders.append(below) }
        }
      } else {
        result.leftAlone.add(LeftAlone.Kind(directoryType: type), folder.path.appending(name.bytes))
      }
    }
    return folders
  }

  private func consider(
    _ status: FileStatus, _ name: Name, in folder: Folder, _ descriptor: Descriptor, _ now: Date,
    _ clock: ContinuousClock.Instant, _ result: inout Result, _ heap: inout CandidateHeap,
    _ settling: inout Settling
  ) {
    if let remaining = settling.remaining(status, now: now, clock: clock) {
      result.unsettled += 1
      result.nextSettles = min(result.nextSettles ?? remaining, remaining)
      return
    }
    let file = { FileKey(path: folder.path.appending(name.bytes), identity: status.identity) }
    guard !isHandedOut(status.identity, file) else { return }
    result.settled += 1
    guard heap.mayTake(status.identity.modified) else { return }
    guard clinux_may(descriptor.number, name.pointer, R_OK) == 0 else {
      result.settled -= 1
      result.leftAlone.add(.unreadableFile, folder.path.appending(name.bytes))
      return
    }
    heap.insert(Candidate(file: file(), isInMaildir: folder.isMaildirLeaf))
  }

  private func subfolder(
    _ name: UnsafeBufferPointer<UInt8>, of folder: Folder, isMaildir: Bool, _ result: inout Result
  ) -> Folder? {
    if folder.depth == 0, name.isNamed(DropFolder.done) || name.isNamed(DropFolder.refused) { return nil }
    if isMaildir, name.isNamed("tmp") { return nil }
    let path = folder.path.appending(name)
    guard folder.depth < configuration.depth else {
      result.leftAlone.add(.tooDeep, path)
      return nil
    }
    let isLeaf = isMaildir && (name.isNamed("cur") || name.isNamed("new"))
    return Folder(path: path, depth: folder.depth + 1, isMaildirLeaf: isLeaf)
  }

  private func isFolder(_ name: String, in folder: Descriptor) -> Bool {
    FileStatus(of: name, in: folder)?.kind == .folder
  }

  /// The name in a directory entry, valid until the next is read.
  private struct Name {
    var pointer: UnsafePointer<CChar>
    var bytes: UnsafeBufferPointer<UInt8>
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> Name {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let start = UnsafeRawPointer(entry) + offset
    let pointer = start.assumingMemoryBound(to: CChar.self)
    return Name(
      pointer: pointer,
      bytes: UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: strlen(pointer)))
  }
}

extension Collection<UInt8> {
  fileprivate func isNamed(_ name: String) -> Bool { elementsEqual(name.utf8) }
}

extension LeftAlone.Kind {
  fileprivate init(_ kind: FileStatus.Kind) {
    switch kind {
    case .link: self = .link
    case .fifo: self = .fifo
    case .socket: self = .socket
    default: self = .device
    }
  }

  fileprivate init(directoryType: Int) {
    switch directoryType {
    case Int(DT_LNK): self = .link
    case Int(DT_FIFO): self = .fifo
    case Int(DT_SOCK): self = .socket
    default: self = .device
    }
  }
}
