import Feedback
import Foundation
import Operations

/// Where text for people goes: colours and progress on a terminal, plain lines in a pipe.
struct Terminal: Sendable {
  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case magenta = "35"
    case cyan = "36"
  }

  let descriptor: Int32
  let hasColours: Bool
  let isTerminal: Bool

  /// Colours follow the descriptor, `NO_COLOR` (<https://no-color.org>) and `TERM=dumb`.
  init(descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    hasColours = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  static let output = Terminal(descriptor: STDOUT_FILENO)
  static let messages = Terminal(descriptor: STDERR_FILENO)

  func styled(_ text: String, _ style: Style) -> String {
    hasColours ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Writes a line. What comes from a mail is made `harmless` before.
  func line(_ text: String) { write(text + "\n") }

  /// Ends the program with a sentence where standard output cannot take the text, as on a full disk.
  func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count >= 0 else {
        switch errno {
        case EINTR: continue
        case EAGAIN:
          var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&ready, 1, -1)
          continue
        case let code where code != EPIPE && descriptor == STDOUT_FILENO:
          // Half an export must not pass for a whole one.
          Self.messages.line("lyssnad: the output cannot be written: \(String(cString: strerror(code)))")
          exit(Failure.Code.cannotCreate.rawValue)
        // Nobody reads any more: there is nobody to tell.
        default: return
        }
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Text from outside, made harmless for a terminal.
  static func harmless(_ text: String) -> String {
    String(decoding: printable(text, limit: .max), as: UTF8.self)
  }
}

/// Progress of long work: one line that rewrites itself on a terminal, silence in a pipe.
final class Progress: Sendable {
  private let terminal: Terminal
  private let noun: String

  init(_ noun: String, on terminal: Terminal = .messages) {
    self.terminal = terminal
    self.noun = noun
  }

  func shows(_ done: Int, of total: Int? = nil) {
    guard terminal.isTerminal else { return }
    terminal.write("\r\u{1B}[K\(done)\(total.map { " / \($0)" } ?? "") \(noun)")
  }

  func ends() {
    guard terminal.isTerminal else { return }
    terminal.write("\r\u{1B}[K")
  }
}
