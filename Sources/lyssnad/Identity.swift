import Foundation

/// Who a command acts as.
enum Identity {
  /// Run as root, a command acts as the store's owner, so that it leaves no file that the service cannot write. Where
  /// there is no store yet, the owner of its folder counts. Does nothing for others than root, and for a store that
  /// is root's own.
  static func becomeOwner(of store: String) throws(Failure) {
    guard geteuid() == 0 else { return }
    var status = stat()
    let folder = (store as NSString).deletingLastPathComponent
    guard stat(store, &status) == 0 || stat(folder, &status) == 0, status.st_uid != 0 else { return }
    guard setgroups(0, nil) == 0, setgid(status.st_gid) == 0, setuid(status.st_uid) == 0 else {
      throw Failure(
        .notPermitted,
        "\(store): cannot act as its owner (user \(status.st_uid)): \(String(cString: strerror(errno)))")
    }
  }

  /// Who acts, for audit rows: the user's name on this machine.
  static var actor: String {
    let user = ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName()
    return user.isEmpty ? "uid \(getuid())" : user
  }
}
