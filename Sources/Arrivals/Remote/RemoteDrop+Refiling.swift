import Curl
package import Feedback
package import Intake

extension RemoteDrop: Refetching, Refiling {
  package func message(_ key: ArrivalKey, limit: Int) async throws(SourceError) -> [UInt8] {
    let folder = try RemoteFolder(configuration.server().get(), configuration)
    guard let key = DropKey(key), let path = try await folder.find(key.file) else { throw RemoteFolder.gone }
    let file = FileKey(path: path, identity: key.file.identity)
    guard let offset = key.offset else {
      guard file.identity.size <= Int64(limit) else {
        throw SourceError(.tooLarge, "it has \(file.identity.size) bytes and the limit is \(limit)")
      }
      return try await folder.read(file)
    }
    let spool = try await SpooledFile(file, from: folder)
    var messages = MboxReader(spool.descriptor)
    while let message = try messages.next() {
      if message.separator == offset { return try spool.message(message, limit: limit) }
    }
    throw RemoteFolder.gone
  }

  package func refile(
    _ key: ArrivalKey, message: ULID, waiting: [ArrivalKey]
  ) async throws(SourceError) {
    guard let file = Shelved.file(of: key, waiting: waiting) else { return }
    let folder = try RemoteFolder(configuration.server().get(), configuration)
    var mover = RemoteMover(folder, knowing: [])
    let target = Shelved.folder(DropFolder.done, of: file)
    let shelf = Shelved.folder(DropFolder.refused, of: file)
    guard let refused = try await folder.list(shelf) else { return }
    // An mbox of which some messages were taken in lies in `done` already, and only its reason file is here.
    for place in [shelf, target] {
      guard let name = try await folder.find(file, in: place) else { continue }
      if place == shelf {
        _ = try await mover.move(
          FileKey(path: place.appending(name), identity: file.identity), into: target, mayBeDone: false)
      }
      for reason in Shelved.reasons(beside: name, of: file) {
        guard let entry = refused.first(where: { $0.name == reason && $0.kind == .file }),
          let size = entry.size, size <= Int64(Shelved.reasonLimit),
          case .same(let modified) = try await folder.standing(of: shelf.appending(reason), size: size)
        else { continue }
        let beside = FileKey(
          path: shelf.appending(reason),
          identity: FileIdentity(size: size, modified: modified ?? FileTime(seconds: 0, nanoseconds: 0)))
        guard Shelved.tells(try await folder.read(beside), of: message) else { continue }
        _ = try await mover.move(beside, into: target, mayBeDone: false)
      }
      return
    }
  }
}

extension RemoteFolder {
  /// Where a file lies now: in its place, or put aside under one of the names that it can have got.
  func find(_ file: FileKey) async throws(SourceError) -> DropPath? {
    if try await isSame(file, at: file.path) { return file.path }
    for shelf in [DropFolder.refused, DropFolder.done] {
      let place = Shelved.folder(shelf, of: file)
      if let name = try await find(file, in: place) { return place.appending(name) }
    }
    return nil
  }

  /// The name of a file in a folder to which it may have been moved.
  func find(_ file: FileKey, in place: DropPath) async throws(SourceError) -> [UInt8]? {
    let names = Set(try await list(place)?.filter { $0.size == file.identity.size }.map(\.name) ?? [])
    for name in Shelved.names(of: file) where names.contains(name) {
      if try await isSame(file, at: place.appending(name)) { return name }
    }
    return nil
  }
}
