import Foundation
import Synchronization

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
  private let known = Mutex<Certificate?>(nil)
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
      ["openssl", "req", "-new", "-config", path + "/openssl.cnf"] + Self.newKey(path + "/ca.key")
        + ["-subj", "/CN=Test authority", "-out", path + "/ca.csr"])
    try runTool(
      ["openssl", "ca", "-batch", "-notext", "-config", path + "/openssl.cnf", "-selfsign"]
        + ["-extensions", "authority", "-keyfile", path + "/ca.key", "-in", path + "/ca.csr", "-out", file]
        + ["-startdate", Self.beginning, "-enddate", Self.end])
  }

  /// For 127.0.0.1 and localhost.
  package func good() throws -> Certificate {
    try known.withLock { known in
      let certificate = try known ?? issue("good", names: Self.own)
      known = certificate
      return certificate
    }
  }

  /// For 127.0.0.1 and localhost, and for a clock that is months off.
  package func lasting() throws -> Certificate {
    try issue("lasting", names: Self.own, from: Self.beginning, to: Self.end)
  }

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
        + [
          "-subj", "/CN=localhost", "-addext", "subjectAltName=\(Self.own)", "-days", "30", "-out",
          path + ".pem",
        ])
    return Certificate(file: path + ".pem", key: path + ".key")
  }

  private static let (beginning, end) = ("20200101000000Z", "20891231000000Z")
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
