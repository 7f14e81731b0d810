import CLinux
import Foundation
import Support
import Testing

/// Messages and secrets pass through the daemon's memory, of which nothing may be left on a disk.
@Suite(.serialized)
struct CoreDumpTests {
  /// prctl(2), which the Glibc module does not declare for want of a fixed form.
  @Test func theMemoryOfAProcessIsNotDumped() async {
    await #expect(processExitsWith: .exitCode(7)) {
      guard let symbol = dlsym(nil, "prctl") else { exit(1) }
      let control = unsafeBitCast(symbol, to: (@convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32).self)
      // PR_GET_DUMPABLE.
      guard control(3, 0, 0, 0, 0) == 1 else { exit(2) }
      clinux_keep_from_dumps()
      var limit = rlimit()
      guard getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else { exit(3) }
      exit(control(3, 0, 0, 0, 0) == 0 && limit.rlim_cur == 0 && limit.rlim_max == 0 ? 7 : 4)
    }
  }

  @Test func theDaemonSeesToIt() throws {
    let house = try House()
    let process = try house.program.start(
      ["run", "--config", house.configuration], output: house.folder.path + "/log")
    let log = house.folder.path + "/log"
    #expect(
      eventually { (try? String(contentsOfFile: log, encoding: .utf8).contains("service.ready")) == true })
    let limits = try String(contentsOfFile: "/proc/\(process.processIdentifier)/limits", encoding: .utf8)
    let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
    #expect(core?.split(separator: " ").filter { $0 == "0" }.count == 2, "\(limits)")
    process.terminate()
    process.waitUntilExit()
  }
}
