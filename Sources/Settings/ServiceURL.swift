/// Where a service of ours reaches out to, taken apart (RFC 3986); without user and password, which have keys of
/// their own.
package struct ServiceURL: Hashable, Sendable, CustomStringConvertible {
  /// The protocols that appear in the configuration.
  package enum Scheme: String, CaseIterable, Sendable {
    case imap, imaps, file, sftp, ftps, smtp, smtps, https
  }

  /// The protocol.
  package let scheme: Scheme
  /// Empty for `file`. An IPv6 address stands without its brackets.
  package let host: String
  /// As written; nil for the protocol's own.
  package let port: Int?
  /// Percent-decoded and with its leading slash; empty where none is written. For `imap` and `imaps` see ``mailbox``.
  package let path: String
  /// As written.
  package let description: String

  /// The mailbox of an `imap` or `imaps` URL (RFC 5092); `INBOX` where the URL names none.
  package var mailbox: String { path.utf8.count <= 1 ? "INBOX" : String(path.dropFirst()) }

  /// True for `localhost`, 127.0.0.0/8 and ::1.
  package var isLoopback: Bool {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    return host == "::1" || host.utf8.map(lowercased).elementsEqual("localhost".utf8)
      || (labels.count == 4 && labels[0] == "127" && labels.allSatisfy { UInt8($0) != nil })
  }

  /// The `file` URL of a folder on this machine.
  /// - Parameter folder: an absolute path.
  package init(folder: String) {
    scheme = .file
    host = ""
    port = nil
    path = folder
    description = "file://" + percentEncoded(folder)
  }

  /// Reads a URL of one of these schemes.
  init(reading text: String, schemes: [Scheme]) throws(Mistake) {
    let forms = schemes.map(\.rawValue)
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
      throw Mistake("\(quoted(withoutUserInfo(text))) is no URL; write it as \(forms[0])://…")
    }
    let name = String(text[..<colon])
    guard let scheme = schemes.first(where: { $0.rawValue == name }) else {
      throw Mistake("\(quoted(name)) is no scheme that can stand here\(suggestion(for: name, among: forms))")
    }
    let rest = text[colon...].dropFirst(3)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let tail = rest[authority.endIndex...]
    guard !authority.contains("@") else {
      throw Mistake("a user or a password does not belong in the URL; use the keys user and password")
    }
    guard !tail.contains("?"), !tail.contains("#"), !text.unicodeScalars.contains(where: { $0.value <= 0x20 })
    else {
      throw Mistake("the URL has a query, a fragment or a space; write spaces as %20, ? as %3F and # as %23")
    }
    let decoded = try percentDecoded(tail)
    if scheme == .file {
      guard authority.isEmpty || authority == "localhost" else {
        throw Mistake(
          "\(quoted(text)) has a host; write the path with three slashes, such as file:///var/spool/lyssnad/in"
        )
      }
      guard decoded.hasPrefix("/"), decoded.utf8.count > 1 else {
        throw Mistake("\(quoted(text)) has no absolute path; write file:///PATH")
      }
      guard !decoded.split(separator: "/").contains("..") else {
        throw Mistake("\(quoted(text)) climbs with \"..\"; write the folder's own path")
      }
      (host, port) = ("", nil)
    } else {
      (host, port) = try splitAuthority(authority, of: text)
    }
    self.scheme = scheme
    path = decoded
    description = text
  }
}

