import Testing

@testable import IMAP

/// Promised of a release build; a debug build is held to a small part of it, which still catches what is quadratic.
@Suite("At the speed of the wire", .serialized)
struct SpeedTests {
  #if DEBUG
    static let share = 0.02
  #else
    static let share = 1.0
  #endif

  /// The best of three, so that a neighbour's work does not count.
  private func seconds(_ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<3 {
      let taken = try ContinuousClock().measure(work)
      best = min(best, Double(taken.components.seconds) + Double(taken.components.attoseconds) / 1e18)
    }
    return best
  }

  @Test("500 MB of bodies in a second")
  func bodies() throws {
    let body = [UInt8](repeating: UInt8(ascii: "\n"), count: 50_000)
    var wire: [UInt8] = []
    for uid in 1...200 {
      wire += Array(
        "* \(uid) FETCH (UID \(uid) INTERNALDATE \"01-Feb-2026 00:00:00 +0000\" BODY[] {50000}\r\n".utf8)
      wire += body
      wire += Array(")\r\n".utf8)
    }
    let pieces = stride(from: 0, to: wire.count, by: 16_384).map {
      Array(wire[$0..<min(wire.count, $0 + 16_384)])
    }
    let taken = try seconds {
      var machine = ClientStateMachine()
      var bytes = 0
      for piece in pieces {
        try machine.receive(piece.span) { if case .literalBytes(let range) = $0 { bytes += range.count } }
      }
      #expect(bytes == 200 * 50_000)
    }
    let rate = Double(wire.count) / taken / 1e6
    print("bodies: \(Int(rate)) MB/s")
    #expect(rate > 500 * Self.share)
  }

  @Test("200,000 short FETCH lines in a second")
  func lines() throws {
    var wire: [UInt8] = []
    for uid in 1...20_000 {
      wire += Array("* \(uid) FETCH (UID \(uid) RFC822.SIZE \(uid * 7) FLAGS (\\Seen $Lyssnad))\r\n".utf8)
    }
    let pieces = stride(from: 0, to: wire.count, by: 16_384).map {
      Array(wire[$0..<min(wire.count, $0 + 16_384)])
    }
    let taken = try seconds {
      var machine = ClientStateMachine()
      var count = 0
      for piece in pieces {
        try machine.receive(piece.span) { if case .untagged(.fetch) = $0 { count += 1 } }
      }
      #expect(count == 20_000)
    }
    print("lines: \(Int(20_000 / taken)) a second")
    #expect(20_000 / taken > 200_000 * Self.share)
  }

  @Test("A search of half a million UIDs with gaps")
  func search() throws {
    let wire = Array("* SEARCH \((1...500_000).map { String($0 * 2) }.joined(separator: " "))\r\n".utf8)
    let taken = try seconds {
      var machine = ClientStateMachine()
      var found = 0
      try machine.receive(wire.span) {
        if case .untagged(.search(let result)) = $0 { found = result.all.count }
      }
      #expect(found == 500_000)
    }
    print("search: \(Int(500_000 / taken)) UIDs a second")
    #expect(500_000 / taken > 5_000_000 * Self.share)
  }
}
