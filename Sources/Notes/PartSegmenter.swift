/// Tells the stretches of a part's text apart: who greets, who attended, what is content, what is quoted history.
package protocol PartSegmenter: Sendable {
  /// The stretches of a part in order, and the innermost forward whose words they are.
  func segments(of part: ReadPart, in circumstances: Circumstances) -> SegmentedPart
}
