import CGMime
import Foundation

/// GMime, as functions from values to values; the only file that knows the C shim.
///
/// GMime decodes parameters, addresses, dates, transfer encodings and character sets. It does not take the
/// message apart: its parser builds the whole tree, addresses included, before a limit could be asked for, and a
/// message of one megabyte can hold it for minutes. ``MessageReader`` does that under ``MailLimits``.
///
/// Thread-safe: GMime is started once, and no object of it outlives a call.
enum GMime {
  private static let start: Void = cgmime_start()

  /// Reads an address list (RFC 5322, section 3.4), groups read through.
  static func addresses(_ list: [UInt8]) -> [(name: String?, address: String)] {
    start
    var found: [(name: String?, address: String)] = []
    withUnsafeMutablePointer(to: &found) { context in
      withCString(list) { text in
        cgmime_addresses(text, context) { context, name, address in
          guard let address else { return }
          context?.assumingMemoryBound(to: [(name: String?, address: String)].self).pointee.append(
            (name.map { String(cString: $0) }, String(cString: address)))
        }
      }
    }
    return found
  }

  /// Reads a date (RFC 5322, section 3.3) as seconds since 1970.
  static func date(_ text: [UInt8]) -> Int64? {
    start
    var seconds: Int64 = 0
    return withCString(text) { cgmime_date($0, &seconds) } ? seconds : nil
  }

  /// A field's own value with its parameters, in the order of the field, repeated ones included.
  struct Parameterised {
    var value: String?
    var parameters: [(name: String, value: String)] = []
  }

  /// Reads a Content-Type (RFC 2045, section 5.1).
  static func contentType(_ field: [UInt8]) -> Parameterised { parameterised(field, cgmime_content_type) }

  /// Reads a Content-Disposition (RFC 2183).
  static func contentDisposition(_ field: [UInt8]) -> Parameterised {
    parameterised(field, cgmime_content_disposition)
  }

  private static func parameterised(
    _ field: [UInt8],
    _ read: (UnsafePointer<CChar>?, UnsafeMutableRawPointer?, cgmime_parameter_visitor?) -> Void
  ) -> Parameterised {
    start
    var found = Parameterised()
    withUnsafeMutablePointer(to: &found) { context in
      withCString(field) { text in
        read(text, context) { context, name, value in
          guard let value, let found = context?.assumingMemoryBound(to: Parameterised.self) else { return }
          if let name {
            found.pointee.parameters.append((String(cString: name), GMime.string(value)))
          } else {
            found.pointee.value = GMime.string(value)
          }
        }
      }
    }
    return found
  }

  /// Percent-encoded parameters can hold any bytes whatever character set they claim.
  private static func string(_ bytes: UnsafePointer<CChar>) -> String {
    if let valid = String(validatingCString: bytes) { return valid }
    let raw = UnsafeBufferPointer(start: bytes, count: strlen(bytes)).map { UInt8(bitPattern: $0) }
    return String(decoding: Charset.utf8OrWindows1252(raw[...]), as: UTF8.self)
  }

  enum Encoding {
    case base64, uuencode

    fileprivate var code: cgmime_encoding {
      switch self {
      case .base64: cgmime_base64
      case .uuencode: cgmime_uuencode
      }
    }
  }

  /// Removes a transfer encoding (RFC 2045, section 6); never fails, reads what is there.
  static func decode(_ bytes: ArraySlice<UInt8>, _ encoding: Encoding) -> [UInt8] {
    start
    guard !bytes.isEmpty else { return [] }
    return bytes.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: cgmime_decoded_capacity(encoding.code, input.count)) {
        output, count in
        count = cgmime_decode(encoding.code, input.baseAddress, input.count, output.baseAddress)
      }
    }
  }

  /// Converts from a named character set to UTF-8, with U+FFFD for bytes it does not have; nil for an unknown name.
  static func convert(_ bytes: ArraySlice<UInt8>, from charset: String) -> (utf8: [UInt8], replaced: Int)? {
    start
    var replaced = 0
    var isKnown = true
    // No character set needs more than four bytes of UTF-8, or a replacement, for one of its own.
    let utf8 = bytes.withUnsafeBufferPointer { input in
      [UInt8](unsafeUninitializedCapacity: input.count * 4 + 16) { output, count in
        let written = cgmime_convert(
          charset, input.baseAddress, input.count, output.baseAddress, output.count, &replaced)
        isKnown = written >= 0
        count = max(0, written)
      }
    }
    return isKnown ? (utf8, replaced) : nil
  }

  /// A C string of the bytes, up to a NUL among them.
  private static func withCString<R>(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> R) -> R {
    var terminated = bytes
    terminated.append(0)
    return terminated.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        guard let base = characters.baseAddress else { return "".withCString(body) }
        return body(base)
      }
    }
  }
}
