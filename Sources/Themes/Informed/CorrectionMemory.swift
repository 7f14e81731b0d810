import Feedback
import Language

/// What officers have said of passages, found again by wordings that are nearly the same: from the moment of a correction
/// on, and without a training.
///
/// Two wordings are nearly the same
/// - when their words are the same in order, whatever their inflection, and whatever numbers, months and weekdays are
///   named; or
/// - when at least ``leastSimilarity`` of their words and neighbouring pairs of words are shared (Jaccard similarity over
///   shingles), both are long enough for that to mean something, they deny the same number of times, and no word on which
///   either judgement rests is missing in the other: a different word that decides is a different case.
///
/// Candidates are found by prefix filtering (Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", WWW
/// 2007): whoever shares so many words shares one of the rarest few.
struct CorrectionMemory: Sendable {
  static let leastSimilarity = 0.8
  /// Of the distinct words of two wordings so many must begin alike for them to be looked at more closely, in tenths.
  static let sharedTenths = 7
  /// Shorter passages must have the same words.
  static let leastWords = 8
  /// So many candidates are looked at, the newest first.
  static let mostCandidates = 64
  /// Of those that share a rare word so many are asked what else they share, the newest first.
  static let mostExamined = 1_024

  private struct Known: Sendable {
    var passage: ULID
    var correction: ULID
    var judgement: OfficersJudgement
    var stems: [UInt64]
    var shingles: Set<UInt64>
    var negations: Int
    /// The heading, for a fragment that does not speak for itself; two that are known must be the same.
    var context: [UInt64]
    /// Of its words.
    var beginnings: Set<UInt64>
    /// For each theme that an officer gave the places of the words that carry it.
    var evidence: [ThemeName: [Int]]
    /// The stems of the words on which the themes rest.
    var deciding: Set<UInt64>
  }

  /// What officers said of a near-identical passage.
  struct Match {
    var correction: ULID
    var judgement: OfficersJudgement
    /// 0 to 1; 1 where the words are the same.
    var similarity: Double
    /// For each theme the words that carry it, in the passage at hand.
    var evidence: [ThemeName: [Range<Int>]]
  }

  private var known: [Known] = []
  /// For each beginning of a word those who have it, ascending.
  private var byBeginning: [UInt64: [Int32]] = [:]

  /// - Parameter corrected: the passages with corrections in force.
  init(_ corrected: [CorrectedPassage]) {
    var shapes = WordShapes()
    // In the order of the corrections: of several that fit, the latest counts.
    let ordered = corrected.compactMap { passage in
      passage.corrections.last.map { (latest: $0.id, passage: passage) }
    }.sorted { $0.latest < $1.latest }
    for (latest, corrected) in ordered {
      let passage = corrected.passage
      let words = shapes.shapes(of: passage.text)
      guard !words.isEmpty else { continue }
      let judgement = OfficersJudgement(corrected.corrections)
      var evidence: [ThemeName: [Int]] = [:]
      var deciding = Set<UInt64>()
      for tag in passage.tags {
        let whole = tag.evidence == [0..<passage.text.unicodeScalars.count]
        let places = words.indices.filter { place in
          !whole && tag.evidence.contains { $0.overlaps(words[place].range) }
        }
        evidence[tag.theme] = places
        deciding.formUnion(places.map { words[$0].stem })
      }
      let beginnings = Set(words.compactMap(\.beginning))
      let place = Int32(known.count)
      known.append(
        Known(
          passage: passage.id, correction: latest, judgement: judgement, stems: words.map(\.stem),
          shingles: Self.shingles(words),
          negations: words.count(where: \.isNegation),
          context: Self.context(passage.context, of: passage.text, &shapes), beginnings: beginnings,
          evidence: evidence, deciding: deciding))
      for beginning in beginnings { byBeginning[beginning, default: []].append(place) }
    }
  }

  var isEmpty: Bool { known.isEmpty }

