import Curl
import Intake

/// Moves processed files within a drop on a server: never over another, and never one that nobody has read.
///
/// SFTP servers refuse a name that is taken; FTP servers commonly replace. So each name is looked for first, and one
/// mover at a time works in a drop.
struct RemoteMover: Sendable {
  enum Result: Hashable, Sendable {
    /// Under this path below the drop.
    case moved(DropPath)
    /// It is no longer there, or no longer that file: left to be seen anew.
    case changed
  }

  private static let attempts = 30

  let folder: RemoteFolder
  /// Folders that are known to be there.
  private(set) var folders: Set<DropPath>

  init(_ folder: RemoteFolder, knowing folders: Set<DropPath>) {
    self.folder = folder
    self.folders = folders
  }

  /// Moves a file to the same place below `destination` (`done` or `refused`) that it has below the drop.
  /// - Parameter mayBeDone: whether an earlier attempt ended without an answer: then the file may have been moved.
  /// - Throws: `refused` or `unreachable` where the server does not let it.
  mutating func move(
    _ file: FileKey, to destination: String, mayBeDone: Bool
  ) async throws(SourceError) -> Result {
    let target = DropPath.top.appending(destination.utf8).joined(file.path.folder)
    return try await move(file, into: target, mayBeDone: mayBeDone)
  }

  /// Moves a file into a folder below the drop.
  mutating func move(
    _ file: FileKey, into target: DropPath, mayBeDone: Bool
  ) async throws(SourceError) -> Result {
    guard try await folder.isSame(file, at: file.path) else {
      let expected = target.appending(file.path.name)
      guard mayBeDone, try await folder.isSame(file, at: expected) else { return .changed }
      return .moved(expected)
    }
    var hasMadeFolders = await make(target)
    var attempt = 1
    while attempt <= Self.attempts {
      let place = target.appending(FileNames.numbered(file.path.name, attempt: attempt, inode: file.mark))
      if try await folder.exists(place) {
        attempt += 1
        continue
      }
      do throws(CurlError) {
        try await folder.rename(file.path, to: place)
      } catch {
        guard error.isOfOneFile else { throw folder.failure("a file cannot be moved in", error) }
        // The name may have been taken, the file may have gone, or the folder, since each was looked at.
        guard try await folder.isSame(file, at: file.path) else { return .changed }
        let isTaken = try await folder.exists(place)
        // FTP servers do not tell of a folder as they tell of a file.
        let isFolder = isTaken ? false : try await folder.list(place) != nil
        if isTaken || isFolder {
          attempt += 1
          continue
        }
        guard !hasMadeFolders else {
          throw folder.failure(
            "a file cannot be moved to \(target.shelf); let the login write and rename there, in", error)
        }
        folders.removeAll()
        hasMadeFolders = await make(target)
        continue
      }
      // Between the look and the move somebody may have put another file there: that one goes back, unread.
      guard try await folder.isSame(file, at: place) else {
        if try await !folder.exists(file.path) { try? await folder.rename(place, to: file.path) }
        return .changed
      }
      if folders.count >= 10_000 { folders.removeAll() }
      folders.insert(target)
      return .moved(place)
    }
    throw SourceError(
      .refused,
      "no free name for a file was found in \(target.shelf) of the drop \(folder.place); tidy up there")
  }

  /// Writes a reason file into `refused/`, beside where the file lies or would lie; never over another.
  mutating func write(_ text: String, beside path: DropPath, mark: UInt64) async throws(SourceError) {
    _ = await make(path.folder)
    for attempt in 1...Self.attempts {
      let place = path.folder.appending(FileNames.reason(path.name, attempt: attempt, inode: mark))
      if try await folder.exists(place) { continue }
      do throws(CurlError) {
        return try await folder.write(Array(text.utf8), to: place)
      } catch {
        throw folder.failure("a reason file cannot be written; let the login write to refused, in", error)
      }
    }
  }

  /// Makes a folder and those above it; tells whether any had to be tried. That one is there already is told in the same
  /// way as any other refusal: the move shows whether it is.
  private mutating func make(_ path: DropPath) async -> Bool {
    guard !folders.contains(path) else { return false }
    var current = DropPath.top
    for component in path.components {
      current = current.joined(component)
      if !folders.contains(current) { try? await folder.makeFolder(current) }
    }
    return true
  }
}
