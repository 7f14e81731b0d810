import CStemmer

/// Stems words by the Snowball algorithm (<https://snowballstem.org>), so that forms of a word meet.
///
/// Not thread-safe: the algorithm keeps a buffer. Make one for each task.
package final class Stemmer {
  package enum Algorithm: String, Sendable { case swedish, english }

  private let handle: OpaquePointer

  package init(_ algorithm: Algorithm) {
    guard let handle = sb_stemmer_new(algorithm.rawValue, "UTF_8") else {
      preconditionFailure("libstemmer was built without \(algorithm.rawValue)")
    }
    self.handle = handle
  }

  deinit { sb_stemmer_delete(handle) }

  /// Calls `body` with the stem of a lower-case word, as UTF-8 bytes that live until the next call.
  package func withStem<Result>(
    of word: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    guard let base = word.baseAddress, !word.isEmpty,
      let stem = sb_stemmer_stem(handle, base, Int32(word.count))
    else { return try body(word) }
    return try body(UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(handle))))
  }

  /// The stem of a lower-case word.
  package func stem(_ word: String) -> String {
    var word = word
    return word.withUTF8 { withStem(of: $0) { String(decoding: $0, as: UTF8.self) } }
  }
}
