import Testing

@testable import IMAP

@Suite("Broken sessions")
struct MutationTests {
  /// A server's bytes of a transcript, put together; commands are all given before.
  private func run(_ transcript: Transcript, _ servers: [[UInt8]], chunk: Int) throws -> Session {
    var session = Session(awaitsGreeting: transcript.awaitsGreeting)
    var next = servers[...]
    for step in transcript.steps where session.error == nil {
      switch step {
      case .submit(let command): do { try session.submit(command) } catch CommandError.sessionEnded {}
      case .endIdle: session.endIdle()
      case .server: if let bytes = next.popFirst() { session.receive(bytes, chunk: chunk) }
      }
    }
    return session
  }

  @Test(
    "Whatever is changed, it ends in step or in an error, and the same however the bytes are cut",
    arguments: try Transcript.all())
  func mutations(_ transcript: Transcript) throws {
    var random = SplitMix(seed: 20_261_124)
    let original = transcript.steps.compactMap { if case .server(let bytes) = $0 { bytes } else { nil } }
    var failed = 0
    let rounds = 1500
    for _ in 0..<rounds {
      var servers = original
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let index = Int.random(in: servers.indices, using: &random)
        servers[index] = mutate(servers[index], with: original, &random)
      }
      let whole = try run(transcript, servers, chunk: .max)
      let cut = try run(transcript, servers, chunk: Int.random(in: 1...9, using: &random))
      #expect(whole.events == cut.events)
      #expect(whole.bodies == cut.bodies)
      #expect(whole.error == cut.error)
      // Nothing but answers completes commands, and no more than were given.
      let completed = whole.events.compactMap { if case .completed(let done) = $0 { done.tag } else { nil } }
      #expect(Set(completed).count == completed.count)
      if whole.error != nil { failed += 1 }
    }
    // The run is worth something: some went well, and some did not.
    #expect(failed > rounds / 10)
    #expect(failed < rounds * 99 / 100)
  }

  private func mutate(_ bytes: [UInt8], with all: [[UInt8]], _ random: inout SplitMix) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    var changed = bytes
    let place = Int.random(in: bytes.indices, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: changed[place] = UInt8.random(in: 0...255, using: &random)
    case 1: changed.remove(at: place)
    case 2:
      let interesting = Array("(){}[]\"\\ \r\n*+~<>:,0123456789".utf8)
      changed.insert(interesting.randomElement(using: &random) ?? 0, at: place)
    case 3: changed.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40, using: &random)))
    case 4:
      let other = all.randomElement(using: &random) ?? []
      let start = Int.random(in: 0...other.count, using: &random)
      changed.insert(contentsOf: other[start..<min(other.count, start + 60)], at: place)
    case 5: changed.insert(contentsOf: bytes[place..<min(bytes.count, place + 30)], at: place)
    default:
      if let digit = changed[place...].firstIndex(where: \.isDigit) {
        changed.replaceSubrange(digit...digit, with: "\(UInt32.random(in: 0...(.max), using: &random))".utf8)
      }
    }
    return changed
  }
}
