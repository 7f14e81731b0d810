/// URLs of local files (RFC 8089).
package enum FileURL {
  /// The URL of an absolute path, of whatever bytes.
  /// - Returns: nil unless the path begins with `/` and holds no NUL.
  package static func path(_ path: [UInt8]) -> String? {
    guard path.first == UInt8(ascii: "/"), !path.contains(0) else { return nil }
    return "file://" + percentEncoded(path)
  }

  /// Writes a path in ASCII: every byte but slashes and what RFC 3986, section 2.3, calls unreserved is
  /// percent-encoded, so that names with spaces, line feeds, `%` or bytes that are no UTF-8 are named exactly.
  package static func percentEncoded(_ path: [UInt8]) -> String { percentEncoded(path, keepingSlashes: true) }

  static func percentEncoded(_ path: [UInt8], keepingSlashes: Bool) -> String {
    var text = [UInt8]()
    text.reserveCapacity(path.count * 2)
    let hex = Array("0123456789ABCDEF".utf8)
    for byte in path {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        text.append(byte)
      case UInt8(ascii: "/") where keepingSlashes: text.append(byte)
      default: text += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The URL of the very file that a descriptor names (proc(5)), whatever has become of its name; also where the
  /// descriptor was opened with `O_PATH`. libcurl opens it anew, for reading, from its first byte.
  package static func descriptor(_ descriptor: Int32) -> String { "file:///proc/self/fd/\(descriptor)" }
}
