import Foundation
import ReadingCollection
import Support
import Testing

@Suite struct ReadingTests {
  @Test func theCollectionIsBroadAndAlwaysTheSame() throws {
    let mails = try Collection.mails()
    #expect(mails.count >= 252)
    #expect(try CollectedNote.all().count == 40)
    #expect(Set(mails.map(\.id)).count == mails.count)
    let again = try Collection.mails()
    #expect(mails.map(\.bytes) == again.map(\.bytes))
  }
}
