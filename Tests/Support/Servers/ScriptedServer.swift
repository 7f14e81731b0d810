import Foundation
import Glibc
import Synchronization

/// A server on a free port of 127.0.0.1 that plays what a test tells it, for what real servers do not do. A thread a
/// connection; the script may block, and what it throws ends the connection.
package final class ScriptedServer: Sendable {
  package let port: Int
  private let listener: Listener
  private let connections = Mutex<[LineConnection.Reference]>([])
  private let heard = Mutex<[String]>([])

  /// - Parameter script: gets the number of the connection, from zero, and the connection, which ends with it.
  package init(_ script: @escaping @Sendable (Int, Script) throws -> Void) throws {
    (listener, port) = try Sockets.listen()
    let listener = listener
    let thread = Thread { [weak self] in
      var number = 0
      while let descriptor = Sockets.accept(listener) {
        guard let self else {
          close(descriptor)
          break
        }
        self.serve(descriptor, number, script)
        number += 1
      }
    }
    thread.start()
  }

  /// Connections play their script to its end; no more are taken.
  deinit { listener.stop() }

  /// Takes no more connections, and ends those there are.
  package func stop() {
    listener.stop()
    for connection in connections.withLock({ $0 }) { connection.shutdown() }
  }

  /// Every line that a client has said to a script that listened.
  package var lines: [String] { heard.withLock { $0 } }

  private func serve(
    _ descriptor: Int32, _ number: Int, _ script: @escaping @Sendable (Int, Script) throws -> Void
  ) {
    let reference = LineConnection.Reference(descriptor)
    connections.withLock { $0.append(reference) }
    let keep: @Sendable (String) -> Void = { [weak self] line in self?.heard.withLock { $0.append(line) } }
    let thread = Thread {
      let connection = LineConnection(descriptor)
      try? script(number, Script(connection: connection, keep: keep))
      reference.forget()
      connection.finish()
    }
    thread.start()
  }

  /// One connection, as its script sees it.
  package struct Script {
    package let connection: LineConnection
    fileprivate let keep: (String) -> Void

    /// Sends lines, each with CR LF.
    package func say(_ lines: String...) throws { try connection.send(lines.map { $0 + "\r\n" }.joined()) }

    /// The client's next line.
    @discardableResult
    package func hear() throws -> String {
      let line = try connection.line()
      keep(line)
      return line
    }

    /// The tag of the client's next command, which must be `verb`.
    @discardableResult
    package func hear(_ verb: String) throws -> String {
      let words = try hear().split(separator: " ")
      guard words.count > 1, words[1].uppercased() == verb.uppercased() else {
        throw ServerFailure("expected \(verb)")
      }
      return String(words[0])
    }

    /// Greets, and answers CAPABILITY and a LOGIN or AUTHENTICATE PLAIN (RFC 3501), as libcurl speaks.
    package func logIn(capabilities: String = "IMAP4rev1") throws {
      try say("* OK ready")
      try say("* CAPABILITY \(capabilities)", "\(hear("CAPABILITY")) OK done")
      let line = try hear()
      let words = line.split(separator: " ")
      guard let tag = words.first, words.count > 1 else { throw ServerFailure("no login") }
      if words[1].uppercased() == "AUTHENTICATE", words.count == 3 {
        try say("+ ")
        try hear()
      }
      try say("\(tag) OK logged in")
    }

    /// Says nothing more, and reads until the client goes.
    package func listenInSilence() { while (try? hear()) != nil {} }
  }
}

extension LineConnection {
  /// Lets another thread end a connection that has not ended by itself.
  final class Reference: Sendable {
    private let descriptor: Mutex<Int32>
    init(_ descriptor: Int32) { self.descriptor = Mutex(descriptor) }
    func forget() { descriptor.withLock { $0 = -1 } }
    func shutdown() { descriptor.withLock { if $0 >= 0 { Glibc.shutdown($0, Int32(SHUT_RDWR)) } } }
  }
}
