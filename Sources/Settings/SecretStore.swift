import Glibc

/// Where secrets are found: the credentials that the service manager hands over, then the machine's credential
/// stores, and files.
package struct SecretStore: Sendable {
  /// The folders in which systemd itself looks for credentials (systemd.exec(5), `LoadCredential=`).
  package static let standardFolders = ["/etc/credstore", "/run/credstore", "/usr/lib/credstore"]

  /// No secret is longer.
  static let limit = 16_384

  private let handedOver: String?
  private let folders: [String]
  private let encryptedFolders: [String]

  /// - Parameters:
  ///   - environment: where `CREDENTIALS_DIRECTORY` may stand, as systemd sets it for a service.
  ///   - folders: the credential stores, the first that has a name wins.
  package init(environment: [String: String], folders: [String] = standardFolders) {
    handedOver = environment["CREDENTIALS_DIRECTORY"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    self.folders = folders
    encryptedFolders = folders.map { $0 + ".encrypted" }
  }

  /// Reads a secret anew each time, so that a renewed one is found.
  /// - Throws: ``SecretError``: the secret is missing, empty, unreadable, too long, or holds a NUL.
  package func secret(_ reference: SecretReference) throws(SecretError) -> Secret {
    switch reference {
    case .file(let path):
      guard let secret = try read(path, for: "the secret's file \(path)") else {
        throw SecretError("the secret's file \(path) is not there; create it, readable by the service alone")
      }
      return secret
    case .credential(let name):
      guard (try? validCredentialName(name)) != nil else {
        throw SecretError(
          "\(quoted(name)) is no credential's name; write the name that LoadCredential= gives it")
      }
      let places = (handedOver.map { [$0] } ?? []) + folders
      for folder in places {
        if let secret = try read("\(folder)/\(name)", for: "the credential \(name) (\(folder)/\(name))") {
          return secret
        }
      }
      if let folder = encryptedFolders.first(where: { access("\($0)/\(name)", F_OK) == 0 }) {
        throw SecretError(
          "the credential \(name) is encrypted in \(folder), and only the service manager can open it; "
            + "add LoadCredentialEncrypted=\(name) to the unit and start the service by it")
      }
      throw SecretError(
        "the credential \(name) is in none of \(places.joined(separator: ", ")); add LoadCredential=\(name):PATH to "
          + "the unit, or put a file \(name) into \(folders.first ?? "a credential store")")
    }
  }

  /// The file that holds a secret, for libraries that read it themselves, such as a private key for SSH.
  /// - Throws: ``SecretError``, as ``secret(_:)``.
  package func path(of reference: SecretReference) throws(SecretError) -> String {
    // Whatever is wrong with it is told in our own words.
    _ = try secret(reference)
    switch reference {
    case .file(let path): return path
    case .credential(let name):
      let places = (handedOver.map { [$0] } ?? []) + folders
      guard let folder = places.first(where: { access("\($0)/\(name)", R_OK) == 0 }) else {
        throw SecretError("the credential \(name) has just gone; put it back")
      }
      return "\(folder)/\(name)"
    }
  }

  /// Nil where there is no such file.
  private func read(_ path: String, for what: String) throws(SecretError) -> Secret? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw SecretError(
        "\(what) cannot be read: \(String(cString: strerror(errno))); let the service's user read it")
    }
    defer { close(descriptor) }
    let secret = try Secret(capacity: Self.limit + 1) { (memory) throws(SecretError) -> Int in
      var filled = 0
      while filled < memory.count {
        let count = Glibc.read(descriptor, memory.baseAddress?.advanced(by: filled), memory.count - filled)
        if count == 0 { break }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else {
          throw SecretError(
            "\(what) cannot be read: \(String(cString: strerror(errno))); it must be a plain file")
        }
        filled += count
      }
      return filled
    }
    let (count, hasNUL) = secret.withBytes { ($0.count, $0.contains(0)) }
    guard count > 0 else { throw SecretError("\(what) is empty; write the secret into it") }
    guard count <= Self.limit else {
      throw SecretError(
        "\(what) is longer than \(Self.limit) bytes; it should hold the secret and nothing else")
    }
    guard !hasNUL else { throw SecretError("\(what) holds a NUL byte; it should hold text and nothing else") }
    return secret
  }
}

/// Why a secret cannot be had: one sentence with its name and what to do, never with its value.
package struct SecretError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sentence.
  package let description: String
  init(_ description: String) { self.description = description }
}
