import Curl
import Feedback

/// One file as it was seen: where, and which.
struct FileKey: Hashable, Sendable {
  var path: DropPath
  var identity: FileIdentity
}

/// What names a message of a drop for ever: the file's path below the drop, its device, inode, time of modification and
/// size, and for a message of an mbox its place in it.
///
/// A file that was committed and not yet moved when the service stopped has the same key afterwards. The same bytes
/// dropped again have another, and the store finds the duplicate by its digest. Written as
/// `path;device.inode.seconds.nanoseconds.size` and, in an mbox, `@offset`; the path is percent-encoded ASCII.
struct DropKey: Hashable, Sendable {
  var file: FileKey
  /// The offset of the message's separator line in an mbox, in bytes.
  var offset: Int64?

  var arrival: ArrivalKey {
    let identity = file.identity
    var text = FileURL.percentEncoded(file.path.bytes)
    text +=
      ";\(identity.device).\(identity.inode).\(identity.modified.seconds).\(identity.modified.nanoseconds)"
    text += ".\(identity.size)"
    if let offset { text += "@\(offset)" }
    return ArrivalKey(rawValue: text)
  }

  init(file: FileKey, offset: Int64? = nil) {
    self.file = file
    self.offset = offset
  }

  /// Nil for a key that is none of a drop's.
  init?(_ key: ArrivalKey) {
    let halves = key.rawValue.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    guard halves.count == 2, let path = Self.decode(halves[0]).flatMap({ DropPath($0) }) else { return nil }
    let tail = halves[1].split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    let numbers = tail[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map {
      String($0)
    }
    guard tail.count <= 2, numbers.count == 5, let device = numbers[0].flatMap({ UInt64($0) }),
      let inode = numbers[1].flatMap({ UInt64($0) }), let seconds = numbers[2].flatMap({ Int64($0) }),
      let nanoseconds = numbers[3].flatMap({ Int64($0) }), let size = numbers[4].flatMap({ Int64($0) })
    else { return nil }
    file = FileKey(
      path: path,
      identity: FileIdentity(
        device: device, inode: inode, modified: FileTime(seconds: seconds, nanoseconds: nanoseconds),
        size: size))
    if tail.count == 2 {
      guard let offset = String(tail[1]).flatMap({ Int64($0) }), offset >= 0 else { return nil }
      self.offset = offset
    }
  }

  private static func decode(_ text: Substring.UTF8View) -> [UInt8]? {
    var bytes = [UInt8]()
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
  }
}
