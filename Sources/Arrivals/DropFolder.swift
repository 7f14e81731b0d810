import CLinux
import Glibc
import Intake

/// A drop's folder, held open: whatever is done below it goes by descriptors and follows no link, so that nobody who
/// may write there can lead us out of it.
struct DropFolder: Sendable {
  /// Where processed files go, at the top of the drop; these two are never taken in.
  static let done = "done"
  static let refused = "refused"

  /// As configured. Links on the way to it are the administrator's and are followed.
  let path: String
  let top: Descriptor
  private let identity: (device: UInt64, inode: UInt64)

  /// Opens the folder and makes sure that files can be moved to `done/` and `refused/`, which are made where missing.
  init(path: String) throws(SourceError) {
    let number = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw Self.error("the drop \(path) cannot be opened", errno) }
    top = Descriptor(number)
    guard let status = FileStatus(of: top) else {
      throw Self.error("the drop \(path) cannot be looked at", errno)
    }
    self.path = path
    identity = (status.identity.device, status.identity.inode)
    try check()
  }

  /// Throws unless the path still names this folder, and files can be moved within it.
  func check() throws(SourceError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw Self.error("the drop \(path) cannot be reached", errno) }
    guard identity == (UInt64(status.st_dev), UInt64(status.st_ino)) else {
      throw SourceError(.unreachable, "the drop \(path) is another folder than before; it is opened anew")
    }
    guard clinux_may(top.number, ".", R_OK | W_OK | X_OK) == 0 else {
      throw Self.error("the drop \(path) must be readable and writable for the service", errno)
    }
    for name in [Self.done, Self.refused] {
      if mkdirat(top.number, name, 0o750) != 0, errno != EEXIST {
        throw Self.error("the folder \(name) cannot be made in the drop \(path)", errno)
      }
      _ = try folder(DropPath(Array(name.utf8)) ?? .top)
      guard clinux_may(top.number, name, W_OK | X_OK) == 0 else {
        throw Self.error("the folder \(name) in the drop \(path) must be writable for the service", errno)
      }
    }
  }

  /// One of our own folders below the drop, to work in.
  private func folder(_ below: DropPath) throws(SourceError) -> Descriptor {
    if let folder = open(folder: below) { return folder }
    let code = errno
    let place = "the folder \(below.display) in the drop \(path)"
    throw switch code {
    case ELOOP, ENOTDIR:
      SourceError(.refused, "\(place) is a link or no folder; remove it, and the service makes it")
    case EXDEV:
      SourceError(
        .refused,
        "\(place) is on another file system, so that files cannot be moved there; mount it elsewhere")
    default: Self.error("\(place) cannot be opened", code)
    }
  }

  /// A folder below the drop, made where it is missing.
  func makeFolder(_ below: DropPath) throws(SourceError) -> Descriptor {
    if let folder = open(folder: below) { return folder }
    guard errno == ENOENT else { return try folder(below) }
    var current = top
    for component in below.components {
      if mkdirat(current.number, component.cString, 0o750) != 0, errno != EEXIST {
        throw Self.error("a folder cannot be made in the drop \(path)", errno)
      }
      let next = clinux_folder_beneath(current.number, component.cString)
      guard next >= 0 else { return try folder(below) }
      current = Descriptor(next)
    }
    return current
  }

  /// A folder below the drop, to list or to work in; nil, and `errno`, on failure.
  func open(folder below: DropPath) -> Descriptor? {
    let number = clinux_folder_beneath(top.number, below.cString)
    return number >= 0 ? Descriptor(number) : nil
  }

  /// Names a file without opening it for reading, so that a FIFO or a device in its place is not touched; nil, and
  /// `errno`, on failure.
  func name(_ below: DropPath) -> Descriptor? {
    let number = clinux_name_beneath(top.number, below.cString)
    return number >= 0 ? Descriptor(number) : nil
  }

  /// A sentence for a failed system call. Holds no file name: those can be personal.
  static func error(_ what: String, _ code: Int32) -> SourceError {
    let reason = String(cString: strerror(code))
    let kind: SourceError.Kind
    let advice: String
    switch code {
    case EACCES, EPERM: (kind, advice) = (.refused, "give the service's user that permission")
    case EROFS: (kind, advice) = (.refused, "mount it writable")
    case ENOTDIR, ELOOP: (kind, advice) = (.refused, "name a folder")
    case ENOENT: (kind, advice) = (.unreachable, "make the folder, or correct its path in the configuration")
    case ENOSPC, EDQUOT: (kind, advice) = (.unreachable, "make room; it is tried again")
    default: (kind, advice) = (.unreachable, "it is tried again")
    }
    return SourceError(kind, "\(what): \(reason); \(advice)")
  }
}
