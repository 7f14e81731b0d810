import Testing

@testable import IMAP

@Suite("What a server can do")
struct AbilitiesTests {
  private func abilities(_ text: String) -> ServerAbilities {
    ServerAbilities(capabilities: CapabilitySet(text.split(separator: " ").map { Capability($0) }))
  }

  @Test("IMAP4rev2 brings what was once extra")
  func rev2() {
    let server = abilities("IMAP4rev2")
    for ability in [
      ServerAbilities.Ability.move, .uidPlus, .idle, .eSearch, .unselect, .nonSynchronisingLiterals,
    ] {
      #expect(server.has(ability))
    }
    #expect(!server.has(.condStore) && !server.has(.utf8))
  }

  @Test("Nothing is moved without proof")
  func moving() {
    #expect(abilities("MOVE UIDPLUS").moving == .move)
    #expect(abilities("UIDPLUS").moving == .copyAndExpunge)
    #expect(abilities("MOVE").moving == .impossible)
    #expect(abilities("").moving == .impossible)
  }

  @Test("Keywords are kept where the mailbox says so, and are forgotten with it")
  func keywords() {
    var server = abilities("")
    #expect(!server.keeps("$Lyssnad"))
    server.note(.permanentFlags([.seen], acceptsKeywords: true))
    #expect(server.keeps("$Lyssnad"))
    server.forgetMailbox()
    #expect(!server.keeps("$Lyssnad"))
    server.note(.permanentFlags([.seen, "$lyssnad"], acceptsKeywords: false))
    #expect(server.keeps("$Lyssnad"))
    #expect(!server.keeps("$Other"))
  }

  @Test("A mailbox without MODSEQ is not asked for changes")
  func modSeqs() throws {
    var server = abilities("CONDSTORE QRESYNC ENABLE")
    #expect(server.worthEnabling == [.qResync])
    let enabled = CapabilitySet([.qResync])
    let (last, seen) = (try validity(4), try modSeq(5))
    #expect(server.resync(since: last, seen, enabled: enabled) == .qResync(last, seen))
    #expect(server.resync(since: nil, nil, enabled: enabled) == .condStore)
    #expect(server.resync(since: last, seen, enabled: CapabilitySet()) == .condStore)
    server.note(.noModSeq)
    #expect(!server.has(.condStore) && !server.has(.qResync))
    #expect(abilities("IDLE").resync(since: last, seen, enabled: CapabilitySet()) == .none)
    #expect(abilities("CONDSTORE UTF8=ACCEPT").worthEnabling.isEmpty)
    #expect(abilities("ENABLE CONDSTORE UTF8=ACCEPT").worthEnabling == [.condStore, .utf8Accept])
  }

  @Test("Each ability has a sentence for having it and for not")
  func sentences() {
    let all = abilities("IMAP4REV2 CONDSTORE QRESYNC UTF8=ACCEPT ID").sentences + abilities("").sentences
    #expect(all.count == 2 * ServerAbilities.Ability.allCases.count)
    #expect(Set(all).count == all.count - 1)  // Keywords depend on the mailbox.
    #expect(all.allSatisfy { $0.hasSuffix(".") && $0.contains(": ") })
    #expect(abilities("UIDPLUS").sentence(on: .move) != abilities("").sentence(on: .move))
  }
}
