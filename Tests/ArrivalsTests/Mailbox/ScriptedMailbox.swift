import Arrivals
import Curl
import Feedback
import Foundation
import Support
import Synchronization

/// An IMAP server that knows one folder of mails numbered from 1, and does only what a test lets it: for what Dovecot
/// cannot be made to do. Commands that it does not know it refuses.
final class ScriptedMailbox: Sendable {
  /// What a test changes; each is asked first, and gives the lines of the answer without the tagged one, or nil.
  typealias Answer = @Sendable (_ command: String, _ say: (String) throws -> Void) throws -> String?

  private let server: ScriptedServer
  private let heard: Locked<[String]>
  var commands: [String] { heard.now }

  /// - Parameters:
  ///   - known: how many of the mails are there when the folder is opened.
  ///   - permanentFlags: as the server says them.
  ///   - newWhileIdle: where given, one more mail comes each time that IDLE begins, and the time is kept.
  ///   - answer: gives a command's end (`OK done`) where a test answers it; nil leaves it to the server.
  init(
    capabilities: String, mails: [[UInt8]], known: Int, permanentFlags: String? = nil, validity: Int = 7,
    sayingUIDNext: Bool = true, newWhileIdle: Locked<[ContinuousClock.Instant]>? = nil,
    answer: @escaping Answer = { _, _ in nil }
  ) throws {
    let heard = Locked<[String]>([])
    self.heard = heard
    let there = Locked(known)
    server = try ScriptedServer { _, script in
      try script.logIn(capabilities: capabilities + " AUTH=PLAIN")
      let connection = script.connection
      while true {
        let line = try connection.line()
        let parts = line.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let (tag, command) = (parts[0], String(parts[1]))
        heard.with { $0.append(command) }
        if let end = try answer(command, { try connection.send($0 + "\r\n") }) {
          try connection.send("\(tag) \(end)\r\n")
          continue
        }
        let words = command.split(separator: " ").map(String.init)
        switch words[0] {
        case "CAPABILITY": try connection.send("* CAPABILITY \(capabilities)\r\n")
        case "LIST": try connection.send("* LIST (\\Noselect) \"/\" \"\"\r\n")
        case "SELECT":
          try connection.send("* \(there.now) EXISTS\r\n* OK [UIDVALIDITY \(validity)] numbers\r\n")
          if sayingUIDNext { try connection.send("* OK [UIDNEXT \(there.now + 1)] next\r\n") }
          if let permanentFlags { try connection.send("* OK [PERMANENTFLAGS (\(permanentFlags))] flags\r\n") }
        case "NOOP": break
        case "IDLE":
          try connection.send("+ idling\r\n")
          if let newWhileIdle, there.now < mails.count {
            usleep(20_000)
            let count = there.with {
              $0 += 1; return $0
            }
            newWhileIdle.with { $0.append(.now) }
            try connection.send("* \(count) EXISTS\r\n")
          }
          while try connection.line() != "DONE" {}
        case "UID" where words[1] == "SEARCH":
          let uids = Self.uids(
            words.firstIndex(of: "UID", after: 1).map { words[$0 + 1] } ?? "1:*", there.now)
          try connection.send("* SEARCH" + uids.map { " \($0)" }.joined() + "\r\n")
        case "UID" where words[1] == "FETCH":
          for uid in Self.uids(words[2], there.now) {
            let date = "INTERNALDATE \"12-Mar-2025 08:00:00 +0100\""
            if command.contains("BODY") {
              try connection.send(
                Array("* \(uid) FETCH (UID \(uid) \(date) BODY[] {\(mails[uid - 1].count)}\r\n".utf8)
                  + mails[uid - 1] + Array(")\r\n".utf8))
            } else {
              try connection.send(
                "* \(uid) FETCH (UID \(uid) RFC822.SIZE \(mails[uid - 1].count) \(date))\r\n")
            }
          }
        case "LOGOUT":
          try connection.send("* BYE\r\n\(tag) OK bye\r\n")
          return
        default:
          try connection.send("\(tag) BAD what?\r\n")
          continue
        }
        try connection.send("\(tag) OK done\r\n")
      }
    }
  }

  func configuration() -> MailboxConfiguration {
    MailboxConfiguration(
      name: "mots", target: SessionTarget(host: "127.0.0.1", port: server.port, encryption: .none),
      login: MailboxBench.login("anna"))
  }

  /// Reads `2:4,7:*`, as far as there are so many.
  static func uids(_ set: String, _ count: Int) -> [Int] {
    let ranges = set.split(separator: ",").map { part -> ClosedRange<Int> in
      let ends = part.split(separator: ":").map { $0 == "*" ? count : Int($0) ?? 0 }
      return min(ends[0], ends[ends.count - 1])...max(ends[0], ends[ends.count - 1])
    }
    return (0..<count).map { $0 + 1 }.filter { uid in ranges.contains { $0.contains(uid) } }
  }
}

extension [String] {
  fileprivate func firstIndex(of word: String, after index: Int) -> Int? {
    self[index...].firstIndex(of: word).flatMap { $0 + 1 < count ? $0 : nil }
  }
}
