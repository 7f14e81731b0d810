import Feedback

/// Measures the whole way, from labelled passages to tags, on passages that were not learnt from.
package enum CrossValidation {
  /// Leaves out one source at a time, trains on the others, and judges the one left out: the nearest that labelled
  /// passages come to the notes of a source that nobody here has seen.
  /// - Parameter finished: told of each source as it is done.
  /// - Throws: where a training has too little to learn from.
  package static func leavingOutSources(
    _ sources: [TrainingSource], lexicon: ConceptLexicon = ConceptLexicon(),
    finished: (String, Evaluation) -> Void = { _, _ in }
  ) throws -> Evaluation {
    try judge(sources.indices.map { ($0, 0, 1) }, of: sources, lexicon, finished: finished)
  }

  /// Leaves out every `count`th passage of each source in turn.
  package static func folds(
    _ count: Int, of sources: [TrainingSource], lexicon: ConceptLexicon = ConceptLexicon(),
    finished: (String, Evaluation) -> Void = { _, _ in }
  ) throws -> Evaluation {
    try judge((0..<count).map { (nil, $0, count) }, of: sources, lexicon, finished: finished)
  }

  /// - Parameter splits: the source (nil is all of them) of which the passages at `place` of every `step` are left
  ///   out.
  private static func judge(
    _ splits: [(source: Int?, place: Int, step: Int)], of sources: [TrainingSource],
    _ lexicon: ConceptLexicon, finished: (String, Evaluation) -> Void
  ) throws -> Evaluation {
    let named = Set(sources.flatMap(\.passages).flatMap(\.themes))
    let themes = ThemeName.standard + named.subtracting(ThemeName.standard).sorted()
    var whole = Evaluation(themes: themes)
    for split in splits {
      var kept = [TrainingSource]()
      var heldOut = [LabelledPassage]()
      for (index, source) in sources.enumerated() {
        var rest = source
        rest.passages = []
        for (place, passage) in source.passages.enumerated() {
          if split.source ?? index == index, place % split.step == split.place {
            heldOut.append(passage)
          } else {
            rest.passages.append(passage)
          }
        }
        if !rest.passages.isEmpty { kept.append(rest) }
      }
      let bytes = try Trainer(version: "held-out", trainedAt: "", lexicon: lexicon).train(on: kept)
      let tagger = try LinearTagger(copying: bytes)
      var own = Evaluation(themes: themes)
      for passage in heldOut {
        let judgement = tagger.judge(passage.text, context: nil)
        own.add(judgement, for: passage)
        whole.add(judgement, for: passage)
      }
      finished(split.source.map { sources[$0].name } ?? "fold \(split.place + 1)", own)
    }
    return whole
  }
}
