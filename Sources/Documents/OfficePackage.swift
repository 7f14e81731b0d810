/// A package of Office Open XML (Open Packaging Conventions, ISO/IEC 29500-2): a zip whose parts name each other by
/// relationships. Where a part lies is the writer's choice: Word on the web has `word/document2.xml`.
struct OfficePackage {
  struct Relationship {
    var id: String
    /// The last component of its type, the same in the transitional and the strict edition: `styles`, `slide`.
    var type: String
    /// The part's name in the package.
    var target: String
  }

  private(set) var isDamaged: Bool
  /// The part of the whole document.
  let main: String
  private let bytes: [UInt8]
  private var parts: [String: [UInt8]]
  private let names: Set<String>
  private var relationships = [String: [Relationship]]()

  /// - Parameter usual: Where the main part lies in most packages.
  /// - Throws: What ``ZipContainer`` throws; `malformed` where there is no main part.
  init(_ bytes: [UInt8], usual: String) throws(DocumentError) {
    let zip = try ZipContainer(bytes) { $0.hasSuffix(".rels") }
    self.bytes = bytes
    names = Set(zip.names)
    parts = [:]
    isDamaged = zip.isDamaged
    let root = Self.relationships(of: "", zip.members["_rels/.rels"])
    let all = names
    main = root.first { $0.type == "officeDocument" && all.contains($0.target) }?.target ?? usual
    // A damaged package may have lost its directory, where names come from, and still hold the part.
    guard names.contains(main) || zip.isDamaged else {
      throw .malformed("It holds no \(usual): it is no such document, or a part of it is lost.")
    }
    for (name, content) in zip.members {
      guard let part = Self.source(ofRelationships: name) else { continue }
      relationships[part] = Self.relationships(of: part, content)
    }
  }

  /// Unpacks parts, which can then be asked for.
  mutating func unpack(_ wanted: Set<String>) throws(DocumentError) {
    let zip = try ZipContainer(bytes) { wanted.contains($0) }
    parts.merge(zip.members) { first, _ in first }
    isDamaged = isDamaged || zip.isDamaged
  }

  subscript(part: String?) -> [UInt8]? { part.flatMap { parts[$0] } }

  /// The parts that a part names, in its order.
  func relationships(of part: String) -> [Relationship] { relationships[part] ?? [] }

  /// The first part that a part names as of a type, else the one that lies where such parts usually do.
  func target(of part: String, type: String, usual: String? = nil) -> String? {
    if let told = relationships(of: part).first(where: { $0.type == type }) { return told.target }
    guard let usual else { return nil }
    let neighbour = Self.folder(of: part) + usual
    return names.contains(neighbour) || isDamaged ? neighbour : nil
  }

  // MARK: Names

  private static func relationships(of part: String, _ content: [UInt8]?) -> [Relationship] {
    guard let content, let xml = XMLPull(content) else { return [] }
    var found = [Relationship]()
    while found.count < 10_000 {
      switch xml.next() {
      case .start(let name) where name.local == "Relationship":
        guard let id = xml.attribute("Id"), let type = xml.attribute("Type"),
          let target = xml.attribute("Target"),
          xml.attribute("TargetMode") != "External"
        else { continue }
        let last = type.split(separator: "/").last.map(String.init) ?? ""
        found.append(Relationship(id: id, type: last, target: resolve(target, in: folder(of: part))))
      case .finished, .damaged, .documentType: return found
      default: break
      }
    }
    return found
  }

  /// `word/_rels/document.xml.rels` belongs to `word/document.xml`.
  private static func source(ofRelationships name: String) -> String? {
    guard name.hasSuffix(".rels") else { return nil }
    var folders = name.split(separator: "/", omittingEmptySubsequences: false)
    guard let file = folders.popLast(), folders.popLast() == "_rels" else { return nil }
    return (folders + [file.dropLast(5)]).joined(separator: "/")
  }

  private static func folder(of part: String) -> String {
    guard let slash = part.lastIndex(of: "/") else { return "" }
    return String(part[...slash])
  }

  /// Targets are relative to their part's folder, unless they begin with a slash (RFC 3986, section 5.2).
  private static func resolve(_ target: String, in folder: String) -> String {
    var path = [Substring]()
    let whole = target.hasPrefix("/") ? target : folder + target
    for component in whole.split(separator: "/") {
      switch component {
      case ".": break
      case "..": _ = path.popLast()
      default: path.append(component)
      }
    }
    return path.joined(separator: "/")
  }
}
