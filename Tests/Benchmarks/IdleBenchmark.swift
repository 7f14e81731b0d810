import Feedback
import Foundation
import Stores
import Support

/// Mails that are delivered to a mailbox whose daemon idles: from the server's EXISTS to the durable commit.
///
/// The connection is encrypted, and silent while it idles: the first bytes that come to the client are the EXISTS.
struct IdleBenchmark {
  let program: Program
  let sentences: [String]
  let count = 50

  func run() async throws {
    let server = try MailHouse(log: "warning")
    let proxy = try FaultProxy(to: server.dovecot.imapsPort)
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: server.configuration, encoding: .utf8)
      .replacingOccurrences(of: ":\(server.dovecot.imapsPort)/", with: ":\(proxy.port)/")
    let configuration = try folder.write(text, to: "lyssnad.yaml")
    var writer = NoteWriter(seed: 12, sentences: sentences)
    func mail(_ number: Int) -> Data {
      Data(MailHouse.vouching.utf8) + writer.mail(number, passages: 15, size: 20_000)
    }
    let process = try program.start(["run", "--config", configuration], output: folder.path + "/log")
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    // The first of them tells that the daemon is there.
    try server.dovecot.deliver(mail(0), to: "anna")
    guard let store = try await Self.opened(server.store, by: process) else {
      print("idle: FAILED, the daemon did not begin")
      return
    }
    var times = [Double]()
    for number in 1...count {
      try await Self.quiet(proxy)
      let before = try await Self.stored(store)
      let heard = proxy.counts.bytesToClient
      try server.dovecot.deliver(mail(number), to: "anna")
      let end = Date().addingTimeInterval(30)
      while proxy.counts.bytesToClient == heard, Date() < end { usleep(100) }
      let exists = Date()
      while try await Self.stored(store) == before, Date() < end { usleep(200) }
      guard Date() < end else {
        print("idle: FAILED, a mail was not stored")
        return
      }
      times.append(Date().timeIntervalSince(exists) * 1000)
    }
    print("idle: from EXISTS to the durable commit \(Figures(values: times).told("ms", digits: 1))")
    proxy.stop()
  }

  private static func opened(_ path: String, by process: RunningProgram) async throws -> SQLiteStore? {
    let end = Date().addingTimeInterval(30)
    while Date() < end, process.isRunning {
      if let store = try? SQLiteStore(path: path, access: .read), try await stored(store) > 0 { return store }
      usleep(20_000)
    }
    return nil
  }

  private static func stored(_ store: SQLiteStore) async throws -> Int {
    try await store.status().outcomes["stored"] ?? 0
  }

  /// Waits until nothing has come to the client for a while: it idles.
  private static func quiet(_ proxy: FaultProxy) async throws {
    var last = proxy.counts.bytesToClient
    var since = Date()
    while Date().timeIntervalSince(since) < 0.2 {
      try await Task.sleep(for: .milliseconds(10))
      let now = proxy.counts.bytesToClient
      if now != last { (last, since) = (now, Date()) }
    }
  }
}
