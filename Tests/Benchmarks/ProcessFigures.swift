import Foundation
import Glibc

/// What Linux says of processes (proc(5), getrusage(2)).
enum ProcessFigures {
  /// The most memory that a process has had resident, in MB.
  static func peakMemory(of process: pid_t) -> Double { megabytes("VmHWM:", of: process) }

  /// What it has resident now, in MB.
  static func memory(of process: pid_t) -> Double { megabytes("VmRSS:", of: process) }

  /// The children that a process has now, whichever of its threads started them.
  static func children(of process: pid_t) -> [pid_t] {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
    return tasks.flatMap { task in
      read("/proc/\(process)/task/\(task)/children").split(separator: " ").compactMap { pid_t($0) }
    }
  }

  /// Seconds of processor time of a process itself, without its children.
  static func processorTime(of process: pid_t) -> Double {
    // The name, in parentheses, may hold anything.
    let fields = read("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Seconds of processor time of all our children that have ended and were waited for, their own included.
  static var ofEndedChildren: Double { seconds(RUSAGE_CHILDREN.rawValue) }

  /// Seconds of processor time of this process.
  static var own: Double { seconds(RUSAGE_SELF.rawValue) }

  private static func seconds(_ who: __rusage_who_t) -> Double {
    var usage = rusage()
    getrusage(who, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func megabytes(_ field: String, of process: pid_t) -> Double {
    for line in read("/proc/\(process)/status").split(separator: "\n") where line.hasPrefix(field) {
      let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
      return (kilobytes ?? 0) / 1024
    }
    return 0
  }

  private static func read(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}
