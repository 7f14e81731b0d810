/// A condition of UID SEARCH; several must all hold (RFC 9051, section 6.4.4).
package indirect enum SearchKey: Hashable, Sendable {
  case all
  case uids(UIDSet)
  /// That UID and all above it. A server that has none above gives its highest all the same, even if it is below
  /// (RFC 9051, section 9, `seq-range`): what comes back must be compared.
  case uidsFrom(UID)
  case has(Flag)
  case lacks(Flag)
  /// Received on that day or later, in the server's zone.
  case since(CalendarDay)
  /// A header field that holds a text somewhere, in any case.
  case header(CommandText, holds: CommandText)
  /// Changed at or after (RFC 7162, section 3.1.5).
  case modSeq(ModSeq)
  /// Larger than so many bytes.
  case larger(UInt32)
  case not(SearchKey)
  case or(SearchKey, SearchKey)
}

/// What UID SEARCH answers with where ESEARCH is offered (RFC 4731).
package enum SearchReturn: String, Hashable, Sendable {
  case min = "MIN"
  case max = "MAX"
  case all = "ALL"
  case count = "COUNT"
}
