import Feedback
import GRDB
import Language

/// The forms under which a word is found. The one place that decides it, for the index, for queries and for the
/// places that a search shows; parts of compounds join here.
///
/// Not thread-safe, as the stemmer is not.
final class WordForms {
  private let stemmer = Stemmer(.swedish)

  /// Calls `body` with each form of a folded word, the stem first. English words pass through the same
  /// algorithm: what matters is that forms of a word meet, and its plural and genitive `-s` falls as well.
  func forEach(of word: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    stemmer.withStem(of: word, body)
  }

  /// The stem of a folded word.
  func stem(of word: UnsafeBufferPointer<UInt8>) -> [UInt8] { stemmer.withStem(of: word) { [UInt8]($0) } }
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
