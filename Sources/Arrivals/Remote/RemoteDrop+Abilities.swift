import Curl
package import Intake

extension RemoteDrop: Descriptive {
  /// What the server offers and lacks, found out by trying: a small hidden file is written once, and goes from the folder
  /// to `done` as files that are taken in do. It stays there for the next time, since nothing is deleted.
  package func abilities() async throws(SourceError) -> [String] {
    let folder = try RemoteFolder(configuration.server().get(), configuration)
    _ = try await folder.listTop()
    var sentences = [
      folder.listsExactTimes
        ? "listing with times to the second: one question a folder shows which files have settled."
        : "listing without exact times: each new file is asked for its own, which is one more question a file."
    ]
    let done = DropPath.top.appending(DropFolder.done.utf8)
    let (here, there) = (DropPath.top.appending(Probe.name), done.appending(Probe.name))
    var mover = RemoteMover(folder, knowing: [])
    do throws(SourceError) {
      var file = FileKey(path: here, identity: Probe.identity(nil))
      if case .same(let modified) = try await folder.standing(of: there, size: Probe.size) {
        file = FileKey(path: there, identity: Probe.identity(modified))
        _ = try await mover.move(file, into: .top, mayBeDone: false)
        file.path = here
      } else {
        try await folder.writeProbe(to: here)
      }
      let standing = try await folder.standing(of: here, size: Probe.size)
      guard case .same(let modified) = standing else {
        throw SourceError(
          .refused, "what was written to the drop \(folder.place) cannot be read there again")
      }
      sentences.append("writing: beside what is refused a file tells the reason.")
      sentences.append(
        modified == nil
          ? "no times of files: a file that is replaced by one of the same size is noticed by its bytes alone."
          : "times of files: a file that changes while it waits is noticed.")
      file.identity = Probe.identity(modified)
      switch try await mover.move(file, into: done, mayBeDone: false) {
      case .moved: sentences.append("renaming: what is taken in is moved to \(DropFolder.done).")
      case .changed:
        throw SourceError(.refused, "a file of the drop \(folder.place) was not the same after it was moved")
      }
    } catch {
      if error.kind != .refused { throw error }
      sentences.append(
        "no writing and renaming: what is taken in stays where it is, and is known again by its place and bytes; let "
          + "the login write and rename there: \(error.description)")
    }
    return sentences
  }
}

/// The file by which a server is tried.
private enum Probe {
  static let name = Array(".lyssnad-check".utf8)
  static let bytes = Array("This file is from \"lyssnad check --connect\", and may be removed.\n".utf8)
  static var size: Int64 { Int64(bytes.count) }

  static func identity(_ modified: FileTime?) -> FileIdentity {
    FileIdentity(size: size, modified: modified ?? FileTime(seconds: 0, nanoseconds: 0))
  }
}

extension RemoteFolder {
  fileprivate func writeProbe(to path: DropPath) async throws(SourceError) {
    if try await exists(path) { return }
    do throws(CurlError) {
      try await write(Probe.bytes, to: path)
    } catch {
      throw failure("nothing can be written in", error)
    }
  }
}
