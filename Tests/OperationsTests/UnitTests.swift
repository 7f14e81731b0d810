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
  @Test(
    "has each of these directives, once",
    arguments: [
      ("Type", "notify"), ("NotifyAccess", "main"), ("ExecStart", "/usr/bin/lyssnad run"),
      ("ExecReload", "+/bin/kill -HUP $MAINPID"), ("WatchdogSec", "60"), ("Restart", "on-failure"),
      ("RestartPreventExitStatus", "64 77 78"), ("TimeoutStopSec", "30"), ("StateDirectory", "lyssnad"),
      ("User", "lyssnad"),
      ("OOMPolicy", "continue"), ("LimitCORE", "0"), ("UMask", "0027"), ("NoNewPrivileges", "yes"),
      ("ProtectSystem", "strict"),
      ("ReadWritePaths", "-/var/spool/lyssnad"), ("ProtectHome", "yes"), ("PrivateTmp", "yes"),
      ("PrivateDevices", "yes"),
      ("PrivateMounts", "yes"), ("PrivateUsers", "yes"),
      ("RestrictAddressFamilies", "AF_UNIX AF_INET AF_INET6"),
      ("CapabilityBoundingSet", ""), ("AmbientCapabilities", ""),
      ("ProtectKernelTunables", "yes"),
      ("ProtectKernelModules", "yes"), ("ProtectKernelLogs", "yes"), ("ProtectClock", "yes"),
      ("ProtectHostname", "yes"),
      ("ProtectControlGroups", "yes"), ("ProtectProc", "invisible"), ("ProcSubset", "pid"),
      ("RestrictNamespaces", "yes"),
      ("MemoryDenyWriteExecute", "yes"), ("LockPersonality", "yes"), ("SystemCallArchitectures", "native"),
      ("RestrictRealtime", "yes"), ("RestrictSUIDSGID", "yes"), ("KeyringMode", "private"),
      ("RemoveIPC", "yes"),
      ("SystemCallErrorNumber", "EPERM"),
    ])
  func directive(_ name: String, _ value: String) throws {
    #expect(try directives().filter { $0.name == name }.map(\.value) == [value])
  }

  @Test(
    "allows the calls with which the reader of documents confines itself, and quietens the thread library")
  func calls() throws {
    #expect(
      try directives().filter { $0.name == "SystemCallFilter" }.map(\.value) == [
        "@system-service", "~@privileged @resources @keyring",
        "setrlimit seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self",
        "~setpriority:0",
      ])
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

  @Test("is accepted by systemd-analyze verify", .enabled(if: isInstalled("systemd-analyze")))
  func verified() throws {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lyssnad-unit-\(UUID().uuidString)/lyssnad.service")
    try FileManager.default.createDirectory(
      at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: copy.deletingLastPathComponent()) }
    // The program need not be installed where the unit is tested.
    let text = try String(contentsOf: file, encoding: .utf8).replacingOccurrences(
      of: "=/usr/bin/lyssnad run", with: "=/bin/true")
    try text.write(to: copy, atomically: true, encoding: .utf8)
    let answer = try #require(try run("systemd-analyze", ["verify", "--man=no", copy.path]))
    #expect(answer.status == 0)
    #expect(answer.output == "")
  }

  @Test("exposes little, by the reckoning of systemd-analyze", .enabled(if: isInstalled("systemd-analyze")))
  func exposure() throws {
    let answer = try #require(
      try run("systemd-analyze", ["security", "--offline=true", "--threshold=15", "--no-pager", file.path]))
    #expect(answer.status == 0, "\(answer.output)")
  }
}
