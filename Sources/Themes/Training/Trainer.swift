package import Feedback
import Synchronization

/// Why no model can be trained; one sentence.
package struct TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String

  package init(description: String) { self.description = description }
}

/// Trains a model from labelled passages. The same passages in the same order give the same bytes.
package struct Trainer: Sendable {
  /// Written into the model; see ``ModelDescription``.
  package var version: String
  package var trainedAt: String
  /// What words express; built into the model.
  package var lexicon: ConceptLexicon
  /// Told how far the work is, from 0 to 1; called from several threads.
  package var progress: @Sendable (Double) -> Void

  /// In how many folds passages are held out to calibrate and to set thresholds.
  static let folds = 5
  /// Fewer passages than these teach nothing.
  package static let leastPassages = 50

  package init(
    version: String, trainedAt: String, lexicon: ConceptLexicon = ConceptLexicon(),
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) {
    self.lexicon = lexicon
    self.version = version
    self.trainedAt = trainedAt
    self.progress = progress
  }

  /// The bytes of a model, for ``LinearTagger``.
  /// - Throws: where there is too little to learn from, or more names than a model can hold.
  package func train(on sources: [TrainingSource]) throws(TrainingError) -> [UInt8] {
    let count = sources.reduce(0) { $0 + $1.passages.count }
    guard count >= Self.leastPassages else {
      throw TrainingError(
        description:
          "there are \(count) labelled passages to learn from; at least \(Self.leastPassages) are needed")
    }
    for source in sources where !(source.weight > 0 && source.weight <= 1_000) {
      throw TrainingError(
        description: "\(source.name): the weight \(source.weight) is not between 0 and 1000")
    }
    let set: TrainingSet
    do throws(ModelError) {
      set = try TrainingSet(sources, lexicon: lexicon, foldCount: Self.folds)
    } catch {
      throw TrainingError(description: error.description)
    }
    guard set.themes.count <= ModelDescription.limit, set.areas.count <= ModelDescription.limit else {
      throw TrainingError(
        description: "there are \(set.themes.count) themes and \(set.areas.count) areas; "
          + "a model holds \(ModelDescription.limit) of each")
    }
    let heads = Heads(themes: set.themes.count, areas: set.areas.count)
    let steps = Steps(of: HeldOut.fits(of: count, heads) + heads.count, report: progress)

    let heldOut: HeldOut
    do throws(ModelError) {
      heldOut = try HeldOut(set, heads) { steps.take() }
    } catch {
      throw TrainingError(description: error.description)
    }
    let calibration = CalibrationFitting(set, margins: heldOut.margins, windows: heldOut.windows)
    let fitting = HeadFitting(set) { _ in false }
    let weights = ChoiceFitting(set, heads, margins: heldOut.margins).comparable(
      fitting.weights(of: 0..<heads.count) { _ in steps.take() })
    let description = ModelDescription(
      version: version, trainedAt: trainedAt, passages: count, themes: set.themes, areas: set.areas,
      learntFrom: TrainingDigest(sources, lexicon: lexicon).value)
    return ModelWriter.bytes(
      description: description, set: set, vocabulary: fitting.vocabulary, weights: weights,
      calibration: calibration)
  }
}

extension Trainer {
  /// The version of the model that this program ships.
  package static let shippedVersion = "2026-11-25.3"
  static let shippedTrainedAt = "2026-11-25T00:00:00Z"

  /// The model that this program ships, from the corpus that it ships: the same bytes each time.
  package static func shippedModel(
    from corpus: [LabelledFile], lexicon: ConceptLexicon,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws(TrainingError) -> [UInt8] {
    let trainer = Trainer(
      version: shippedVersion, trainedAt: shippedTrainedAt, lexicon: lexicon, progress: progress)
    return try trainer.train(on: corpus.map { TrainingSource($0) })
  }

  /// What ``ModelDescription/learntFrom`` says of a model from this corpus, without training it.
  package static func digest(of corpus: [LabelledFile], lexicon: ConceptLexicon) -> Digest {
    TrainingDigest(corpus.map { TrainingSource($0) }, lexicon: lexicon).value
  }
}

/// Counts the steps of the work.
private final class Steps: Sendable {
  private let total: Int
  private let done = Mutex(0)
  private let report: @Sendable (Double) -> Void

  init(of total: Int, report: @escaping @Sendable (Double) -> Void) {
    self.total = total
    self.report = report
  }

  func take() {
    let done = done.withLock { done in
      done += 1
      return done
    }
    report(Double(done) / Double(total))
  }
}
