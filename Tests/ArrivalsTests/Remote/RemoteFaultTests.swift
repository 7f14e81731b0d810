import Contracts
import Curl
import Feedback
import Foundation
import Glibc
import Intake
import Support
import Testing

@testable import Arrivals

/// Servers that are away, changed, or do not let us in.
@Suite(.serialized)
struct RemoteFaultTests {
  /// The server behind a proxy that can take it away, also from those that are connected.
  private func behind(_ proxy: FaultProxy, _ ssh: SFTPServer) throws -> RemoteServer {
    RemoteServer(
      scheme: .sftp, host: "127.0.0.1", port: proxy.port,
      login: ServerLogin(user: ssh.user, .key(file: ssh.userKey, passphrase: nil)),
      hostKeys: .fingerprint(try ssh.fingerprint()))
  }

  private func failure(_ drop: RemoteDrop) async throws -> SourceError {
    try #require(await #expect(throws: SourceError.self) { try await drop.open() })
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func opensAndMakesItsFolders(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    try await bench.drop().open()
    try await bench.drop().open()
    #expect(try bench.names() == ["done", "refused"])
    #expect(rmdir(bench.path("done")) == 0)
    #expect(symlink("/tmp", bench.path("done")) == 0)
    let error = try await failure(bench.drop())
    #expect(error.kind == .refused)
    #expect(error.description.contains("is a link"))
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func tellsAFolderThatIsMissing(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    let error = try await failure(bench.drop { $0.folder += "ingenstans/" })
    #expect(error.description.contains("make the folder"))
  }

  @Test(arguments: RemoteBench.Kind.allCases)
  func aWrongPasswordIsRefused(_ kind: RemoteBench.Kind) async throws {
    let bench = try await RemoteBench(kind)
    var server = bench.server
    server.login = ServerLogin(user: server.login.user, .password(SecretBytes(Array("fel-losen".utf8))))
    let error = try await failure(bench.drop(server: server))
    #expect(error.kind == .refused)
    #expect(error.description.contains("does not accept the user"))
    #expect(!error.description.contains("fel-losen"))
  }

  @Test func aServerWithoutAKnownKeyIsRefused() async throws {
    let bench = try await RemoteBench(.sftp)
    var server = bench.server
    server.hostKeys = nil
    #expect(try await failure(bench.drop(server: server)).kind == .refused)
  }

  @Test func aCertificateOfAnotherAuthorityIsRefused() async throws {
    let bench = try await RemoteBench(.ftps)
    var server = bench.server
    let other = try await offPool { try TestCA() }
    server.caFile = other.file
    let error = try await failure(bench.drop(server: server))
    #expect(error.kind == .refused)
    #expect(error.description.contains("authority"))
    withExtendedLifetime(other) {}
  }

  @Test func aServerThatIsDownIsWaitedForAndAChangedHostKeyRefused() async throws {
    let ssh = try await offPool { try SFTPServer() }
    let bench = try RemoteBench(ssh)
    for number in 1...3 { try bench.write(DropBench.mail(number), to: "m\(number).eml") }
    let proxy = try FaultProxy(to: ssh.port)
    let drop = bench.drop(server: try behind(proxy, ssh))
    let first = ArrivalCollector(drop)
    let arrivals = await first.wait(for: 3)
    try #require(arrivals.count == 3)
    proxy.set { $0.refuses = true }
    proxy.strike(.reset)
    #expect(await first.waitForEnd())
    #expect(first.failure?.kind == .unreachable)
    let away = await #expect(throws: SourceError.self) {
      try await drop.acknowledge(Array(arrivals.prefix(1)).settled(.stored))
    }
    #expect(away?.kind == .unreachable)
    #expect(try await failure(drop).kind == .unreachable)
    #expect(try bench.names().filter { $0.hasSuffix(".eml") }.count == 3)

    proxy.set { $0.refuses = false }
    try await drop.open()
    // What was acknowledged meanwhile is moved, and only the others come again.
    let second = ArrivalCollector(drop)
    #expect(await second.wait(for: 2).map(\.key) == arrivals.dropFirst().map(\.key))
    try await drop.acknowledge(second.arrivals.settled(.stored))
    #expect(try bench.names("done").count == 3)
    await second.stop()

    try await offPool { try ssh.changeHostKey() }
    let changed = try await failure(drop)
    #expect(changed.kind == .refused)
    #expect(changed.description.contains("host key"))
  }

  /// An acknowledgement that meets a server which is away is made good at a later look of the same sequence.
  @Test func whatCouldNotBeMovedIsMovedLater() async throws {
    let ssh = try await offPool { try SFTPServer() }
    let bench = try RemoteBench(ssh)
    for number in 1...3 { try bench.write(DropBench.mail(number), to: "m\(number).eml") }
    let proxy = try FaultProxy(to: ssh.port)
    let drop = bench.drop(poll: .milliseconds(1500), server: try behind(proxy, ssh))
    let collector = ArrivalCollector(drop)
    let arrivals = await collector.wait(for: 3)
    proxy.set { $0.refuses = true }
    proxy.strike(.reset)
    await #expect(throws: SourceError.self) {
      try await drop.acknowledge(arrivals.settled(.quarantined(.noText)))
    }
    proxy.set { $0.refuses = false }
    #expect(await bench.wait { (try? bench.names("refused").count) == 6 })
    #expect(collector.failure == nil)
    #expect(await drop.backlog().count == 0)
    await collector.stop()
  }

