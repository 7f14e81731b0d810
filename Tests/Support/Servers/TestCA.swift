import Foundation

/// An authority of the tests' own, and certificates good and bad. Made anew for each run, by openssl(1).
package final class TestCA: Sendable {
  package struct Certificate: Sendable {
    /// The certificate and, after it, those in between: PEM.
    package let file: String
    package let key: String
  }

  private let folder: TemporaryFolder
  /// openssl's database takes one writer at a time.
  private let lock = NSLock()
  /// What a client trusts.
  package let file: String

  package init() throws {
    folder = try TemporaryFolder()
    file = folder.path + "/ca.pem"
    let path = folder.path
    try folder.write(
      """
      [ca]
      default_ca = own
      [own]
      database = \(path)/index
      new_certs_dir = \(path)
      rand_serial = yes
      default_md = sha256
      policy = any
      unique_subject = no
      copy_extensions = copy
      [any]
      commonName = supplied
      [req]
      distinguished_name = name
      [name]
      [authority]
      basicConstraints = critical, CA:true
      keyUsage = critical, keyCertSign, cRLSign
      subjectKeyIdentifier = hash

      """, to: "openssl.cnf")
    try folder.write("", to: "index")
    try runTool(
      ["openssl", "req", "-x509", "-config", path + "/openssl.cnf", "-extensions", "authority"]
        + Self.newKey(path + "/ca.key") + ["-subj", "/CN=Test authority", "-days", "30", "-out", file])
  }

  /// For 127.0.0.1 and localhost.
  package func good() throws -> Certificate { try issue("good", names: Self.own) }

  /// For a host of another name.
  package func wrongHost() throws -> Certificate { try issue("wrong-host", names: "DNS:other.example") }

  /// That has expired.
  package func expired() throws -> Certificate {
    try issue("expired", names: Self.own, from: "20200101000000Z", to: "20210101000000Z")
  }

  /// That is not valid yet.
  package func early() throws -> Certificate {
    try issue("early", names: Self.own, from: "20900101000000Z", to: "20910101000000Z")
  }

  /// That nobody vouches for.
  package func selfSigned() throws -> Certificate {
    let path = folder.path + "/self-signed"
    try runTool(
      ["openssl", "req", "-x509", "-config", folder.path + "/openssl.cnf"] + Self.newKey(path + ".key")
        + ["-subj", "/CN=localhost", "-addext", "subjectAltName=\(Self.own)", "-days", "30", "-out", path + ".pem"])
    return Certificate(file: path + ".pem", key: path + ".key")
  }

  private static let own = "IP:127.0.0.1,DNS:localhost"

  private static func newKey(_ file: String) -> [String] {
    ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", file]
  }

  private func issue(
    _ name: String, names: String, from: String? = nil, to: String? = nil
  ) throws -> Certificate {
    let path = folder.path + "/\(name)-\(UUID().uuidString)"
    let configuration = folder.path + "/openssl.cnf"
    try runTool(
      ["openssl", "req", "-new", "-config", configuration] + Self.newKey(path + ".key")
        + ["-subj", "/CN=\(name).example", "-addext", "subjectAltName=\(names)", "-out", path + ".csr"])
    lock.lock()
    defer { lock.unlock() }
    try runTool(
      ["openssl", "ca", "-batch", "-notext", "-config", configuration, "-cert", file]
        + ["-keyfile", folder.path + "/ca.key", "-in", path + ".csr", "-out", path + ".pem"]
        + (from.map { ["-startdate", $0] } ?? []) + (to.map { ["-enddate", $0] } ?? ["-days", "20"]))
    return Certificate(file: path + ".pem", key: path + ".key")
  }
}
