import Testing

@testable import Documents

@Suite struct WireFormatTests {
  static let document = DocumentText(
    text: "Rubrik\n\n- å\n- b",
    blocks: [
      .init(kind: .heading(level: 2), range: 0..<6), .init(kind: .listItem(depth: 3), range: 8..<12),
      .init(kind: .quote(depth: 2), range: 13..<16),
    ], warnings: [.cutShort, .init(code: "damaged", detail: "Åäö.")])

  @Test func requestsAndRepliesComeBackAsTheyWere() {
    let request = WireFormat.Request(
      kind: .odt, seconds: 30, memory: 1 << 40, textLimit: 20 << 20, size: 12_345, zipEntries: 300,
      zipRatio: 50)
    #expect(WireFormat.Request(request.bytes) == request)
    let results: [Result<DocumentText, DocumentError>] = [
      .success(Self.document), .failure(.malformed("så här")), .failure(.encrypted), .failure(.noText),
      .failure(.bomb),
      .failure(.failed("därför")),
    ]
    for result in results {
      let reply = WireFormat.Reply(isSandboxed: true, result: result)
      #expect(WireFormat.Reply(reply.bytes) == reply)
      #expect(WireFormat.Reply.length(header: reply.bytes[...], textLimit: 100) == reply.bytes.count)
    }
  }

  @Test func noDamageGetsPastTheCheck() {
    let bytes = WireFormat.Reply(isSandboxed: true, result: .success(Self.document)).bytes
    for length in 0..<bytes.count { #expect(WireFormat.Reply(Array(bytes.prefix(length))) == nil) }
    for place in bytes.indices {
      for value in [UInt8(0), 0x7F, 0x80, 0xC3, 0xFF] {
        var damaged = bytes
        damaged[place] = value
        _ = WireFormat.Reply.length(header: damaged[...], textLimit: 100)
        guard case .success(let document)? = WireFormat.Reply(damaged)?.result else { continue }
        var end = 0
        let utf8 = Array(document.text.utf8)
        for block in document.blocks {
          #expect(block.range.lowerBound >= end && block.range.upperBound <= utf8.count)
          #expect(String(validating: utf8[block.range], as: UTF8.self) != nil)
          end = block.range.upperBound
        }
      }
    }
  }

  @Test func moreThanTheLimitIsRefusedByItsHeader() {
    let text = DocumentText(text: String(repeating: "a", count: 10_000))
    let reply = WireFormat.Reply(isSandboxed: false, result: .success(text))
    #expect(WireFormat.Reply.length(header: reply.bytes[...], textLimit: 1_000) == nil)
  }
}
