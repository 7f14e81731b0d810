/// The lists of a Word document (ISO/IEC 29500-1, section 17.9): which are numbered, and where they stand.
struct WordNumbering {
  private struct Level {
    var isNumbered = false
    var start = 1
  }

  private var definitions = [String: [Int: Level]]()
  /// Which definition a list is an instance of.
  private var instances = [String: String]()
  private var counters = [String: [Int: Int]]()

  init(_ bytes: [UInt8]?) {
    guard let bytes, let xml = XMLPull(bytes) else { return }
    var definition: String?
    var instance: String?
    var level: Int?
    reading: while true {
      switch xml.next() {
      case .start(let name) where name.space == .word:
        switch name.local {
        case "abstractNum": definition = xml.attribute("abstractNumId")
        case "num": instance = xml.attribute("numId")
        case "abstractNumId":
          if let instance, instances.count < 10_000 { instances[instance] = xml.attribute("val") }
        case "lvl": level = xml.attribute("ilvl").flatMap { Int($0) }
        case "numFmt":
          let format = xml.attribute("val")
          if let definition, let level {
            definitions[definition, default: [:]][level, default: Level()].isNumbered =
              format != "bullet" && format != "none"
          }
        case "start":
          if let definition, let level, let start = xml.attribute("val").flatMap({ Int($0) }) {
            definitions[definition, default: [:]][level, default: Level()].start = min(max(0, start), 100_000)
          }
        default: break
        }
      case .end(let name) where name.space == .word:
        switch name.local {
        case "abstractNum": definition = nil
        case "num": instance = nil
        case "lvl": level = nil
        default: break
        }
      case .finished, .damaged, .documentType: break reading
      default: break
      }
    }
  }

  /// The marker of the next item of a list at a level from 0: `- `, or its number.
  mutating func nextMarker(list: String, level: Int) -> [UInt8] {
    guard let definition = instances[list], let form = definitions[definition]?[level], form.isNumbered else {
      return Array("- ".utf8)
    }
    // Instances of one definition go on counting together.
    let value = counters[definition]?[level].map { $0 + 1 } ?? form.start
    counters[definition, default: [:]][level] = value
    for deeper in (level + 1)..<10 { counters[definition]?[deeper] = nil }
    return Array("\(value). ".utf8)
  }
}
