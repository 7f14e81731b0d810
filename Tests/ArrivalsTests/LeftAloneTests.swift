import Testing

@testable import Arrivals

struct LeftAloneTests {
  private func left(_ entries: [(LeftAlone.Kind, String)]) throws -> LeftAlone {
    var left = LeftAlone()
    for (kind, name) in entries { left.add(kind, try #require(DropPath(Array(name.utf8)))) }
    return left
  }

  @Test func doesNotDependOnTheOrderOfTheFolder() throws {
    let entries = [(LeftAlone.Kind.link, "a"), (.fifo, "b"), (.link, "c/d")]
    #expect(try left(entries) == left(entries.reversed()))
    #expect(try left(entries) != left([(.link, "a"), (.fifo, "b"), (.link, "c/e")]))
    #expect(try left([(.link, "a")]) != left([(.fifo, "a")]))
  }

  @Test func isToldWhenItChangesAndThenEveryTenMinutesAtMost() throws {
    var report = LeftAloneReport()
    let start = ContinuousClock.now
    let (none, one, two) = (try left([]), try left([(.link, "a")]), try left([(.link, "a"), (.link, "b")]))
    #expect(report.news(none, at: start) == nil)
    #expect(report.news(one, at: start) == one)
    #expect(report.news(one, at: start + .seconds(900)) == nil)
    #expect(report.news(two, at: start + .seconds(300)) == nil)
    #expect(report.news(two, at: start + .seconds(600)) == two)
    // Mended, and then again.
    #expect(report.news(none, at: start + .seconds(601)) == nil)
    #expect(report.news(two, at: start + .seconds(602)) == two)
  }

  @Test func saysHowManyOfWhatAndNoNames() throws {
    let text = try left([(.link, "anna.txt"), (.link, "erik.txt"), (.unreadableFolder, "chefer")])
      .sentence(folder: "/srv/in")
    #expect(text.contains("2 links, 1 unreadable folder;"))
    #expect(!text.contains("anna") && !text.contains("chefer"))
  }
}
