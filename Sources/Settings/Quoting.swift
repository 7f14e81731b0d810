/// A value of the file as it may stand in a message: in quotation marks, on one line, without anything that
/// steers a terminal, and no longer than helps to recognise it.
func quoted(_ text: String, limit: Int = 60) -> String {
  var shown = ""
  var count = 0
  for scalar in text.unicodeScalars {
    if count == limit {
      shown += "…"
      break
    }
    switch scalar.properties.generalCategory {
    // Control characters, bidirectional and other format characters, line separators.
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      shown.unicodeScalars.append("\u{FFFD}")
    default: shown.unicodeScalars.append(scalar)
    }
    count += 1
  }
  return "\"\(shown)\""
}

/// The value among `candidates` that is nearest to what was written, where one is near enough to be meant:
/// at most a third of its letters changed, added, dropped or swapped with their neighbour. The first of several.
func nearest(to written: String, among candidates: [String]) -> String? {
  let folded = Array(written.utf8.prefix(64).map(lowercased))
  var best: (distance: Int, candidate: String)?
  for candidate in candidates {
    let letters = Array(candidate.utf8.map(lowercased))
    let distance = editDistance(folded, letters)
    guard distance <= max(1, (max(letters.count, folded.count) + 1) / 3), distance < letters.count else {
      continue
    }
    if let known = best, known.distance <= distance { continue }
    best = (distance, candidate)
  }
  return best?.candidate
}

/// `; did you mean "settle"?`, or else the valid ones, or nothing where there are too many to list.
package func suggestion(for written: String, among candidates: [String]) -> String {
  if let candidate = nearest(to: written, among: candidates) { return "; did you mean \"\(candidate)\"?" }
  return candidates.count <= 24 ? "; write one of \(candidates.joined(separator: ", "))" : ""
}

/// A byte with `A` to `Z` made small.
func lowercased(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

/// Optimal string alignment distance: insertions, deletions, changes, and swaps of neighbours, each once.
func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforeLast = [Int]()
  var last = Array(0...b.count)
  for i in 0..<a.count {
    var current = [i + 1]
    current.reserveCapacity(b.count + 1)
    for j in 0..<b.count {
      var cost = min(last[j + 1] + 1, current[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
      current.append(cost)
    }
    beforeLast = last
    last = current
  }
  return last[b.count]
}
