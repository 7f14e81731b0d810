import Curl
import Intake

/// One look through a drop on a server: one listing a folder.
struct RemoteScan {
  struct Result: Sendable {
    /// The oldest files by the listings' times, oldest first, settled or not.
    var oldest: [Candidate] = []
    /// All files that are not handed out, those that found no room in `oldest` included.
    var count = 0
    /// Whether the listings' times are to the second.
    var isExact = true
    var leftAlone = LeftAlone()
    /// The files that were told to be unreadable, as far as they are still there.
    var unreadable: Set<FileKey> = []
  }

  private struct Folder {
    var path: DropPath
    var depth: Int
    /// Whether it is `cur` or `new` of a Maildir.
    var isMaildirLeaf = false
  }

  let folder: RemoteFolder
  let configuration: RemoteDropConfiguration
  /// Files that are handed out.
  let handedOut: Set<DropPath>
  /// Files that could not be read when they were last looked at, as they were listed then.
  let unreadable: Set<FileKey>

  /// Whether `done/` and `refused/` are looked through too.
  var includesOurs = false

  func run() async throws(SourceError) -> Result {
    var heap = CandidateHeap(capacity: configuration.candidates)
    var result = try await walk { heap.insert($0) }
    result.oldest = heap.sorted()
    return result
  }

  /// Looks through all folders.
  /// - Parameter found: gets each file that can be taken.
  /// - Returns: all but the oldest files.
  func walk(_ found: (Candidate) -> Void) async throws(SourceError) -> Result {
    var result = Result()
    var waiting = [Folder(path: .top, depth: 0)]
    var walked = 0
    while let next = waiting.popLast() {
      walked += 1
      guard walked <= configuration.folders else {
        result.leftAlone.add(.tooDeep, next.path)
        continue
      }
      let entries: [RemoteEntry]
      if next.depth == 0 {
        entries = try await folder.listTop()
      } else if let listed = try await folder.list(next.path) {
        entries = listed
      } else {
        result.leftAlone.add(.unreadableFolder, next.path)
        continue
      }
      waiting += take(entries, of: next, &result, found)
    }
    return result
  }

  /// Looks through one listing and gives back the folders in it.
  private func take(
    _ entries: [RemoteEntry], of folder: Folder, _ result: inout Result, _ found: (Candidate) -> Void
  ) -> [Folder] {
    func hasFolder(_ name: String) -> Bool {
      entries.contains { $0.kind == .folder && $0.name.elementsEqual(name.utf8) }
    }
    let isMaildir = !folder.isMaildirLeaf && hasFolder("cur") && hasFolder("new")
    var folders: [Folder] = []
    for entry in entries where !entry.name.withUnsafeBufferPointer({ NameRules.isLeft($0) }) {
      let path = folder.path.appending(entry.name)
      // Such a name could be read, and not moved.
      guard !entry.name.contains(where: { $0 == 10 || $0 == 13 }) else {
        result.leftAlone.add(.unnameable, path)
        continue
      }
      switch entry.kind {
      case .link: result.leftAlone.add(.link, path)
      case .other: result.leftAlone.add(.special, path)
      case .folder:
        let isNamed = { (name: String) in entry.name.elementsEqual(name.utf8) }
        if folder.depth == 0, !includesOurs, isNamed(DropFolder.done) || isNamed(DropFolder.refused) {
          continue
        }
        if isMaildir, isNamed("tmp") { continue }
        guard folder.depth < configuration.depth else {
          result.leftAlone.add(.tooDeep, path)
          continue
        }
        // Those beyond are counted by their walk.
        guard folders.count <= configuration.folders else { continue }
        folders.append(
          Folder(
            path: path, depth: folder.depth + 1,
            isMaildirLeaf: isMaildir && (isNamed("cur") || isNamed("new"))))
      case .file:
        // Beside `cur` and `new` lie only a mail server's own files.
        if !isMaildir { consider(entry, path, isInMaildir: folder.isMaildirLeaf, &result, found) }
      }
    }
    return folders
  }

  private func consider(
    _ entry: RemoteEntry, _ path: DropPath, isInMaildir: Bool, _ result: inout Result,
    _ found: (Candidate) -> Void
  ) {
    guard !handedOut.contains(path) else { return }
    guard let size = entry.size, size >= 0 else { return result.leftAlone.add(.unreadableFile, path) }
    let modified = entry.modified.map { FileTime($0) } ?? FileTime(seconds: 0, nanoseconds: 0)
    let file = FileKey(path: path, identity: FileIdentity(size: size, modified: modified))
    guard !unreadable.contains(file) else {
      result.leftAlone.add(.unreadableFile, path)
      result.unreadable.insert(file)
      return
    }
    if !entry.isExact { result.isExact = false }
    result.count += 1
    found(Candidate(file: file, isInMaildir: isInMaildir))
  }
}
