import Glibc

/// Reads a whole file of configuration into memory.
///
/// A folder, a pipe or a device in its place is refused and never waited for.
/// - Throws: ``Mistake``: the end of a sentence that begins with the file's name.
func readFile(_ path: String, limit: Int) throws(Mistake) -> [UInt8] {
  func reason() -> String { String(cString: strerror(errno)) }
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard descriptor >= 0 else {
    switch errno {
    case ENOENT, ENOTDIR: throw Mistake("there is no such file; create it, or name another")
    case EACCES: throw Mistake("the file cannot be read: \(reason()); let the service's user read it")
    default: throw Mistake("the file cannot be read: \(reason())")
    }
  }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw Mistake("the file cannot be read: \(reason())") }
  guard status.st_mode & S_IFMT == S_IFREG else {
    throw Mistake("this is no plain file; name the configuration file itself")
  }
  // One byte more than allowed is asked for: a file that grows meanwhile is noticed as too large.
  let contents = [UInt8](unsafeUninitializedCapacity: limit + 1) { buffer, filled in
    filled = 0
    while filled < buffer.count {
      let count = read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { filled = 0 }
      if count <= 0 { break }
      filled += count
    }
  }
  guard contents.count <= limit else {
    throw Mistake("the file is larger than \(ByteSize(bytes: limit)); a configuration is far smaller")
  }
  guard !contents.isEmpty || status.st_size == 0 else { throw Mistake("the file cannot be read to its end") }
  return contents
}
