import Feedback
import GRDB
import Language

/// The forms under which a word is found. The one place that decides it, for the index, for queries and for the
/// places that a search shows; parts of compounds join here.
///
/// Not thread-safe, as the stemmer is not.
final class WordForms {
  private let stemmer = Stemmer(.swedish)

  /// Calls `body` with each form of a folded word: its stem, and the word itself where that is another, so that
  /// the beginning of the word is found beyond the end of its stem.
  func forEach(of word: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    let isStem = withStem(of: word) { stem in
      body(stem)
      return stem.elementsEqual(word)
    }
    if !isStem { body(word) }
  }

  /// Calls `body` with the stem of a folded word, which lives until the next call. English words pass through the
  /// same algorithm: what matters is that forms of a word meet, and its plural and genitive `-s` falls as well.
  func withStem<Result>(
    of word: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    stemmer.withStem(of: word) { stem in
      // Snowball's Swedish algorithm leaves the definite ending of neuters, *beslutet* and *ärendena*. The loop
      // brings *arbetet* to the same as *arbete*, whose stem ends so too.
      var stem = stem
      let isPlural = word.ends(with: "ena") || word.ends(with: "enas")
      while stem.ends(with: "et") || isPlural && stem.ends(with: "en"), stem.count >= 4,
        stem.dropLast(2).contains(where: \.isVowelOrBeyondASCII)
      {
        stem = UnsafeBufferPointer(rebasing: stem.dropLast(2))
      }
      return body(stem)
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func ends(with ending: StaticString) -> Bool {
    count >= ending.utf8CodeUnitCount
      && suffix(ending.utf8CodeUnitCount).elementsEqual(
        UnsafeBufferPointer(start: ending.utf8Start, count: ending.utf8CodeUnitCount))
  }
}

extension UInt8 {
  /// A vowel, or a byte of å, ä, ö or another letter outside ASCII.
  fileprivate var isVowelOrBeyondASCII: Bool {
    self >= 0x80 || [0x61, 0x65, 0x69, 0x6F, 0x75, 0x79].contains(self)
  }
}

/// Gives the words of a text to FTS5. Each connection has its own, and a connection serves one task at a time.
final class SearchTokenizer: FTS5CustomTokenizer {
  static let name = "lyssnad"

  private let forms = WordForms()

  init(db: Database, arguments: [String]) throws {}

  func tokenize(
    context: UnsafeMutableRawPointer?, tokenization: FTS5Tokenization, pText: UnsafePointer<CChar>?,
    nText: CInt,
    tokenCallback: @escaping FTS5TokenCallback
  ) -> CInt {
    var result: CInt = 0  // SQLITE_OK
    guard let pText, nText > 0 else { return result }
    pText.withMemoryRebound(to: UInt8.self, capacity: Int(nText)) { bytes in
      SearchWords.forEach(in: UnsafeBufferPointer(start: bytes, count: Int(nText))) { word in
        func give(_ token: UnsafeBufferPointer<UInt8>, _ flags: CInt) {
          guard result == 0 else { return }
          token.withMemoryRebound(to: CChar.self) {
            result = tokenCallback(
              context, flags, $0.baseAddress, CInt($0.count), CInt(word.bytes.lowerBound),
              CInt(word.bytes.upperBound))
          }
        }
        if tokenization.contains(.prefix) {
          // The beginning of a word has no stem.
          give(word.folded, 0)
        } else if tokenization.contains(.query) {
          forms.withStem(of: word.folded) { give($0, 0) }
        } else {
          var flags: CInt = 0
          forms.forEach(of: word.folded) { form in
            give(form, flags)
            flags = 1  // FTS5_TOKEN_COLOCATED: another form of the same word.
          }
        }
        return result == 0
      }
    }
    return result
  }
}
