import Feedback
import IMAP

/// How far a mailbox has been read: every message up to this UID, as long as its UIDVALIDITY is the same. As text
/// `UIDVALIDITY:UID`, in decimal.
///
/// Without MODSEQ: what changed before the position are flags, and those that matter, the keyword's, are asked for.
struct MailboxPosition: Hashable {
  var validity: UIDValidity
  var uid: UID

  init(validity: UIDValidity, uid: UID) {
    self.validity = validity
    self.uid = uid
  }

  /// Nil for any text but one that ``position`` makes.
  init?(_ position: Position) {
    guard let (validity, uid) = pair(position.rawValue, separator: ":") else { return nil }
    self.init(validity: validity, uid: uid)
  }

  var position: Position { Position(rawValue: "\(validity):\(uid)") }
}

/// What names a message in a mailbox for ever: `UIDVALIDITY/UID`.
struct MailboxKey: Hashable {
  var validity: UIDValidity
  var uid: UID

  init(validity: UIDValidity, uid: UID) {
    self.validity = validity
    self.uid = uid
  }

  /// Nil for a key of another source.
  init?(_ key: ArrivalKey) {
    guard let (validity, uid) = pair(key.rawValue, separator: "/") else { return nil }
    self.init(validity: validity, uid: uid)
  }

  var arrival: ArrivalKey { ArrivalKey(rawValue: "\(validity)/\(uid)") }
}

private func pair(_ text: String, separator: Character) -> (UIDValidity, UID)? {
  let parts = text.split(separator: separator, omittingEmptySubsequences: false)
  guard parts.count == 2, let validity = UInt32(parts[0]).flatMap({ UIDValidity($0) }),
    let uid = UInt32(parts[1]).flatMap({ UID($0) }), text == "\(validity)\(separator)\(uid)"
  else { return nil }
  return (validity, uid)
}
