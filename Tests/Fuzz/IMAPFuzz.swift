// A target for libFuzzer: what a server sends, cut in two ways, must mean the same, and never end the process.
// `Tests/Fuzz/fuzz imap` builds and runs it.
//
// The first byte says how the client is set up, the second how the bytes are cut; the rest are the server's.

/// What a session came to, with the pieces of literals put together.
private struct Outcome: Equatable {
  var events: [ClientStateMachine.Event] = []
  var bodies: [[UInt8]] = []
  var error: ProtocolError?
}

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzIMAP(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: start, count: count)
  guard count > 2 else { return 0 }
  let server = Array(input[2...])
  let whole = outcome(server, setup: input[0], chunk: server.count)
  let cut = outcome(server, setup: input[0], chunk: Int(input[1] % 17) + 1)
  precondition(whole == cut, "the same bytes cut otherwise mean something else")
  checkValues(server)
  return 0
}

private func outcome(_ server: [UInt8], setup: UInt8, chunk: Int) -> Outcome {
  var limits = ParserLimits()
  if setup & 1 != 0 { limits.line = 128 }
  if setup & 2 != 0 { limits.message = 8 }
  limits.skipped = 100_000
  var machine = ClientStateMachine(awaitsGreeting: setup & 4 != 0, limits: limits)
  var commands: [Command] = [
    .noop, .search([.all], returning: [.all]), .fetch(UIDSet(.first), [.body(.whole)]), .search([.all]),
  ]
  if setup & 8 != 0 { commands.insert(.select(.inbox), at: 1) }
  if setup & 16 != 0, let text = try? CommandText("å") {
    commands.insert(.search([.header(text, holds: text)]), at: 2)
  }
  if setup & 32 != 0 { commands.insert(.idle, at: 0) }
  for command in commands { _ = try? machine.submit(command) }
  if setup & 64 != 0 { machine.endIdle() }

  var outcome = Outcome()
  var expected: UInt64 = 0
  var offset = 0
  do throws(ProtocolError) {
    while offset < server.count {
      let piece = Array(server[offset..<min(server.count, offset + chunk)])
      var read = 0
      while let event = try machine.next(in: piece.span, at: &read) {
        switch event {
        case .literalBegan(let start):
          outcome.bodies.append([])
          outcome.events.append(event)
          expected = start.isSkipped ? 0 : start.size
        case .literalBytes(let range):
          precondition(!range.isEmpty && range.lowerBound >= 0 && range.upperBound <= piece.count)
          outcome.bodies[outcome.bodies.count - 1].append(contentsOf: piece[range])
        case .literalEnded:
          precondition(
            UInt64(outcome.bodies.last?.count ?? 0) == expected, "a literal of another size than announced")
          outcome.events.append(event)
        case .completed:
          outcome.events.append(event)
          _ = try? machine.submit(.noop)
        default: outcome.events.append(event)
        }
      }
      precondition(read == piece.count, "bytes were left over")
      precondition(machine.takeBytesToSend().isEmpty || !machine.unanswered.isEmpty)
      offset += chunk
    }
  } catch {
    outcome.error = error
    precondition(nextError(&machine) == error, "an error was forgotten")
  }
  return outcome
}

/// What the machine says to one more line.
private func nextError(_ machine: inout ClientStateMachine) -> ProtocolError? {
  let more = Array("* OK more\r\n".utf8)
  var read = 0
  do throws(ProtocolError) {
    _ = try machine.next(in: more.span, at: &read)
    return nil
  } catch {
    return error
  }
}

/// Values read from any bytes must survive being written and read again.
private func checkValues(_ bytes: [UInt8]) {
  if let name = MailboxName(encoded: bytes, utf8: false) {
    precondition(MailboxName(encoded: name.encoded(utf8: false), utf8: false) == name)
  }
  let text = String(decoding: bytes, as: UTF8.self)
  if let name = try? MailboxName(text) {
    precondition(name.encoded(utf8: false).allSatisfy { (0x20...0x7E).contains($0) })
    precondition(MailboxName(encoded: name.encoded(utf8: false), utf8: false) == name)
  }
  if let set = UIDSet(text) { precondition(UIDSet(set.description) == set) }
  _ = InternalDate(text)
  if let flag = Flag(text) { precondition(!flag.name.utf8.contains { $0 <= 0x20 }) }
}
