import Foundation
import Support

/// A day in which nothing comes, of a daemon that watches a mailbox and a drop: its processor time, its memory and its
/// descriptors. The day goes by as many times as fast as `rate` says; each timer goes off as often as on a real one, and
/// the mailbox's server is asked as often.
///
/// Wound clocks cost a little of themselves, so that a real day costs less.
struct IdleDayBenchmark {
  let program: Program
  let sentences: [String]
  let rate = 300.0
  let hours = 24

  func run() throws {
    let clock = try ShiftedClock(rate: rate)
    let house = try MailHouse(
      certificate: { try $0.lasting() },
      sources: { path in
        "  - { name: inlamning, url: \"file://\(path)/in\", reporter: registrator@uppsala.example }"
      }, rest: "metrics: { listen: \"127.0.0.1:\(try freePort())\" }")
    // What it needs for work it has loaded: mail and a document are taken in before.
    var writer = NoteWriter(seed: 13, sentences: sentences)
    try house.seed((1...100).map { writer.mail($0, passages: 15, size: 20_000) })
    try house.folder.write(
      Data(OfficeFiles.docx(title: "Besök", points: Array(sentences.prefix(20)), picture: [])),
      to: "in/besok.docx")
    let log = house.folder.path + "/log"
    // As under systemd, to which it shows a sign of life each time that its loop comes round: once a second.
    let notify = try NotifySocket(in: house.folder)
    let process = try program.start(
      ["run", "--config", house.configuration], output: log,
      environment: clock.environment.merging(
        ["NOTIFY_SOCKET": notify.path, "WATCHDOG_USEC": "60000000", "JOURNAL_STREAM": ""]) { $1 })
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    let end = Date().addingTimeInterval(120)
    while stored(log) < 101, Date() < end { sleep(for: 10, notify) }
    guard stored(log) >= 101 else {
      print("day: FAILED, what came first was not stored")
      return
    }
    // The reader of documents ends after a minute without work.
    sleep(for: 300, notify)
    let (lines, turns) = (written(log), notify.messages.count)
    let (before, least) = (ProcessFigures.processorTime(of: process.processIdentifier), figures(process))
    var hourly = [(memory: Double, descriptors: Int)]()
    for _ in 1...hours {
      sleep(for: 3600, notify)
      hourly.append(figures(process))
    }
    let used = ProcessFigures.processorTime(of: process.processIdentifier) - before
    let woken = notify.messages.count - turns
    let share = used / Double(hours * 3600) * 100
    print(
      "day: \(hours) simulated hours without mail took \(String(format: "%.1f", used)) s of the processor, "
        + "\(String(format: "%.4f", share)) %; its loop came round \(woken) times")
    print(
      "day: RSS \(told(least.memory)) MB at its beginning, \(told(hourly.last?.memory ?? 0)) MB at its end, at most "
        + "\(told(hourly.map(\.memory).max() ?? 0)) MB; descriptors \(least.descriptors), then "
        + "\(hourly.map(\.descriptors).min() ?? 0) to \(hourly.map(\.descriptors).max() ?? 0)")
    print("day: \(written(log) - lines) lines were logged")
    for line in text(log).split(separator: "\n").dropFirst(lines) { print("day:   \(line)") }
    if woken < hours * 3600 * 9 / 10 {
      print("day: FAILED, this machine is too busy for a day that goes by so fast")
    }
    if share >= 0.1 || hourly.contains(where: { $0.memory >= 60 }) || written(log) > lines {
      print("day: FAILED, it is to stay below 0.1 % and 60 MB, and to have nothing to tell")
    }
  }

  /// Waits so many seconds of the program's, and takes meanwhile what it tells.
  private func sleep(for seconds: Double, _ notify: NotifySocket) {
    let end = Date().addingTimeInterval(seconds / rate)
    while Date() < end {
      _ = notify.messages.count
      usleep(20_000)
    }
  }

  private func told(_ value: Double) -> String { String(format: "%.1f", value) }

  private func figures(_ process: RunningProgram) -> (memory: Double, descriptors: Int) {
    let open =
      (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.processIdentifier)/fd")) ?? []
    return (ProcessFigures.memory(of: process.processIdentifier), open.count)
  }

  private func text(_ log: String) -> String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }
  private func written(_ log: String) -> Int { text(log).split(separator: "\n").count }
  private func stored(_ log: String) -> Int {
    text(log).split(separator: "\n").count { $0.contains(" message.stored ") }
  }
}
