package import IMAP

// Numbers and ranges as tests write them.

extension UID: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: UInt32) { self = UID(value) ?? .first }
}

extension UIDSet: ExpressibleByArrayLiteral {
  package init(arrayLiteral uids: UID...) { self.init(uids) }
}

extension CommandText: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) {
    do { self = try CommandText(text) } catch { preconditionFailure("\(error)") }
  }
}

extension Flag: ExpressibleByStringLiteral {
  package init(stringLiteral name: String) { self = Flag(name) ?? .seen }
}

/// Text with the line ends of the network.
func crlf(_ text: String) -> String {
  text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
}

/// A literal as a server sends it.
func literal(_ body: String) -> String {
  let body = crlf(body)
  return "{\(body.utf8.count)}\r\n\(body)"
}
