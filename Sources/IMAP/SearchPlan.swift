/// Finds the UIDs of a mailbox that fulfil some conditions: in one command where ESEARCH answers in ranges, else in
/// windows of UIDs that grow where a mailbox is sparse, so that no answer is much longer than ``target`` and few
/// commands are needed however large the mailbox is.
///
/// No I/O: send ``next()``, hand over what came to ``found(_:)``, and when the command is completed ask again.
package struct SearchPlan: Sendable {
  private let keys: [SearchKey]
  private let usesESearch: Bool
  private let target: Int
  /// What has not been searched; nil when all has been.
  private var left: ClosedRange<UID>?
  private let isOpenEnded: Bool
  private var window: ClosedRange<UID>?
  private var width: UInt32
  private var foundInWindow = 0

  /// All that was found so far, in ascending order, within the bounds that were asked for.
  package private(set) var result = UIDSet()

  /// - Parameters:
  ///   - first: the lowest UID of interest.
  ///   - uidNext: what the mailbox said the next message's UID will be; nil where it did not say.
  ///   - keys: conditions besides the UID; none for all messages.
  ///   - usesESearch: whether the server has it.
  ///   - target: how many UIDs a window without ESEARCH should give.
  package init(
    from first: UID, uidNext: UID?, keys: [SearchKey] = [], usesESearch: Bool, target: Int = 20_000
  ) {
    self.keys = keys
    self.usesESearch = usesESearch
    self.target = max(1, target)
    width = UInt32(clamping: self.target)
    isOpenEnded = uidNext == nil
    let last = uidNext.map(\.predecessor) ?? .last
    left = last.flatMap { first <= $0 ? first...$0 : nil }
  }

  /// The command to send; nil when nothing is left, at once where the mailbox has nothing that high.
  package mutating func next() -> Command? {
    finishWindow()
    guard let left else { return nil }
    // Without UIDNEXT nobody knows where windows should end.
    guard !usesESearch, !isOpenEnded else {
      window = left
      let place: SearchKey = isOpenEnded ? .uidsFrom(left.lowerBound) : .uids(UIDSet(left))
      return .search([place] + keys, returning: usesESearch ? [.all] : nil)
    }
    let end = left.lowerBound.rawValue.addingReportingOverflow(width - 1)
    let last = end.overflow ? left.upperBound : Swift.min(UID(known: end.partialValue), left.upperBound)
    window = left.lowerBound...last
    return .search([.uids(UIDSet(left.lowerBound...last))] + keys)
  }

  /// Takes in what the command found. What is outside of what was asked for is left out: for `n:*` a server gives
  /// its highest message even if that is below `n`.
  package mutating func found(_ searchResult: SearchResult) {
    guard let window else { return }
    let inside = searchResult.all.clamped(to: window)
    foundInWindow += inside.count
    result.formUnion(inside)
  }

  private mutating func finishWindow() {
    guard let done = window else { return }
    window = nil
    left = left.flatMap { left in
      done.upperBound.successor.flatMap { $0 <= left.upperBound ? $0...left.upperBound : nil }
    }
    if foundInWindow <= target / 8 {
      width = width.multipliedReportingOverflow(by: 8).overflow ? .max : width * 8
    } else if foundInWindow <= target / 2 {
      width = width.multipliedReportingOverflow(by: 2).overflow ? .max : width * 2
    } else if foundInWindow > target {
      width = Swift.max(1, width / 2)
    }
    foundInWindow = 0
  }
}
