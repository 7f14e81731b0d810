import Feedback
import Foundation
import Notes
import Testing

/// Measures the cutting of notes against a person's.
@Suite struct PointsTests {
  struct Agreement {
    /// The person's points, those of them that were cut just so, and those made where the person saw any.
    var points = 0
    var exact = 0
    var made = 0
    /// Words of the person's points, and those that lie in some passage.
    var words = 0
    var kept = 0
    var misses: [String] = []

    mutating func add(_ fixture: PointFixture) throws {
      let note = try #require(try fixture.read(), "\(fixture.name): no note was found")
      let scalars = Array(fixture.text.unicodeScalars)
      let ranges = note.passages.map(\.range)
      points += fixture.points.count
      made += ranges.count { range in fixture.points.contains { $0.overlaps(range) } }
      for point in fixture.points {
        if ranges.contains(point) {
          exact += 1
        } else {
          misses.append("\(fixture.name): \(String(String.UnicodeScalarView(scalars[point])))")
        }
        for i in point where scalars[i].properties.isAlphabetic {
          words += 1
          if ranges.contains(where: { $0.contains(i) }) { kept += 1 }
        }
      }
    }

    static func share(_ a: Int, of b: Int) -> Double { b == 0 ? 0 : Double(a) / Double(b) }

    var isCutRight: Double { Self.share(2 * exact, of: points + made) }
  }

  static func agreement(in folder: String) throws -> Agreement {
    var agreement = Agreement()
    for fixture in try PointFixture.all(in: folder) { try agreement.add(fixture) }
    return agreement
  }

  @Test("Notes that the weights were chosen by are cut as a person cut them")
  func tuned() throws {
    let agreement = try Self.agreement(in: "tuned")
    #expect(agreement.points > 200)
    #expect(agreement.isCutRight >= 0.95, "\(agreement.misses.joined(separator: "\n"))")
  }

  /// The misses are not shown, so that the notes stay unseen.
  @Test("Notes that the weights were not chosen by are cut as a person cut them")
  func heldOut() throws {
    let agreement = try Self.agreement(in: "held-out")
    #expect(agreement.points > 40)
    #expect(agreement.isCutRight >= 0.8)
  }

  /// Prose above all, where people differ most: some of these cuts could as well have been others.
  @Test("Notes that were written when the weights stood are cut as a person cut them")
  func later() throws {
    let agreement = try Self.agreement(in: "later")
    #expect(agreement.points > 150)
    #expect(agreement.isCutRight >= 0.86, "\(agreement.misses.joined(separator: "\n"))")
  }

  @Test("No words of a point get lost", arguments: ["tuned", "held-out", "later"])
  func keepsAll(_ folder: String) throws {
    let agreement = try Self.agreement(in: folder)
    #expect(Agreement.share(agreement.kept, of: agreement.words) >= 0.98)
  }

  @Test(
    "What a note tells is found",
    arguments: try ["tuned", "held-out", "later"].flatMap { try PointFixture.all(in: $0) })
  func facts(_ fixture: PointFixture) throws {
    let note = try #require(try fixture.read())
    for key in ["date", "companies", "language", "title"] {
      guard let expected = fixture.head[key] else { continue }
      #expect(fixture.told(key, by: note) == expected, "\(key) of \(fixture.name)")
    }
  }

  @Test("Places and voices are found or left out, rather than wrong")
  func placesAndVoices() throws {
    var wrong: [String] = []
    var asked = 0
    var found = 0
    for fixture in try PointFixture.all(in: "tuned") + PointFixture.all(in: "held-out") {
      let note = try #require(try fixture.read())
      for (key, nothing) in [("place", "-"), ("voice", "unknown")] {
        guard let expected = fixture.head[key] else { continue }
        let told = fixture.told(key, by: note)
        asked += 1
        if told == expected {
          found += 1
        } else if told != nothing {
          wrong.append("\(fixture.name): \(told)")
        }
      }
    }
    #expect(Agreement.share(found, of: asked) >= 0.8)
    #expect(wrong.count * 20 <= asked, "\(wrong)")
  }
}
