import Foundation

/// Reads a file or standard input line by line in bounded memory.
final class LineReader {
  private let descriptor: Int32
  private let closes: Bool
  private let name: String
  private var buffer: [UInt8] = []
  private var start = 0
  /// Up to where the buffer has been searched for the end of the line.
  private var searched = 0
  private var atEnd = false
  /// The number of the line last given out, from 1.
  private(set) var number = 0
  /// Bytes of a line; a longer one is an error, not a reason to take all memory.
  private let longest = 64 * 1024 * 1024

  /// - Parameter path: `-` is standard input.
  init(_ path: String) throws(Failure) {
    if path == "-" {
      (descriptor, closes, name) = (STDIN_FILENO, false, "standard input")
    } else {
      let opened = open(path, O_RDONLY | O_CLOEXEC)
      guard opened >= 0 else {
        throw Failure(.badInput, "\(path): \(String(cString: strerror(errno))); name a file that can be read")
      }
      (descriptor, closes, name) = (opened, true, path)
    }
  }

  /// It reads a plain file by its name, which can be read again from its beginning.
  var isFile: Bool {
    var status = stat()
    return closes && fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  deinit { if closes { close(descriptor) } }

  /// The next line without its end; nil after the last. Bytes that are no UTF-8 become replacement characters.
  func next() throws(Failure) -> String? {
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { (start, searched) = (end + 1, end + 1) }
        return line(buffer[start..<end])
      }
      if atEnd {
        guard start < buffer.count else { return nil }
        defer { (start, searched) = (buffer.count, buffer.count) }
        return line(buffer[start...])
      }
      buffer.removeFirst(start)
      start = 0
      searched = buffer.count
      guard buffer.count <= longest else {
        throw Failure(
          .badInput, "\(name):\(number + 1): the line is longer than 64 MB; split the file into lines")
      }
      var chunk = [UInt8](repeating: 0, count: 64 * 1024)
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(.badInput, "\(name): \(String(cString: strerror(errno)))")
      }
      if count == 0 { atEnd = true } else { buffer += chunk[..<count] }
    }
  }

  private func line(_ bytes: ArraySlice<UInt8>) -> String {
    number += 1
    let bytes = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// Without white space at its ends.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