/// Where a listener answers: on this machine itself alone, since it asks nobody who they are.
package enum ListenAddress: Hashable, Sendable {
  /// A loopback address: `127.0.0.1` or another of that network, or `::1`; `localhost` is the first.
  case loopback(host: String, port: Int)
  /// The absolute path of a socket in the file system (unix(7)).
  case unix(path: String)

  init(reading text: String) throws(Mistake) {
    if text.hasPrefix("unix:") {
      let path = text.dropFirst("unix:".count)
      // sun_path holds 108 bytes, its NUL included.
      guard path.hasPrefix("/"), !path.hasSuffix("/"), path.utf8.count <= 107,
        !path.utf8.contains(where: { $0 < 0x20 })
      else {
        throw Mistake("\(quoted(text)) names no absolute path of at most 107 bytes; write unix:/PATH")
      }
      self = .unix(path: String(path))
      return
    }
    var (host, port) = try splitAuthority(text[...], of: text)
    guard let port else {
      throw Mistake("\(quoted(text)) names no port; write HOST:PORT, such as 127.0.0.1:9464")
    }
    if host == "localhost" { host = "127.0.0.1" }
    guard host == "::1" || isLoopback4(host) else {
      throw Mistake(
        "\(quoted(text)) is not this machine itself, and the listener asks nobody who they are; write 127.0.0.1:\(port), "
          + "and let a proxy or the node exporter answer others")
    }
    self = .loopback(host: host, port: port)
  }
}

/// Whether an address is one of 127.0.0.0/8.
private func isLoopback4(_ host: String) -> Bool {
  let bytes = host.split(separator: ".", omittingEmptySubsequences: false)
  return bytes.count == 4 && bytes[0] == "127" && bytes.allSatisfy { UInt8($0) != nil && $0.utf8.count <= 3 }
}

/// `host`, `host:port`, `[ipv6]` or `[ipv6]:port` (RFC 3986, section 3.2).
private func splitAuthority(_ authority: Substring, of text: String) throws(Mistake) -> (
  host: String, port: Int?
) {
  var host = authority
  var digits: Substring?
  if authority.hasPrefix("["), let bracket = authority.firstIndex(of: "]") {
    host = authority[authority.index(after: authority.startIndex)..<bracket]
    let rest = authority[authority.index(after: bracket)...]
    guard rest.isEmpty || rest.hasPrefix(":"), host.contains(":"),
      host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." })
    else { throw Mistake("\(quoted(text)) has no valid host") }
    digits = rest.isEmpty ? nil : rest.dropFirst()
  } else {
    if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
      digits = authority[authority.index(after: colon)...]
    }
    guard !host.isEmpty else { throw Mistake("\(quoted(text)) names no host") }
    guard host.utf8.count <= 253,
      host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isHostLabel)
    else { throw Mistake("\(quoted(text)) has no valid host") }
  }
  guard let digits else { return (String(host), nil) }
  guard let port = Int(digits), (1...65535).contains(port) else {
    throw Mistake("\(quoted(text)) has no valid port; write a number from 1 to 65535")
  }
  return (String(host), port)
}

/// What stands before an `@` may be a password: it is never shown.
private func withoutUserInfo(_ text: String) -> String {
  guard let at = text.lastIndex(of: "@") else { return text }
  return "…" + text[at...]
}

/// A path as it stands in a URL (RFC 3986, section 3.3); letters beyond ASCII are left readable.
private func percentEncoded(_ path: String) -> String {
  let hex = Array("0123456789ABCDEF".utf8)
  var bytes = [UInt8]()
  for byte in path.utf8 {
    if byte <= 0x20 || byte == 0x7F || #"%?#"<>\^`{|}"#.utf8.contains(byte) {
      bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
    } else {
      bytes.append(byte)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

private func percentDecoded(_ text: Substring) throws(Mistake) -> String {
  var bytes = [UInt8]()
  let encoded = Array(text.utf8)
  var index = 0
  while index < encoded.count {
    if encoded[index] == UInt8(ascii: "%") {
      let digits = encoded[(index + 1)...].prefix(2)
      guard digits.count == 2, let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16),
        byte >= 0x20
      else {
        throw Mistake("the URL has a % that no two hexadecimal digits follow; write % itself as %25")
      }
      bytes.append(byte)
      index += 3
    } else {
      bytes.append(encoded[index])
      index += 1
    }
  }
  guard let decoded = String(validating: bytes, as: UTF8.self) else {
    throw Mistake("the URL's %-escapes are no UTF-8; write letters as they are")
  }
  return decoded
}
