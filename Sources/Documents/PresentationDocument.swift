/// A presentation of PowerPoint (PresentationML, ISO/IEC 29500-1, section 19): its slides in order, with what their
/// speaker noted set apart.
enum PresentationDocument {
  private static let slideLimit = 2_000

  static func read(_ bytes: [UInt8], textLimit: Int) throws(DocumentError) -> DocumentText {
    try CompoundFile.refuse(bytes, saveAs: ".pptx")
    var package = try OfficePackage(bytes, usual: "ppt/presentation.xml")
    try package.unpack([package.main])
    guard let main = package[package.main] else { throw .malformed("Its presentation is lost.") }
    let parts = package.relationships(of: package.main)
    let slides = slideOrder(main).prefix(slideLimit).compactMap { id in parts.first { $0.id == id }?.target }
    let beside = slides.map { slide in
      package.relationships(of: slide).filter { Self.kinds.contains($0.type) }
    }
    try package.unpack(Set(slides + beside.joined().map(\.target)))
    var reader = PresentationReader(textLimit: textLimit)
    for (slide, parts) in zip(slides, beside) {
      guard let content = package[slide], try reader.read(slide: content) else { continue }
      for part in parts {
        guard let content = package[part.target] else { continue }
        switch part.type {
        case "diagramData": try reader.read(diagram: content)
        case "notesSlide": try reader.read(notes: content)
        default: try reader.read(comments: content)
        }
      }
    }
    let isDamaged = package.isDamaged || reader.isDamaged
    return try reader.finish(warnings: isDamaged ? [.damaged] : [])
  }

  private static let kinds: Set<String> = ["diagramData", "notesSlide", "comments"]

  /// The relationships of the slides, in the order in which they are shown.
  private static func slideOrder(_ bytes: [UInt8]) -> [String] {
    guard let xml = XMLPull(bytes) else { return [] }
    var slides = [String]()
    while true {
      switch xml.next() {
      case .start(let name):
        if name == XMLName(space: .presentation, local: "sldId"), let id = xml.relationship() {
          slides.append(id)
        }
      case .finished, .damaged, .documentType: return slides
      default: break
      }
    }
  }
}
