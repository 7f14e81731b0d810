import Feedback
import IMAP
import Intake

/// Messages of one mailbox whose outcomes are committed, and what is to be done with them there.
struct Acknowledgements: Hashable, Sendable {
  /// That of the mailbox in which they were seen; under another their UIDs mean nothing.
  var validity: UIDValidity
  /// To be marked with the keyword.
  var marked = UIDSet()
  /// To be moved away.
  var moved = UIDSet()

  var all: UIDSet { marked.union(moved) }

  /// - Returns: one for each UIDVALIDITY, in the order in which it first comes.
  static func of(
    _ settled: [Settled], done: MailboxConfiguration.Done
  ) -> (groups: [Acknowledgements], strangers: Int) {
    var groups: [(validity: UIDValidity, marked: [UID], moved: [UID])] = []
    var strangers = 0
    for item in settled {
      guard let key = MailboxKey(item.arrival.key) else {
        strangers += 1
        continue
      }
      var index = groups.firstIndex { $0.validity == key.validity } ?? groups.endIndex
      if index == groups.endIndex {
        groups.append((key.validity, [], []))
        index = groups.index(before: groups.endIndex)
      }
      if case .moveTo = done, !item.outcome.isQuarantined {
        groups[index].moved.append(key.uid)
      } else {
        groups[index].marked.append(key.uid)
      }
    }
    return (
      groups.map {
        Acknowledgements(validity: $0.validity, marked: UIDSet($0.marked), moved: UIDSet($0.moved))
      },
      strangers
    )
  }

  mutating func formUnion(_ other: Acknowledgements) {
    marked.formUnion(other.marked)
    moved.formUnion(other.moved)
  }
}

extension Outcome {
  fileprivate var isQuarantined: Bool { if case .quarantined = self { true } else { false } }
}
