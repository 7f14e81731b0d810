import Foundation
import Support
import Testing

@testable import Settings

@Suite("The sample files")
struct SampleTests {
  private let folder = repository.appendingPathComponent("config")

  private func sample(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// The text with every commented-out key switched on: a line that begins with one `#` is such a key.
  private func switchedOn(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("#") && !line.hasPrefix("##") ? line.dropFirst() : line
    }.joined(separator: "\n")
  }

  /// The key paths that are written in a YAML text, as the reference writes them.
  private func keys(in text: String) throws -> Set<String> {
    func collect(_ value: YAMLValue, at path: String, into keys: inout Set<String>) {
      switch value.content {
      case .scalar: break
      case .list(let elements): for element in elements { collect(element, at: path + "[]", into: &keys) }
      case .mapping(let pairs):
        for pair in pairs {
          let below = path.isEmpty ? pair.key : "\(path).\(pair.key)"
          keys.insert(below)
          collect(pair.value, at: below, into: &keys)
        }
      }
    }
    var keys = Set<String>()
    collect(try #require(try composeYAML(Array(text.utf8), file: "sample")), at: "", into: &keys)
    return keys
  }

  @Test("are accepted as they are shipped, and are what is built in")
  func asShipped() throws {
    let settings = try Settings.load(from: folder.appendingPathComponent("lyssnad.yaml").path)
    #expect(settings.themes == Settings.Theme.standard)
    #expect(settings.areas == Settings.Area.standard)
    #expect(settings.withoutEffect.isEmpty)
    var standard = try #require(Settings.standard())
    #expect(settings.sources.map(\.folder) == ["/var/spool/lyssnad/in"])
    #expect(settings.senders.allows("anna@uppsala.example"))
    standard.sources = settings.sources
    standard.senders = settings.senders
    #expect(settings == standard)
  }

  @Test(
    "show every key that is known, and no other",
    arguments: [
      (Settings.Key.File.main, "lyssnad.yaml"), (.themes, "themes.yaml"), (.areas, "areas.yaml"),
    ])
  func everyKey(_ file: Settings.Key.File, _ name: String) throws {
    let known = Set(Settings.reference.filter { $0.file == file }.map(\.path))
    let shown = try keys(in: switchedOn(sample(name)))
    #expect(shown.subtracting(known) == [])
    #expect(known.subtracting(shown) == [])
  }

  @Test("name the default of each key where they show it switched on")
  func defaultsShown() throws {
    let text = try sample("lyssnad.yaml")
    for key in Settings.reference where key.file == .main && key.path.hasPrefix("limits.") {
      #expect(text.contains("\(key.name): \(try #require(key.defaultValue))\n"))
    }
  }

  @Test("of themes and areas are accepted with what they show switched on")
  func added() throws {
    let configuration = try Configuration(
      "themes: themes.yaml\nareas: areas.yaml\n", themes: switchedOn(sample("themes.yaml")),
      areas: switchedOn(sample("areas.yaml")))
    let settings = try configuration.load()
    #expect(settings.themes.map(\.name).last == "sustainability")
    #expect(settings.areas.map(\.name).suffix(3) == ["vatten_avlopp", "other", "none"])
    #expect(settings.withoutEffect.map(\.key) == ["areas[0].digest"])
  }
}

@Suite("The reference")
struct ReferenceTests {
  @Test("The reader asks for every key that the reference tells of, and for no other")
  func asked() throws {
    let configuration = try Configuration(
      everything + "\n", themes: "themes:\n  - name: simplicity\n    definition: { sv: a, en: b }\n",
      areas: "areas:\n  - { name: bygglov }\n")
    let reading = Reading()
    #expect(Settings.load(from: configuration.path, reading) != nil)
    // Alternatives that exclude each other in one valid file.
    let other = try Configuration(
      """
      mail:
        oauth2: { client_secret: { credential: a } }
        password: { credential: b, file: c }
      """)
    _ = Settings.load(from: other.path, reading)
    let known = Set(Settings.reference.map(\.place))
    #expect(reading.asked.subtracting(known) == [])
    #expect(known.subtracting(reading.asked) == [])
  }

  @Test("Every key stands once, with a meaning; parents stand before their children")
  func form() {
    var seen = [Settings.Key.Place]()
    for key in Settings.reference {
      #expect(!seen.contains(key.place), "\(key.path)")
      #expect(key.meaning.hasSuffix("."), "\(key.path)")
      if let dot = key.path.lastIndex(of: ".") {
        let parent = key.path[..<dot].replacingOccurrences(
          of: "[]", with: "", options: [.anchored, .backwards])
        #expect(seen.contains(Settings.Key.Place(file: key.file, path: parent)), "\(key.path)")
      }
      seen.append(key.place)
    }
  }

  @Test("Keys without effect are those of which a notice is given")
  func effects() {
    for name in ["mail", "receipts", "managers", "digest", "retention", "overview"] {
      for key in Settings.reference
      where key.file == .main
        && (key.path == name || key.path.hasPrefix(name + ".") || key.path.hasPrefix(name + "[]"))
      {
        #expect(!key.hasEffect, "\(key.path)")
      }
    }
    for path in [
      "store", "sources[].settle", "senders.allow", "limits.message", "log.level", "metrics.listen",
    ] {
      #expect(Settings.reference.first { $0.path == path }?.hasEffect == true)
    }
  }
}
