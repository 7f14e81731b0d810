package import Feedback

/// What a model says about itself.
package struct ModelDescription: Hashable, Sendable {
  /// Written into each tag, such as `2026-11-24.1`.
  package var version: String
  /// When it was trained, RFC 3339, as handed to the trainer.
  package var trainedAt: String
  /// The number of labelled passages it learnt from.
  package var passages: Int
  /// The themes it knows, the five standard ones first.
  package var themes: [ThemeName]
  /// The service areas it knows.
  package var areas: [ServiceArea]

  /// Of all that the model was trained from; nil in a model from before this was noted.
  package var learntFrom: Digest?

  static let limit = 200

  /// Strings with their length before them (4 bytes), lists with their count; the digest last.
  var bytes: [UInt8] {
    var bytes = [UInt8]()
    func append(_ number: Int) {
      withUnsafeBytes(of: UInt32(number).littleEndian) { bytes += $0 }
    }
    func append(_ text: String) {
      append(text.utf8.count)
      bytes += text.utf8
    }
    append(version)
    append(trainedAt)
    append(passages)
    append(themes.count)
    for theme in themes { append(theme.rawValue) }
    append(areas.count)
    for area in areas { append(area.rawValue) }
    if let learntFrom { bytes += learntFrom.bytes }
    return bytes
  }

  init(
    version: String, trainedAt: String, passages: Int, themes: [ThemeName], areas: [ServiceArea],
    learntFrom: Digest? = nil
  ) {
    self.learntFrom = learntFrom
    self.version = version
    self.trainedAt = trainedAt
    self.passages = passages
    self.themes = themes
    self.areas = areas
  }

  init(reading bytes: UnsafeRawBufferPointer) throws(ModelError) {
    var offset = 0
    func number() throws(ModelError) -> Int {
      guard offset + 4 <= bytes.count else {
        throw ModelError(description: "the model's description ends early")
      }
      defer { offset += 4 }
      return Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
    func text() throws(ModelError) -> String {
      let length = try number()
      guard length <= Self.limit * 4, offset + length <= bytes.count else {
        throw ModelError(description: "the model's description ends early")
      }
      defer { offset += length }
      return String(decoding: bytes[offset..<offset + length], as: UTF8.self)
    }
    func list() throws(ModelError) -> [String] {
      let count = try number()
      guard (1...Self.limit).contains(count) else {
        throw ModelError(
          description: "the model names \(count) themes or areas; 1 to \(Self.limit) are possible")
      }
      var names = [String]()
      for _ in 0..<count { names.append(try text()) }
      return names
    }
    version = try text()
    trainedAt = try text()
    passages = try number()
    themes = try list().map { ThemeName(rawValue: $0) }
    areas = try list().map { ServiceArea(rawValue: $0) }
    learntFrom = offset < bytes.count ? Digest(bytes: [UInt8](bytes[offset...])) : nil
  }
}

/// The heads of a model, in the order of their weights: one for each theme, one for whether any theme applies, one for
/// whether several do, and one for whether still more do; one for each stance, one for each area.
struct Heads: Hashable {
  /// The numbers of themes of which a head tells whether a passage has at least so many.
  static let leastThemes = [1, 2, 3]

  let themes: Int
  let areas: Int

  /// Those that tell how many themes a passage has.
  var counts: Range<Int> { themes..<themes + Self.leastThemes.count }
  var stances: Range<Int> { counts.upperBound..<counts.upperBound + Stance.allCases.count }
  var areaHeads: Range<Int> { stances.upperBound..<stances.upperBound + areas }
  var count: Int { areaHeads.upperBound }
  /// Those that calibration looks at: the themes, and how many there are.
  var calibrated: Range<Int> { 0..<counts.upperBound }
}
