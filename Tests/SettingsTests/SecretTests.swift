import Foundation
import Support
import Testing

@testable import Settings

@Suite("Secrets")
struct SecretTests {
  private let folder: TemporaryFolder
  private var store: SecretStore {
    SecretStore(
      environment: ["CREDENTIALS_DIRECTORY": folder.path + "/handed"],
      folders: [folder.path + "/etc/credstore", folder.path + "/run/credstore"])
  }

  init() throws { folder = try TemporaryFolder() }

  private func text(_ reference: SecretReference) throws -> String {
    try store.secret(reference).withBytes { String(decoding: $0, as: UTF8.self) }
  }

  @Test("A credential comes from what the service manager handed over, then from the stores in their order")
  func order() throws {
    try folder.write("third", to: "run/credstore/a")
    #expect(try text(.credential("a")) == "third")
    try folder.write("second", to: "etc/credstore/a")
    #expect(try text(.credential("a")) == "second")
    try folder.write("first", to: "handed/a")
    #expect(try text(.credential("a")) == "first")
  }

  @Test("Its file is told to those who read it themselves")
  func file() throws {
    try folder.write("key", to: "run/credstore/a")
    #expect(try store.path(of: .credential("a")) == folder.path + "/run/credstore/a")
    try folder.write("key", to: "handed/a")
    #expect(try store.path(of: .credential("a")) == folder.path + "/handed/a")
    #expect(try store.path(of: .file(folder.path + "/handed/a")) == folder.path + "/handed/a")
    #expect(throws: SecretError.self) { try store.path(of: .credential("b")) }
  }

  @Test("One newline at the end is no part of it; what is within is")
  func newline() throws {
    for (written, meant) in [
      ("a\n", "a"), ("a\r\n", "a"), ("a\n\n", "a\n"), (" a b ", " a b "), ("å", "å"), ("a\r", "a"),
    ] {
      let path = try folder.write(written, to: "secret")
      #expect(try text(.file(path)) == meant)
    }
  }

  @Test("A failing look-up names the credential and what to do, and never the value")
  func failures() throws {
    #expect(try sentence(.credential("imap-password")).contains("LoadCredential=imap-password:PATH"))
    #expect(try sentence(.credential("imap-password")).contains(folder.path + "/etc/credstore"))
    #expect(try sentence(.credential("../shadow")).contains("is no credential's name"))
    #expect(try sentence(.file(folder.path + "/none")).contains("is not there"))
    try folder.write("", to: "etc/credstore/empty")
    #expect(try sentence(.credential("empty")).contains("is empty"))
    try folder.write("\n", to: "etc/credstore/newline")
    #expect(try sentence(.credential("newline")).contains("is empty"))
    try folder.write(Data("hem\u{0}ligt".utf8), to: "etc/credstore/nul")
    let nul = try sentence(.credential("nul"))
    #expect(nul.contains("NUL") && !nul.contains("hem"))
    try folder.write(String(repeating: "x", count: SecretStore.limit), to: "etc/credstore/long")
    #expect(try store.secret(.credential("long")).withBytes(\.count) == SecretStore.limit)
    try folder.write(String(repeating: "x", count: SecretStore.limit + 1), to: "etc/credstore/long")
    #expect(try sentence(.credential("long")).contains("longer than"))
    try folder.write("x", to: "etc/credstore/folder/x")
    #expect(try sentence(.credential("folder")).contains("plain file"))
    try folder.write("x", to: "etc/credstore.encrypted/sealed")
    #expect(try sentence(.credential("sealed")).contains("LoadCredentialEncrypted=sealed"))
  }

  private func sentence(_ reference: SecretReference) throws -> String {
    do throws(SecretError) {
      _ = try store.secret(reference)
      Issue.record("\(reference) was found")
      return ""
    } catch {
      return error.description
    }
  }

  @Test("A secret shows itself to nobody, and lends itself to C")
  func hidden() throws {
    let secret = Secret(Array("hemligt\n".utf8))
    var dumped = ""
    dump([secret], to: &dumped)
    for shown in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
      #expect(shown.contains("‹secret›"))
      #expect(!shown.contains("hemligt"))
    }
    #expect(secret.withCString { strlen($0) } == 7)
    #expect(Secret([]).isEmpty)
  }

  /// Not every kernel tells the flags of a mapping.
  private static let tellsFlags = (try? mappings())?.contains("VmFlags:") == true

  private static func mappings() throws -> String {
    String(decoding: try readFile("/proc/self/smaps", limit: 10_000_000), as: UTF8.self)
  }

  @Test("Its memory is left out of core dumps", .enabled(if: tellsFlags))
  func coreDumps() throws {
    let secret = Secret(Array("hemligt".utf8))
    let address = secret.withBytes { UInt(bitPattern: $0.baseAddress) }
    var isWithin = false
    var flags: String?
    for line in try Self.mappings().split(separator: "\n") {
      let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
      if ends.count == 2 { isWithin = (ends[0]..<ends[1]).contains(address) }
      if isWithin, line.hasPrefix("VmFlags:") { flags = String(line) }
    }
    #expect(try #require(flags).split(separator: " ").contains("dd"))
    #expect(secret.withBytes(\.count) == 7)
  }
}
