/// The machine-readable part of a server's words, in brackets (RFC 9051, section 7.1; RFC 5530).
package enum ResponseCode: Hashable, Sendable {
  /// The text must be shown to people.
  case alert
  case alreadyExists
  case appendUID(UIDValidity, UIDSet)
  case authenticationFailed
  case authorizationFailed
  case cannot
  case capability(CapabilitySet)
  /// The mailbox selected before is no longer (RFC 7162, section 3.2.11).
  case closed
  case contactAdministrator
  /// Proof of a COPY or MOVE (RFC 4315, section 3).
  case copyUID(CopiedUIDs)
  case expired
  case highestModSeq(ModSeq)
  /// Another session holds the mailbox; try again.
  case inUse
  case limit
  /// Messages whose flags were not stored, because they had changed (RFC 7162, section 3.1.3).
  case modified(UIDSet)
  /// The mailbox keeps no modification sequences.
  case noModSeq
  case nonexistent
  case noPermission
  case overQuota
  /// Which flags are kept; `acceptsKeywords` says whether new keywords are (`\*`).
  case permanentFlags([Flag], acceptsKeywords: Bool)
  case privacyRequired
  case readOnly
  case readWrite
  case serverBug
  case tryCreate
  case uidNext(UID)
  case uidNotSticky
  case uidValidity(UIDValidity)
  /// A part of the server is down; try again.
  case unavailable
  /// Any other, and one of the above in a form that it does not have: its name in upper case, at most 100 bytes.
  case other(String)
}

/// Which messages were copied to which UIDs, in the order in which the server names them (RFC 4315, section 3).
package struct CopiedUIDs: Hashable, Sendable {
  /// Of the mailbox copied to.
  package let validity: UIDValidity
  private let from: [ClosedRange<UID>]
  private let to: [ClosedRange<UID>]

  /// Nil unless there are as many on both sides.
  init?(validity: UIDValidity, from: [ClosedRange<UID>], to: [ClosedRange<UID>]) {
    func count(_ ranges: [ClosedRange<UID>]) -> Int { ranges.reduce(0) { $0 + $1.uidCount } }
    guard count(from) == count(to), !from.isEmpty else { return nil }
    self.validity = validity
    self.from = from
    self.to = to
  }

  /// Those that were copied, and nothing else is proved to have been.
  package var sources: UIDSet { UIDSet(merging: from) }
  package var destinations: UIDSet { UIDSet(merging: to) }

  /// What a message became in the mailbox copied to; nil for one that was not copied.
  package func destination(of uid: UID) -> UID? {
    var offset = 0
    for range in from {
      guard !range.contains(uid) else {
        offset += Int(uid.rawValue - range.lowerBound.rawValue)
        for target in to {
          if offset < target.uidCount { return UID(target.lowerBound.rawValue + UInt32(offset)) }
          offset -= target.uidCount
        }
        return nil
      }
      offset += range.uidCount
    }
    return nil
  }
}