  /// What officers said of a passage of nearly these words; nil where nothing is that near. Of several the most similar
  /// counts, of equals the latest.
  /// - Parameters:
  ///   - judgement: the model's of the same text, for the words on which it rests.
  ///   - passage: what was said of it is left out.
  func match(
    _ text: String, context: String?, _ judgement: Judgement, without passage: ULID? = nil
  ) -> Match? {
    var shapes = WordShapes()
    let candidates = candidates(for: shapes.beginnings(of: text))
    guard !candidates.isEmpty else { return nil }
    let words = shapes.shapes(of: text)
    let stems = words.map(\.stem)
    let heading = Self.context(context, of: text, &shapes)
    let negations = words.count(where: \.isNegation)
    let shingles = Self.shingles(words)
    let resting = Set(
      words.filter { word in
        judgement.themes.contains { $0.evidence.contains { $0.overlaps(word.range) } }
      }.map(\.stem))
    var best: (place: Int, similarity: Double)?
    for place in candidates {
      let other = known[place]
      guard other.passage != passage,
        other.context == heading || other.context.isEmpty || heading.isEmpty
      else { continue }
      var similarity = 1.0
      if other.stems != stems {
        guard min(other.stems.count, stems.count) >= Self.leastWords, other.negations == negations else {
          continue
        }
        let shared = other.shingles.intersection(shingles).count
        similarity = Double(shared) / Double(other.shingles.count + shingles.count - shared)
        guard similarity >= Self.leastSimilarity, other.deciding.isSubset(of: stems),
          resting.isSubset(of: other.stems)
        else { continue }
      }
      // Candidates come newest first.
      if similarity > best?.similarity ?? 0 { best = (place, similarity) }
    }
    guard let best else { return nil }
    let found = known[best.place]
    return Match(
      correction: found.correction, judgement: found.judgement, similarity: best.similarity,
      evidence: found.evidence.mapValues { places in Self.ranges(of: places, in: found.stems, words) })
  }

  /// Where to look more closely, newest first.
  private func candidates(for all: [UInt64]) -> [Int] {
    let distinct = Set(all)
    guard !distinct.isEmpty, !known.isEmpty else { return [] }
    // Rarest first; of equally rare ones by their hash, for a fixed order.
    let ordered = distinct.map { (count: byBeginning[$0]?.count ?? 0, beginning: $0) }.sorted { $0 < $1 }
    let needed = (distinct.count * Self.sharedTenths + 9) / 10
    var places = Set<Int32>()
    for (count, beginning) in ordered.prefix(distinct.count - needed + 1) where count > 0 {
      places.formUnion(byBeginning[beginning] ?? [])
    }
    var found = [Int]()
    for place in places.sorted(by: >).prefix(Self.mostExamined) where found.count < Self.mostCandidates {
      let own = known[Int(place)].beginnings
      let shared = distinct.count { own.contains($0) }
      if shared * 10 >= max(own.count, distinct.count) * Self.sharedTenths { found.append(Int(place)) }
    }
    return found
  }

  /// The places of words in another wording: the same place where all words are the same, else the first word of the
  /// same stem.
  private static func ranges(of places: [Int], in stems: [UInt64], _ words: [WordShapes.Shape]) -> [Range<
    Int
  >] {
    let found = places.compactMap { place in
      if place < words.count, words[place].stem == stems[place] { return words[place].range }
      return words.first { $0.stem == stems[place] }?.range
    }
    return found.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { ranges, range in
      if let last = ranges.last, range.lowerBound <= last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  private static func context(_ context: String?, of text: String, _ shapes: inout WordShapes) -> [UInt64] {
    guard let context else { return [] }
    let folded = FoldedText(text)
    guard Fragment.isFragment(folded.words, of: folded) else { return [] }
    return shapes.shapes(of: context).map(\.stem)
  }

  private static func shingles(_ words: [WordShapes.Shape]) -> Set<UInt64> {
    var shingles = Set(words.map(\.stem))
    for (first, second) in zip(words, words.dropFirst()) {
      var hash = StableHash(kind: 4)
      hash.add(first.stem)
      hash.add(second.stem)
      shingles.insert(hash.value)
    }
    return shingles
  }
}
