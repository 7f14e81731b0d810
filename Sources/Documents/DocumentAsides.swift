/// What stands beside the text of a document, to be set after it: notes at the foot, then what is marked as none of
/// its text: comments, and the headers and footers of pages.
struct DocumentAsides {
  /// Where text that was read apart belongs.
  enum Place {
    /// After the paragraph in which it is anchored: a text box.
    case box
    /// A footnote or an endnote: the author's own words.
    case note
    case annotation
    case pageFurniture
  }

  private var notes: BlockCollector
  private var annotations: BlockCollector
  private var furniture: BlockCollector
  /// The headers of the first page, of even and of odd pages often say the same.
  private var furnitureSeen = Set<[[UInt8]]>()

  init(limit: Int) {
    notes = BlockCollector(limit: limit)
    annotations = BlockCollector(limit: limit)
    furniture = BlockCollector(limit: limit)
  }

  /// Whether nothing was gathered but headers and footers.
  var isEmpty: Bool { notes.isEmpty && annotations.isEmpty }

  mutating func append(_ text: BlockCollector, to place: Place) {
    switch place {
    case .box, .note: notes.append(text)
    case .annotation: annotations.append(text, as: .annotation)
    case .pageFurniture:
      if !text.isEmpty, furnitureSeen.insert(text.fingerprint).inserted {
        furniture.append(text, as: .pageFurniture)
      }
    }
  }

  /// Sets everything after the text.
  consuming func finish(_ text: inout BlockCollector) {
    text.append(notes)
    text.append(annotations)
    // A page that says nothing but its header is empty.
    if !text.isEmpty { text.append(furniture) }
  }
}
