import CSystemd
package import Feedback
import Glibc

/// Writes events to the journal with fields of their own (systemd.journal-fields(7)), so that
/// `journalctl LYSSNAD_MESSAGE=…` tells one message's whole life.
///
/// What the journal does not take is lost: a log never holds up the work that it tells of.
package struct JournalLog: EventLog {
  /// The longest text, in bytes.
  static let textLimit = 4096

  package init() {}

  package func record(_ event: Event) {
    // One buffer for all fields, since the journal wants them as a vector of stretches of memory.
    var bytes = [UInt8]()
    var ends = [Int]()
    for (name, value) in Self.fields(of: event) {
      bytes += name.utf8
      bytes.append(UInt8(ascii: "="))
      bytes += value
      ends.append(bytes.count)
    }
    bytes.withUnsafeMutableBytes { memory in
      var start = 0
      let vector = ends.map { end in
        defer { start = end }
        return iovec(iov_base: memory.baseAddress?.advanced(by: start), iov_len: end - start)
      }
      _ = sd_journal_sendv(vector, Int32(vector.count))
    }
  }

  /// The fields of an event, in a fixed order. Values are on one line and printable.
  static func fields(of event: Event) -> [(name: String, value: [UInt8])] {
    var fields: [(name: String, value: [UInt8])] = [
      ("MESSAGE", printable(event.text, limit: textLimit)),
      ("MESSAGE_ID", Array(MessageID(of: event.name).description.utf8)),
      ("PRIORITY", Array(String(event.priority.rawValue).utf8)),
      ("SYSLOG_IDENTIFIER", Array("lyssnad".utf8)),
      ("LYSSNAD_EVENT", Array(event.name.rawValue.utf8)),
    ]
    if let source = event.source { fields.append(("LYSSNAD_SOURCE", printable(source.rawValue, limit: 256))) }
    if let message = event.message { fields.append(("LYSSNAD_MESSAGE", Array(message.description.utf8))) }
    return fields
  }
}
