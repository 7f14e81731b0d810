import Foundation
import Support

/// From a drop of 2,000 mails of 2 to 40 KB, about 15 passages each, to the durable store.
struct IntakeBenchmark {
  let program: Program
  let sentences: [String]
  let count = 2000
  let runs = 3

  func run() throws {
    var rates = [Double]()
    var peaks = [Double]()
    var total = 0
    for run in 0..<runs {
      let place = try Place()
      total = try place.fill(count, seed: UInt64(run + 1), sentences)
      let began = Date()
      let process = try program.start(
        ["run", "--config", place.configuration], output: place.folder.path + "/log")
      let end = began.addingTimeInterval(300)
      while place.waiting > 0, Date() < end, process.isRunning { usleep(5_000) }
      let seconds = Date().timeIntervalSince(began)
      peaks.append(ProcessFigures.peakMemory(of: process.processIdentifier))
      process.terminate()
      process.waitUntilExit()
      let status = try program.run(["status", "--json", "--config", place.configuration]).output
      guard status.contains("\"stored\":\(count),") else {
        print("intake: FAILED, not all were stored: \(status)")
        return
      }
      rates.append(Double(count) / seconds)
    }
    print(
      "intake: \(Figures(values: rates).told("mails/s")), start to last move, \(count) mails, \(total / 1_000_000) MB"
    )
    print("intake: peak RSS \(Figures(values: peaks).told("MB", digits: 1))")
    try syncs()
  }

  /// How many durable steps the same work takes: a commit a batch, not a commit a mail.
  private func syncs() throws {
    let place = try Place()
    _ = try place.fill(count, seed: 9, sentences)
    let trace = place.folder.path + "/trace"
    let process = try program.start(
      ["run", "--config", place.configuration], output: place.folder.path + "/log",
      through: ["strace", "-f", "-o", trace, "-e", "trace=fdatasync,fsync"])
    while place.waiting > 0, process.isRunning { usleep(20_000) }
    Program.terminate(tracedBy: process)
    process.waitUntilExit()
    let lines = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
    print("intake: \(lines.count { $0.contains("sync(") }) fdatasync and fsync calls for \(count) mails")
  }
}

/// A drop, a store and a configuration of a run's own.
struct Place {
  let folder: TemporaryFolder
  var drop: String { folder.path + "/in" }
  var configuration: String { folder.path + "/lyssnad.yaml" }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: drop, withIntermediateDirectories: true)
    try folder.write(
      """
      store: sqlite://\(folder.path)/lyssnad.db
      sources:
        - name: inlamning
          url: file://\(drop)
          settle: 10ms
      senders:
        allow: ["*@uppsala.example"]
      log: { level: warning }

      """, to: "lyssnad.yaml")
  }

  /// Mails that wait in the drop.
  var waiting: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: drop).count { $0.hasSuffix(".eml") }) ?? 0
  }

  /// - Returns: the bytes that were written.
  func fill(_ count: Int, seed: UInt64, _ sentences: [String]) throws -> Int {
    var writer = NoteWriter(seed: seed, sentences: sentences)
    var bytes = 0
    for number in 1...count {
      let size = writer.size(2_000, 40_000)
      let mail = writer.mail(number, passages: size < 4_000 ? 8 : 15, size: size)
      bytes += mail.count
      try mail.write(to: URL(fileURLWithPath: "\(drop)/\(number).eml"))
    }
    return bytes
  }
}
