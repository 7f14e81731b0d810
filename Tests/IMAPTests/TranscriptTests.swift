import Testing

@testable import IMAP

@Suite("Sessions in the manner of known servers")
struct TranscriptTests {
  private func session(_ transcript: Transcript, chunk: Int = .max) throws -> Session {
    var session = Session(awaitsGreeting: transcript.awaitsGreeting)
    try session.run(transcript.steps, chunk: chunk)
    return session
  }

  @Test("A session means the same however its bytes are cut", arguments: try Transcript.all())
  func chunks(_ transcript: Transcript) throws {
    let whole = try session(transcript)
    #expect(whole.error == nil)
    #expect(whole.machine.unanswered.isEmpty)
    #expect(whole.happenings.count > 15)
    for chunk in [1, 2, 3, 7, 64, 1000] {
      let cut = try session(transcript, chunk: chunk)
      // What is sent in answer to a piece comes at that piece's end: the order among the events may differ.
      #expect(cut.events == whole.events)
      #expect(cut.bodies == whole.bodies)
      #expect(cut.sent == whole.sent)
      #expect(
        cut.happenings.filter { if case .sent = $0 { false } else { true } }
          == whole.happenings.filter { if case .sent = $0 { false } else { true } })
    }
  }

  @Test("Dovecot: resynchronises, searches, fetches two deep, moves with proof, idles")
  func dovecot() throws {
    let session = try session(try .dovecot())
    #expect(session.bodies == [crlf(Transcript.note), ""])
    let bodies = session.fetched.suffix(2)
    #expect(bodies.map(\.uid) == [9, 11])
    #expect(
      bodies.first?.sections == [
        FetchedSection(section: .whole, content: .streamed(size: UInt64(crlf(Transcript.note).utf8.count)))
      ])
    #expect(bodies.first?.internalDate == InternalDate(secondsSince1970: 1_772_866_931))
    #expect(session.untagged.contains(.vanished(try set("3:5,8"), earlier: true)))
    #expect(session.untagged.contains(.vanished([9, 11], earlier: false)))
    #expect(session.untagged.contains(.exists(2)))
    var result = SearchResult(tag: Tag(number: 6))
    result.all = [9, 11]
    result.count = 2
    #expect(session.untagged.contains(.search(result)))
    let copied = session.untagged.compactMap { response -> CopiedUIDs? in
      if case .status(.ok, let text) = response, case .copyUID(let copied) = text.code { copied } else { nil }
    }
    #expect(copied.first?.destination(of: 11) == 102)
    #expect(copied.first?.validity == (try validity(1_600_000_000)))
    #expect(session.sent.contains("L0005 SELECT \"INBOX\" (QRESYNC (1700000001 41))\r\n"))
    #expect(session.sent.contains("L0004 LIST \"\" \"Arkiv.M&APY-ten\"\r\n"))
    #expect(session.sent.contains("DONE\r\nL0013 NOOP\r\n"))
    let listed = session.untagged.compactMap {
      if case .list(let mailbox) = $0 { mailbox.name?.text } else { nil }
    }
    #expect(listed == ["Arkiv.Möten"])
    #expect(session.machine.isEnding)
  }

  @Test("Exchange Online: without keywords, CONDSTORE and ESEARCH")
  func exchange() throws {
    let session = try session(try .exchange())
    #expect(session.bodies == [crlf(Transcript.note)])
    #expect(session.fetched.suffix(2).map(\.uid) == [1001, 1033])
    #expect(session.fetched.last?.sections == [FetchedSection(section: .whole, content: .quoted([]))])
    var abilities = ServerAbilities(capabilities: try #require(session.machine.capabilities))
    for case .status(.ok, let text) in session.untagged { if let code = text.code { abilities.note(code) } }
    #expect(!abilities.keeps("$Lyssnad"))
    #expect(abilities.keeps("$MDNSENT"))
    #expect(!abilities.has(.condStore) && !abilities.has(.eSearch))
    #expect(abilities.moving == .move)
    let last = session.events.suffix(2)
    guard case .completed(let move) = last.first else {
      Issue.record("no completion")
      return
    }
    #expect(move.status == .no && move.text.code == .tryCreate)
    #expect(session.machine.isEnding)
  }

  @Test("Gmail: UTF-8 names, items of its own, an alert, and a literal in an unknown response")
  func gmail() throws {
    let session = try session(try .gmail())
    #expect(session.sent.contains("L0004 SELECT \"Möten/Åre {5}\" (CONDSTORE)\r\n"))
    let listed = session.untagged.compactMap { if case .list(let mailbox) = $0 { mailbox } else { nil } }
    #expect(listed.map(\.name?.text) == ["INBOX", "[Gmail]", "Möten/Åre {5}"])
    #expect(listed.map(\.isSelectable) == [true, false, true])
    let alerts = session.untagged.compactMap { response -> String? in
      if case .status(.ok, let text) = response, text.code == .alert { text.text } else { nil }
    }
    #expect(alerts == ["Konto  [31msnart fullt {17}"])
    #expect(session.bodies == ["From: bo@firm.example\r\n\r\n"])
    #expect(session.fetched.first?.modSeq == (try modSeq(9_007_199_254_740_993)))
    #expect(session.untagged.contains(.unknown("XGMEXTRA")))
    #expect(session.untagged.last == .expunge(try #require(SequenceNumber(1))))
  }

  @Test("Cyrus: literals everywhere, answers out of order, an end at any time")
  func cyrus() throws {
    let session = try session(try .cyrus())
    #expect(session.bodies == ["\0a\r\n)\r\n", "0123456789"])
    #expect(session.fetched.first?.uid == 2)
    #expect(
      session.fetched.last?.sections == [
        FetchedSection(section: .header, origin: 0, content: .streamed(size: 10)),
        FetchedSection(section: .text, content: .none),
      ])
    #expect(session.untagged.last == .bye(ResponseText(code: .unavailable, text: "shutting down")))
    let completed = session.events.compactMap {
      if case .completed(let done) = $0 { done.tag.number } else { nil }
    }
    #expect(completed == [1, 2, 3, 5, 4, 6])
  }
}
