import Foundation
import Support

/// A mailbox of 10,000 mails of 2 to 50 KB over TLS: fetched, read, tagged and committed, beside `mbsync`, which only
/// downloads them (with its default fsync), in the same run.
struct MailboxBenchmark {
  let program: Program
  let sentences: [String]
  let count = 10_000

  func run() throws {
    let house = try MailHouse(log: "warning")
    var writer = NoteWriter(seed: 5, sentences: sentences)
    let mails = (1...count).map { number in
      let size = writer.size(2_000, 50_000)
      return writer.mail(number, passages: size < 4_000 ? 8 : 15, size: size)
    }
    let bytes = mails.reduce(0) { $0 + $1.count }
    try house.seed(mails)
    print("mailbox: \(count) mails, \(bytes / 1_000_000) MB, Dovecot over TLS on loopback")

    let began = Date()
    let process = try program.start(
      ["run", "--config", house.configuration], output: house.folder.path + "/log")
    let end = began.addingTimeInterval(600)
    var stored = 0
    while stored < count, Date() < end, process.isRunning {
      usleep(250_000)
      stored = try Self.stored(program.run(["status", "--json", "--config", house.configuration]).output)
    }
    let seconds = Date().timeIntervalSince(began)
    let peak = Double(IntakeBenchmark.peakMemory(of: process.processIdentifier)) / 1024
    process.terminate()
    process.waitUntilExit()
    guard stored == count else {
      print("mailbox: FAILED, \(stored) of \(count) were stored")
      return
    }
    let peer = try mbsync(house)
    print(
      String(
        format:
          "mailbox: lyssnad %.1f s (%.0f mails/s, peak RSS %.1f MB), mbsync %.1f s (%.0f mails/s): ratio %.2f",
        seconds, Double(count) / seconds, peak, peer, Double(count) / peer, seconds / peer))
  }

  private func mbsync(_ house: MailHouse) throws -> Double {
    let target = house.folder.path + "/mbsync"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    let file = try house.folder.write(
      """
      IMAPAccount mots
      Host localhost
      Port \(house.dovecot.imapsPort)
      User anna
      Pass hemligt
      SSLType IMAPS
      CertificateFile \(house.authority.file)
      AuthMechs LOGIN

      IMAPStore far
      Account mots

      MaildirStore near
      Inbox \(target)/INBOX
      Path \(target)/

      Channel mots
      Far :far:
      Near :near:
      Create Near
      Sync Pull
      SyncState \(target)/state

      """, to: "mbsyncrc")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["mbsync", "-q", "-c", file, "mots"]
    let began = Date()
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
    return Date().timeIntervalSince(began)
  }

  private static func stored(_ status: String) -> Int {
    guard let object = try? JSONSerialization.jsonObject(with: Data(status.utf8)) as? [String: Any],
      let outcomes = object["outcomes"] as? [String: Int]
    else { return 0 }
    return outcomes.values.reduce(0, +)
  }
}
