import Glibc
import Intake

/// An mbox that is being handed out: its messages are found a chunk at a time, as they are asked for.
struct MboxReader: Sendable {
  private static let chunkLength = 256 * 1024

  private let descriptor: Descriptor
  private var splitter = MboxSplitter()
  private var offset: Int64 = 0
  private var isAtEnd = false
  /// Found and not yet given, the last one first.
  private var found: [MboxMessage] = []

  init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  /// The next message, in the order of the file; nil at its end, or where the task was cancelled.
  mutating func next() throws(SourceError) -> MboxMessage? {
    while found.isEmpty, !isAtEnd, !Task.isCancelled { try readChunk() }
    return found.popLast()
  }

  /// Puts the message that `next` gave back in its place.
  mutating func putBack(_ message: MboxMessage) { found.append(message) }

  /// Whether the open file is still as it was seen.
  func isUnchanged(_ identity: FileIdentity) -> Bool { FileStatus(of: descriptor)?.identity == identity }

  /// Whether every message has been given.
  var isExhausted: Bool { isAtEnd && found.isEmpty }

  private mutating func readChunk() throws(SourceError) {
    var messages: [MboxMessage] = []
    var count = 0
    let (descriptor, offset) = (descriptor.number, offset)
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.chunkLength) { buffer in
      count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count > 0 { splitter.feed(UnsafeBufferPointer(rebasing: buffer[..<count]), into: &messages) }
    }
    guard count >= 0 else { throw DropFolder.error("an mbox cannot be read", errno) }
    self.offset += Int64(count)
    if count == 0 {
      splitter.finish(into: &messages)
      isAtEnd = true
    }
    found = messages.reversed() + found
  }
}
