import Foundation
import Support

/// From the start of the daemon to READY=1, and what it takes while it waits.
struct StartBenchmark {
  let program: Program

  func run() throws {
    var times = [Double]()
    var memory = [Double]()
    for _ in 0..<5 {
      let place = try Place()
      let socket = try NotifySocket(in: place.folder)
      let began = Date()
      let process = try program.start(
        ["run", "--config", place.configuration], output: place.folder.path + "/log",
        environment: ["NOTIFY_SOCKET": socket.path])
      guard socket.waits(for: "READY=1") else {
        print("start: FAILED, the daemon was never ready")
        return
      }
      times.append(Date().timeIntervalSince(began) * 1000)
      usleep(500_000)
      memory.append(ProcessFigures.memory(of: process.processIdentifier))
      process.terminate()
      process.waitUntilExit()
    }
    print("start: ready after \(Figures(values: times).told("ms"))")
    print("start: RSS while it waits \(Figures(values: memory).told("MB", digits: 1))")
  }
}
