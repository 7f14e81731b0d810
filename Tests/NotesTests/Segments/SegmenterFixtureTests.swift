import Documents
import Feedback
import Foundation
import Notes
import Testing

@Suite struct SegmenterFixtureTests {
  @Test("Each line of each fixture is what it says", arguments: try SegmentFixture.all())
  func kinds(_ fixture: SegmentFixture) {
    let segmented = Segmenter().segments(of: fixture.part, in: fixture.circumstances)
    var offset = 0
    for line in fixture.lines {
      let range = offset..<offset + line.text.utf8.count
      offset = range.upperBound + 1
      guard let expected = line.kind else { continue }
      let found = segmented.stretches.first {
        $0.range.lowerBound <= range.lowerBound && range.upperBound <= $0.range.upperBound
      }
      #expect(
        found?.kind == expected,
        "\(fixture.name):\(line.number): expected \(expected.rawValue), found \(found?.kind.rawValue ?? "nothing"): \(line.text)"
      )
    }
  }

  @Test("The forward and the warnings of each fixture are told", arguments: try SegmentFixture.all())
  func forward(_ fixture: SegmentFixture) {
    let segmented = Segmenter().segments(of: fixture.part, in: fixture.circumstances)
    #expect(segmented.warnings.map(\.code) == fixture.warnings, "\(fixture.name)")
    var found: [String: String] = [:]
    found["from-name"] = segmented.forward?.name
    found["from-address"] = segmented.forward?.address
    found["from-subject"] = segmented.forward?.subject
    found["from-date"] = segmented.forward?.date.map { ISO8601DateFormatter().string(from: $0) }
    if let inner = fixture.inner, fixture.forward.isEmpty {
      #expect(segmented.forward == inner, "\(fixture.name)")
    } else {
      #expect(found == fixture.forward, "\(fixture.name)")
    }
  }

  @Test("Stretches are in order, apart, and begin and end at lines", arguments: try SegmentFixture.all())
  func order(_ fixture: SegmentFixture) {
    let bytes = Array(fixture.document.text.utf8)
    let segmented = Segmenter().segments(of: fixture.part, in: fixture.circumstances)
    var end = 0
    for stretch in segmented.stretches {
      #expect(stretch.range.lowerBound >= end && !stretch.range.isEmpty, "\(fixture.name)")
      #expect(stretch.range.lowerBound == 0 || bytes[stretch.range.lowerBound - 1] == 0x0A, "\(fixture.name)")
      #expect(
        stretch.range.upperBound == bytes.count || bytes[stretch.range.upperBound] == 0x0A, "\(fixture.name)")
      end = stretch.range.upperBound
    }
  }

  @Test("There are fixtures of every kind of wrapping, in number")
  func breadth() throws {
    let fixtures = try SegmentFixture.all()
    #expect(fixtures.count >= 40)
    #expect(Set(fixtures.flatMap(\.lines).compactMap(\.kind)) == Set(Segment.Kind.allCases))
  }
}