  /// The connection is cut at one byte after another of an acknowledgement: whether the rename was done and its answer
  /// lost, or never asked for, in the end the file lies in its place once, with its reason.
  @Test func anAcknowledgementMayBeCutAnywhere() async throws {
    let ssh = try await offPool { try SFTPServer() }
    // The log-in takes the first 3,000 bytes or so.
    var failures = 0
    for cut in stride(from: 3_090, to: 4_500, by: 180) {
      let bench = try RemoteBench(ssh)
      try bench.write(DropBench.mail(), to: "m.eml")
      let proxy = try FaultProxy(to: ssh.port)
      let drop = bench.drop(poll: .milliseconds(50), server: try behind(proxy, ssh))
      let first = ArrivalCollector(drop)
      let arrivals = await first.wait(for: 1)
      await first.stop()
      proxy.set { $0.fault = (.reset, .toClient, cut) }
      proxy.strike(.reset)
      do throws(SourceError) {
        try await drop.acknowledge(arrivals.settled(.quarantined(.noText)))
      } catch {
        failures += 1
      }
      proxy.set { $0.fault = nil }
      // As the pipeline does: what comes again is acknowledged again.
      let second = ArrivalCollector(drop)
      let deadline = ContinuousClock.now + .seconds(5)
      while (try? bench.names("refused").count) ?? 0 < 2, ContinuousClock.now < deadline {
        if !second.arrivals.isEmpty {
          try? await drop.acknowledge(second.arrivals.settled(.quarantined(.noText)))
        }
        try await Task.sleep(for: .milliseconds(10))
      }
      let names = try bench.names("refused")
      #expect(names.filter { $0.hasSuffix(".eml") } == ["m.eml"], "cut at \(cut)")
      #expect(names.contains("m.eml.reason.txt"), "cut at \(cut)")
      #expect(try bench.text("refused/m.eml") == DropBench.mail())
      #expect(!bench.exists("m.eml"))
      await second.stop()
    }
    #expect(failures > 0, "no cut hit an acknowledgement")
  }

  @Test func anUnreadableFileIsLeftAndTheOthersTaken() async throws {
    let bench = try await RemoteBench(.ftps)
    try bench.write(DropBench.mail(1), to: "a.eml")
    try bench.write(DropBench.mail(2), to: "b.eml")
    chmod(bench.path("a.eml"), 0)
    let drop = bench.drop()
    let collector = ArrivalCollector(drop)
    await collector.wait(for: 2)
    for arrival in collector.arrivals {
      do throws(SourceError) {
        #expect(try await !arrival.content(10_000).isEmpty)
        try await drop.acknowledge([Settled(arrival: arrival, outcome: .stored, message: nil)])
      } catch {
        #expect(error.kind == .gone, "\(error)")
      }
    }
    #expect(try bench.names("done") == ["b.eml"])
    #expect(await bench.wait { !bench.events.named(.sourceRefused).isEmpty })
    #expect(bench.events.named(.sourceRefused).first?.text.contains("1 unreadable file") == true)
    await collector.stop()
  }

  @Test func aSilentServerIsLetGoAtOnceWhereTheTaskEnds() async throws {
    let silent = try ScriptedServer { _, script in script.listenInSilence() }
    let bench = try await RemoteBench(.sftp)
    var server = bench.server
    server.port = silent.port
    let collector = ArrivalCollector(bench.drop(server: server))
    try await Task.sleep(for: .milliseconds(200))
    #expect(!collector.hasEnded)
    let start = ContinuousClock.now
    await collector.stop()
    #expect(ContinuousClock.now - start < .seconds(1))
    #expect(collector.failure == nil)
  }
}
