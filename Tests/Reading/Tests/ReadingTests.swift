import Foundation
import ReadingCollection
import Support
import Testing

/// The program reads mails that it has not been made with: `Collection` knows nothing of how it reads.
@Suite struct ReadingTests {
  @Test func theCollectionIsBroadAndAlwaysTheSame() throws {
    let mails = try Collection.mails()
    #expect(mails.count >= 252)
    #expect(try CollectedNote.all().count == 40)
    #expect(Set(mails.map(\.id)).count == mails.count)
    #expect(mails.map(\.bytes) == (try Collection.mails()).map(\.bytes))
  }

  /// What a change may not fall below, in per cent: what was reached, rounded down. Raise a floor with the reading.
  static let floors: [Measure: Double] = [
    .outcomes: 100, .notes: 100, .sentences: 99.8, .passages: 99, .junk: 100, .furniture: 100,
    .clean: 100, .reporters: 100, .origins: 100, .comments: 98, .titles: 99, .dates: 99,
    .places: 100, .companies: 97, .voices: 100, .once: 100,
  ]

  @Test func itReadsAsWellAsItHas() throws {
    let folder = try TemporaryFolder()
    let measures = try ReadingRun(program: Program(), folder: folder.url).measures()
    for measure in Measure.allCases {
      let floor = try #require(Self.floors[measure], "\(measure) has no floor")
      let tally = measures[measure]
      #expect(tally.all > 0, "\(measure) was not measured")
      #expect(
        tally.share >= floor,
        "\(measure.rawValue): \(tally.right) of \(tally.all), with \(measures.failures.filter { $0.contains("\t\(measure)\t") }.prefix(5))"
      )
    }
  }
}
