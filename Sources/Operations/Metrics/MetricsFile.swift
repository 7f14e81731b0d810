import Glibc

/// A file for the node exporter's textfile collector: replaced as a whole, so that nobody reads half of it, and
/// readable by everybody, for it holds no personal data.
package struct MetricsFile: Sendable {
  /// Why it could not be written: one sentence, with what to do.
  package struct Failure: Error, Hashable, CustomStringConvertible { package var description: String }

  package let path: String
  /// Beside it, and with a name that the collector does not read: it looks for names that end in `.prom`.
  private var draft: String { path + ".new" }

  package init(path: String) { self.path = path }

  /// Puts new content in its place. Not flushed to the disk: after a power cut the next writing replaces it.
  package func write(_ text: [UInt8]) throws(Failure) {
    // Nobody else's file is written through: what lies there under this name is removed, links included.
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw failure("cannot be written") }
    let isWritten = text.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      // Whatever the umask: the collector runs as another user.
      return fchmod(descriptor, 0o644) == 0
    }
    let number = errno
    close(descriptor)
    guard isWritten else {
      unlink(draft)
      errno = number
      throw failure("cannot be written")
    }
    guard rename(draft, path) == 0 else { throw failure("cannot be replaced") }
  }

  private func failure(_ what: String) -> Failure {
    Failure(
      description:
        "metrics.textfile: \(path) \(what) (\(String(cString: strerror(errno)))); the folder must be there, "
        + "and the service must be able to write in it")
  }
}
