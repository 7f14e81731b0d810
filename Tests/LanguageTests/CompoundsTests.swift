import Language
import Testing

@Suite struct CompoundsTests {
  private static let table: [UInt32] = {
    var vocabulary = CompoundVocabulary()
    for _ in 0..<2 {
      vocabulary.add(
        FoldedText("Handläggning tar tid. Vi hade ett möte vid frukost om miljö och nämnden. Byggnad, tider.")
      )
    }
    return vocabulary.table()
  }()

  private func parts(_ word: String, _ table: [UInt32] = table) -> [String]? {
    let characters = Array(FoldedText(word).characters.dropFirst().dropLast())
    return table.withUnsafeBufferPointer { table in
      characters.withUnsafeBufferPointer { letters in
        guard let split = CompoundSplitter(parts: table).split(letters) else { return nil }
        return [letters[..<split.headEnd], letters[split.tailStart...]].map { part in
          String(String.UnicodeScalarView(part.map { Unicode.Scalar($0) }))
        }
      }
    }
  }

  @Test func splitsAtAJoiningS() {
    #expect(parts("handläggningstider") == ["handläggning", "tider"])
  }

  @Test func splitsWithoutOne() {
    #expect(parts("frukostmöte") == ["frukost", "möte"])
    #expect(parts("miljönämnden") == ["miljö", "nämnden"])
  }

  @Test func leavesWholeWhatIsNotMadeOfKnownParts() {
    #expect(parts("frukostfika") == nil)
    #expect(parts("handläggning") == nil)
    #expect(parts("möte") == nil)
    #expect(parts(String(repeating: "möte", count: 20)) == nil)
  }

  @Test func anEmptyTableSplitsNothing() {
    #expect(parts("frukostmöte", []) == nil)
  }

  @Test func theTableIsSortedAndTheSameEachTime() {
    let table = Self.table
    #expect(!table.isEmpty)
    #expect(zip(table, table.dropFirst()).allSatisfy { $0 < $1 })
    var again = CompoundVocabulary()
    for _ in 0..<2 {
      again.add(
        FoldedText("Byggnad, tider. Handläggning tar tid. Vi hade ett möte vid frukost om miljö och nämnden.")
      )
    }
    #expect(again.table() == table)
  }

  @Test func aHeadThatNeverStandsAloneIsLearntFromItsCompounds() {
    var vocabulary = CompoundVocabulary()
    for _ in 0..<2 { vocabulary.add(FoldedText("nämnd plats regler avgift")) }
    vocabulary.add(FoldedText("byggnämnd byggplats byggregler"))
    #expect(parts("byggavgift", vocabulary.table()) == ["bygg", "avgift"])
  }
}
