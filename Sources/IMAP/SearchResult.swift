/// What UID SEARCH found: of `* SEARCH` all is in ``all``; of `* ESEARCH` what was asked for (RFC 4731).
package struct SearchResult: Hashable, Sendable {
  /// The command that it answers; nil in a `* SEARCH`, which does not say.
  package var tag: Tag?
  /// Empty where nothing was found, or where ALL was not asked for.
  package var all = UIDSet()
  package var min: UID?
  package var max: UID?
  package var count: UInt64?
  /// The highest of those found, where the search was by MODSEQ.
  package var modSeq: ModSeq?

  package init(tag: Tag? = nil) { self.tag = tag }
}
