/// `* SEARCH`, `* ESEARCH` and `* VANISHED`.
extension ResponseGrammar {
  /// RFC 9051, appendix E (of IMAP4rev1), with the MODSEQ of RFC 7162, section 3.1.5.
  func search() throws(ProtocolError) -> SearchResult {
    var cursor = cursor()
    var found = folded
    var result = SearchResult()
    while !cursor.isAtEnd {
      if cursor.take(UInt8(ascii: "(")) {
        guard cursor.word().isWord("MODSEQ") else { throw cursor.failure("MODSEQ") }
        cursor.skipSpaces()
        result.modSeq = try cursor.modSeq()
        try cursor.expect(UInt8(ascii: ")"), "a closing parenthesis")
      } else {
        let uid = try cursor.uid()
        try found.append(uid...uid)
      }
      cursor.skipSpaces()
    }
    result.all = found.set
    return result
  }

  /// RFC 4731, section 3.1: `(TAG "L0001") UID ALL 2:4,7 COUNT 4`.
  func extendedSearch() throws(ProtocolError) -> SearchResult {
    var cursor = cursor()
    var found = folded
    var result = SearchResult()
    if cursor.take(UInt8(ascii: "(")) {
      guard cursor.word().isWord("TAG") else { throw cursor.failure("a tag") }
      cursor.skipSpaces()
      guard let tag = try cursor.string(), let ours = Tag(tag[...]) else {
        throw cursor.failure("a tag of ours")
      }
      result.tag = ours
      try cursor.expect(UInt8(ascii: ")"), "a closing parenthesis")
    }
    cursor.skipSpaces()
    var isUID = false
    while !cursor.isAtEnd {
      let name = cursor.word()
      guard !name.isEmpty else { throw cursor.failure("the name of a result") }
      if name.isWord("UID") {
        isUID = true
        cursor.skipSpaces()
        continue
      }
      cursor.skipSpaces()
      if name.isWord("ALL") {
        try found.append(elements: cursor.word())
      } else if name.isWord("MIN") {
        result.min = try cursor.uid()
      } else if name.isWord("MAX") {
        result.max = try cursor.uid()
      } else if name.isWord("COUNT") {
        result.count = try cursor.number(upTo: UInt64(UInt32.max), "a count")
      } else if name.isWord("MODSEQ") {
        result.modSeq = try cursor.modSeq()
      } else {
        try cursor.skipValue()
      }
      cursor.skipSpaces()
    }
    result.all = found.set
    // Only UID SEARCH is ever sent: numbers of another kind must not be taken for UIDs.
    guard isUID || (result.all.isEmpty && result.min == nil && result.max == nil) else {
      throw cursor.failure("UID")
    }
    return result
  }

  /// RFC 7162, section 3.2.10: `* VANISHED (EARLIER) 300:310,405`.
  func vanished() throws(ProtocolError) -> UntaggedResponse {
    var cursor = cursor()
    var gone = folded
    var earlier = false
    if cursor.take(UInt8(ascii: "(")) {
      guard cursor.word().isWord("EARLIER"), cursor.take(UInt8(ascii: ")")) else {
        throw cursor.failure("EARLIER")
      }
      earlier = true
      cursor.skipSpaces()
    }
    try gone.append(elements: cursor.word())
    try expectEnd(cursor)
    return .vanished(gone.set, earlier: earlier)
  }
}
