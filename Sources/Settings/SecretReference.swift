/// Where a secret is kept, since none stands in the configuration itself.
package enum SecretReference: Hashable, Sendable, CustomStringConvertible {
  /// The name of a credential of the service manager (systemd.exec(5), `LoadCredential=`).
  case credential(String)
  /// The absolute path of a file that holds the secret and nothing else.
  case file(String)

  /// As it is written in the configuration; never the secret.
  package var description: String {
    switch self {
    case .credential(let name): "{ credential: \(name) }"
    case .file(let path): "{ file: \(path) }"
    }
  }
}

/// A credential's name: what systemd takes for one, that is a file name of printable ASCII.
func validCredentialName(_ text: String) throws(Mistake) -> String {
  guard (1...255).contains(text.utf8.count), text != ".", text != "..",
    text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ":") })
  else {
    throw Mistake(
      "\(quoted(text)) is no credential's name; write the name that LoadCredential= gives it, without a path")
  }
  return text
}
