import Glibc

/// By what an SSH server is known.
package enum HostKeys: Hashable, Sendable {
  /// A file as of ssh(1), section "Verifying host keys".
  case file(String)
  /// The SHA-256 fingerprint of its key as `ssh-keygen -l` writes it, with or without `SHA256:`.
  case fingerprint(String)

  /// What libcurl takes: base64 without padding.
  var pin: String? {
    guard case .fingerprint(let text) = self else { return nil }
    let digits = text.hasPrefix("SHA256:") ? text.dropFirst(7) : text[...]
    let bare = digits.hasSuffix("=") ? digits.dropLast() : digits
    // 32 bytes are 43 digits of base64 (RFC 4648, section 4).
    guard bare.utf8.count == 43,
      bare.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0 & 0xDF) || $0 == 43 || $0 == 47 })
    else { return nil }
    return String(bare)
  }

  /// Why no server can be known by it: libcurl itself would take a file that it cannot read for an empty one.
  var flaw: String? {
    switch self {
    case .fingerprint:
      if pin != nil { return nil }
      return "the pinned host key is no SHA-256 fingerprint; write it as ssh-keygen -lf shows it, SHA256:…"
    case .file(let path):
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else {
        return "the known-hosts file cannot be read: \(String(cString: strerror(errno))); "
          + "write the server's host key into it, for example with ssh-keyscan, after comparing it with its owner"
      }
      defer { close(descriptor) }
      var byte: UInt8 = 0
      guard read(descriptor, &byte, 1) == 1 else {
        return "the known-hosts file is empty; write the server's host key into it, for example with ssh-keyscan, "
          + "after comparing it with its owner"
      }
      return nil
    }
  }
}
