package import Feedback
package import Foundation

/// Writes events to standard error, a line each, for where there is no journal.
///
/// A line is written in one piece and is never longer than what a pipe takes at once (`PIPE_BUF`), so that lines of
/// several tasks and processes do not mix, and no lock is needed. What nobody reads is lost: a reader that is gone or
/// has been stuck for a second does not hold up the service. The process must ignore SIGPIPE; see
/// ``ignoreBrokenPipes()``.
package struct StandardErrorLog: EventLog {
  /// The form of a line.
  package enum Format: String, CaseIterable, Sendable {
    /// `2026-03-12T08:02:11Z warning source.lost source=inlamning message=01J… What happened.`
    case text
    /// One JSON object: `time`, `priority`, `event`, `source`, `message`, `text`; unknown is null.
    case json
  }

  /// The longest text, in bytes: with every character escaped, the line still fits `PIPE_BUF`.
  static let textLimit = 1800

  private let format: Format
  private let now: @Sendable () -> Date
  private let descriptor: Int32

  /// - Parameters:
  ///   - now: the clock by which lines are dated.
  ///   - descriptor: where to write; standard error unless a test says otherwise.
  package init(format: Format, now: @escaping @Sendable () -> Date, descriptor: Int32 = STDERR_FILENO) {
    self.format = format
    self.now = now
    self.descriptor = descriptor
  }

  package func record(_ event: Event) {
    var line = Self.line(of: event, as: format, at: now())
    line.append(UInt8(ascii: "\n"))
    write(line)
  }

  static func line(of event: Event, as format: Format, at time: Date) -> [UInt8] {
    let text = printable(event.text, limit: textLimit)
    let source = event.source.map { String(decoding: printable($0.rawValue, limit: 64), as: UTF8.self) }
    switch format {
    case .text:
      let place = source.map { " source=\($0)" } ?? ""
      let message = event.message.map { " message=\($0)" } ?? ""
      return Array("\(time.rfc3339) \(event.priority.name) \(event.name.rawValue)\(place)\(message) ".utf8)
        + text
    case .json:
      let object = JSON.object([
        "time": .string(time.rfc3339), "priority": .string(event.priority.name),
        "event": .string(event.name.rawValue),
        "source": .text(source), "message": .text(event.message?.description),
        "text": .string(String(decoding: text, as: UTF8.self)),
      ])
      return Array(object.line.utf8)
    }
  }

  private func write(_ line: [UInt8]) {
    line.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        // A descriptor that is not set to non-blocking could block in write: it is asked first.
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let answer = poll(&state, 1, 1000)
        if answer < 0, errno == EINTR { continue }
        guard answer > 0, state.revents & Int16(POLLOUT) != 0 else { return }
        let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        guard count > 0 else { return }
        written += count
      }
    }
  }
}

extension Event.Priority {
  /// As syslog calls it.
  package var name: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .notice: "notice"
    case .info: "info"
    case .debug: "debug"
    }
  }
}

/// Lets a write to a pipe or a socket that nobody reads fail with an error, instead of ending the process (signal(7),
/// SIGPIPE). For the whole process, once, before its first write.
package func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
