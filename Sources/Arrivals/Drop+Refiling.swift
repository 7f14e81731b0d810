package import Feedback
import Glibc
package import Intake

extension Drop: Refiling {
  package func refile(
    _ key: ArrivalKey, message: ULID, waiting: [ArrivalKey]
  ) async throws(SourceError) {
    guard let file = Shelved.file(of: key, waiting: waiting) else { return }
    let drop = try DropFolder(path: folder)
    var mover = DropMover(drop)
    let target = Shelved.folder(DropFolder.done, of: file)
    let shelf = Shelved.folder(DropFolder.refused, of: file)
    // An mbox of which some messages were taken in lies in `done` already, and only its reason file is here.
    let places = [shelf, target].map { ($0, drop.open(folder: $0)) }
    for (place, folder) in places {
      guard let folder, let name = Shelved.names(of: file).first(where: { file.isNamed($0, in: folder) })
      else { continue }
      if place == shelf {
        _ = try mover.move(FileKey(path: place.appending(name), identity: file.identity), into: target)
      }
      guard let refused = places[0].1 else { return }
      for reason in Shelved.reasons(beside: name, of: file) {
        let path = shelf.appending(reason)
        guard let status = FileStatus(of: reason.cString, in: refused), status.kind == .file,
          let text = drop.reason(at: path), Shelved.tells(text, of: message)
        else { continue }
        _ = try mover.move(FileKey(path: path, identity: status.identity), into: target)
      }
      return
    }
  }
}

extension FileKey {
  /// Whether it is this file that bears a name in a folder.
  fileprivate func isNamed(_ name: [UInt8], in folder: Descriptor) -> Bool {
    FileStatus(of: name.cString, in: folder).map { $0.kind == .file && $0.identity == identity } ?? false
  }
}

extension DropFolder {
  /// The text of a reason file; nil where it cannot be read.
  fileprivate func reason(at path: DropPath) -> [UInt8]? {
    guard let named = name(path), FileStatus(of: named)?.kind == .file else { return nil }
    let number = Glibc.open("/proc/self/fd/\(named.number)", O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { return nil }
    let file = Descriptor(number)
    return [UInt8](unsafeUninitializedCapacity: Shelved.reasonLimit) { buffer, count in
      count = max(0, pread(file.number, buffer.baseAddress, buffer.count, 0))
    }
  }
}
