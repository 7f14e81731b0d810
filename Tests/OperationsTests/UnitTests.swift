import Foundation
import Testing

@testable import Operations

@Suite("The unit")
struct UnitTests {
  private let file = repository.appendingPathComponent("systemd/lyssnad.service")

  /// The directives of `[Service]` in their order.
  private func directives() throws -> [(name: String, value: String)] {
    let text = try String(contentsOf: file, encoding: .utf8)
    let section = try #require(text.components(separatedBy: "\n[Service]\n").last).components(
      separatedBy: "\n[Install]\n")[0]
    return section.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let halves = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return (halves[0], halves.count > 1 ? halves[1] : "")
    }
  }

  /// Named one by one: the score of `systemd-analyze security` would hide the loss of one behind the gain of another.
  private static let expected: [(name: String, values: [String])] = [
    ("Type", ["notify"]), ("NotifyAccess", ["main"]), ("ExecStart", ["/usr/bin/lyssnad run"]),
    ("ExecReload", ["+/bin/kill -HUP $MAINPID"]), ("WatchdogSec", ["60"]), ("TimeoutStartSec", ["300"]),
    ("TimeoutStopSec", ["30"]), ("KillMode", ["mixed"]), ("Restart", ["on-failure"]), ("RestartSec", ["15"]),
    ("RestartPreventExitStatus", ["64 77 78"]), ("OOMPolicy", ["continue"]), ("MemoryMax", ["2G"]),
    ("TasksMax", ["128"]), ("LimitNOFILE", ["4096"]), ("LimitCORE", ["0"]), ("User", ["lyssnad"]),
    ("Group", ["lyssnad"]), ("StateDirectory", ["lyssnad"]), ("StateDirectoryMode", ["0750"]),
    ("RuntimeDirectory", ["lyssnad"]), ("RuntimeDirectoryMode", ["0750"]),
    ("ConfigurationDirectory", ["lyssnad"]),
    ("ReadWritePaths", ["-/var/spool/lyssnad -/var/lib/lyssnad-overview -/var/lib/lyssnad-metrics"]),
    ("UMask", ["0077"]), ("NoNewPrivileges", ["yes"]), ("ProtectSystem", ["strict"]), ("NoExecPaths", ["/"]),
    ("ExecPaths", ["/usr/bin/lyssnad -/usr/lib -/lib -/lib64"]), ("ProtectHome", ["yes"]),
    ("PrivateTmp", ["yes"]), ("PrivateMounts", ["yes"]), ("PrivateDevices", ["yes"]),
    ("DevicePolicy", ["closed"]),
    ("RestrictAddressFamilies", ["AF_UNIX AF_INET AF_INET6"]), ("PrivateUsers", ["yes"]),
    ("CapabilityBoundingSet", [""]), ("AmbientCapabilities", [""]), ("ProtectKernelTunables", ["yes"]),
    ("ProtectKernelModules", ["yes"]), ("ProtectKernelLogs", ["yes"]), ("ProtectClock", ["yes"]),
    ("ProtectHostname", ["yes"]), ("ProtectControlGroups", ["yes"]), ("ProtectProc", ["invisible"]),
    ("ProcSubset", ["pid"]), ("RestrictNamespaces", ["yes"]), ("MemoryDenyWriteExecute", ["yes"]),
    ("LockPersonality", ["yes"]), ("SystemCallArchitectures", ["native"]), ("RestrictRealtime", ["yes"]),
    ("RestrictSUIDSGID", ["yes"]), ("KeyringMode", ["private"]), ("RemoveIPC", ["yes"]),
    // The reader of documents confines itself with seccomp; the thread library is quietened.
    (
      "SystemCallFilter",
      ["@system-service", "~@privileged @resources @keyring", "seccomp", "~setpriority:0"]
    ),
    ("SystemCallErrorNumber", ["EPERM"]),
  ]

  @Test("has each of these directives, with these values", arguments: expected.map(\.name))
  func directive(_ name: String) throws {
    let expected = Self.expected.first { $0.name == name }?.values
    #expect(try directives().filter { $0.name == name }.map(\.value) == expected)
  }

  @Test("has no directive beside them")
  func others() throws {
    let known = Set(Self.expected.map(\.name))
    #expect(try directives().map(\.name).filter { !known.contains($0) } == [])
  }

  @Test(
    "gives a reason for each directive that is left off",
    arguments: [
      "PrivateNetwork", "IPAddressDeny", "SocketBindDeny", "DynamicUser", "RootDirectory", "RootImage",
      "RestrictFileSystems", "MemorySwapMax", "LogRateLimitBurst",
    ])
  func leftOff(_ name: String) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let reasons = try #require(text.components(separatedBy: "\n# Left off, and why:\n").last)
    #expect(reasons.split(separator: "\n").contains { $0.prefix { $0 != ":" }.contains(name) })
    #expect(try !directives().contains { $0.name == name })
  }

  @Test("gives a reason for each line of the sandbox")
  func reasons() throws {
    let lines = try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let sandbox = try #require(lines.firstIndex { $0.hasPrefix("# The sandbox.") })
    var isExplained = false
    var unexplained = 0
    for line in lines[(sandbox + 1)...].prefix(while: { $0 != "[Install]" }) {
      if line.hasPrefix("#") {
        isExplained = true
        unexplained = 0
      } else if !line.isEmpty {
        unexplained += 1
        #expect(isExplained && unexplained <= 6, "\(line)")
      }
    }
  }

  @Test("holds no secret, and shows how to hand one over")
  func credentials() throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains("\n#LoadCredential=imap-password:"))
    #expect(text.contains("\n#LoadCredentialEncrypted="))
    #expect(!text.contains("SetCredential"))
  }

  /// A copy of the unit in a folder of its own, with a drop-in, if any, in force.
  private func withCopy<Result>(
    dropIn: String? = nil, _ body: (_ unit: String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lyssnad-unit-\(UUID().uuidString)")
    let dropIns = folder.appendingPathComponent("lyssnad.service.d")
    try FileManager.default.createDirectory(at: dropIns, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let unit = folder.appendingPathComponent("lyssnad.service")
    // The program need not be installed where the unit is tested.
    let text = try String(contentsOf: file, encoding: .utf8).replacingOccurrences(
      of: "=/usr/bin/lyssnad run", with: "=/bin/true")
    try text.write(to: unit, atomically: true, encoding: .utf8)
    if let dropIn {
      let source = file.deletingLastPathComponent().appendingPathComponent("lyssnad.service.d/\(dropIn)")
      try FileManager.default.copyItem(at: source, to: dropIns.appendingPathComponent(dropIn))
    }
    return try body(unit.path)
  }

  @Test(
    "is accepted by systemd-analyze verify, alone and with the example",
    .enabled(if: isInstalled("systemd-analyze")), arguments: [nil, "mail-servers.conf"])
  func verified(_ dropIn: String?) throws {
    try withCopy(dropIn: dropIn) { unit in
      let answer = try #require(try run("systemd-analyze", ["verify", "--man=no", unit]))
      #expect(answer.status == 0)
      #expect(answer.output == "")
    }
  }

  /// In tenths, as systemd-analyze takes it: 1.1, and 1.0 where the servers' addresses are known.
  @Test(
    "exposes little, by the reckoning of systemd-analyze", .enabled(if: isInstalled("systemd-analyze")),
    arguments: [(nil, 11), ("mail-servers.conf", 10)] as [(String?, Int)])
  func exposure(_ dropIn: String?, _ most: Int) throws {
    try withCopy(dropIn: dropIn) { unit in
      let answer = try #require(
        try run("systemd-analyze", ["security", "--offline=true", "--threshold=\(most)", "--no-pager", unit]))
      #expect(answer.status == 0, "\(answer.output)")
    }
  }
}
