/// A command that cannot be said: it is refused before a byte of it is sent.
package enum CommandError: Error, Hashable, Sendable {
  /// Empty, over 1,000 bytes, or with a control character.
  case mailboxName
  /// A folder below another, where the server's delimiter cannot say so.
  case mailboxLevels(delimiter: Character?)
  /// A string with a line end or a zero byte, or over the length given.
  case text(limit: Int)
  /// A flag, a capability or the name of a header field or section that is no atom.
  case notAnAtom
  /// A command on no message.
  case emptySet
  /// A set whose text is longer than servers take; see ``UIDSet/pieces(bytes:)``.
  case setTooLong(limit: Int)
  /// A command that needs at least one item, key, flag or capability.
  case nothingAsked
  /// A search for a flag that is neither a keyword nor one of the system's five.
  case unsearchableFlag
  /// After LOGOUT or BYE.
  case sessionEnded
}

extension CommandError: CustomStringConvertible {
  /// One sentence in English.
  package var description: String {
    switch self {
    case .mailboxName:
      "A mailbox name is 1 to 1,000 bytes long and has no control characters; correct the folder in the configuration."
    case .mailboxLevels(let delimiter?):
      "The server separates folder levels by \"\(delimiter)\", so no level's name can hold it; rename the folder."
    case .mailboxLevels(nil):
      "The server has no folders within folders; name a folder of one level."
    case .text(let limit):
      "A text in a command is at most \(limit) bytes long and has no line ends or zero bytes."
    case .notAnAtom:
      "A flag, a capability or the name of a header field has only printable ASCII characters, without spaces, quotes and brackets."
    case .emptySet: "A command was given no message to act on."
    case .setTooLong(let limit):
      "A list of messages in a command is at most \(limit) bytes long; send it in pieces."
    case .nothingAsked: "A command was given nothing to ask for."
    case .unsearchableFlag:
      "A search is for a keyword or for Seen, Answered, Flagged, Deleted or Draft, and no other flag."
    case .sessionEnded: "The IMAP session has ended; open a new one."
    }
  }
}
