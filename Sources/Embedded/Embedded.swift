internal import CEmbedded

/// The files that lie in the binary itself, so that it works when moved alone into an empty folder. The bytes are
/// read-only pages of the program: nothing is copied, and they live as long as the process.
package enum Embedded {
  /// The shipped model, for `LinearTagger`.
  package static var model: UnsafeRawBufferPointer { bytes(of: embedded_model()) }

  /// The lexicon of concepts that the shipped model was trained with, for `ConceptLexicon`.
  package static var concepts: UnsafeRawBufferPointer { bytes(of: embedded_concepts()) }

  /// The labelled passages that no model learns from, and by which models are measured (JSON Lines).
  package static var apart: UnsafeRawBufferPointer { bytes(of: embedded_apart()) }

  /// The labelled passages that the shipped model was trained on (JSON Lines), in the order of their names.
  package static var corpus: [(name: String, bytes: UnsafeRawBufferPointer)] {
    (0..<embedded_corpus_count()).map { index in
      let file = embedded_corpus(index)
      return (name: String(cString: file.name), bytes: bytes(of: file))
    }
  }

  private static func bytes(of file: embedded_file) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: file.bytes, count: file.size)
  }
}
