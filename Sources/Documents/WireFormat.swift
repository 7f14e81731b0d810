/// What parent and child say to each other over their socket: one request, one reply, in turn. Numbers are
/// little-endian. The parent believes nothing of a reply that it has not checked.
enum WireFormat {
  /// A document to read; its bytes follow.
  struct Request: Equatable {
    static let length = 40

    var kind: DocumentKind
    /// Processor time for this document.
    var seconds: UInt32
    /// Bytes of memory beyond those of a child that has just started; the first request decides.
    var memory: UInt64
    /// Bytes of text at most.
    var textLimit: UInt64
    /// Bytes of the document.
    var size: UInt64
    /// Files in a zip; the first request decides, as of the memory.
    var zipEntries: UInt32
    /// How many times larger than itself a zip may unpack; the first request decides.
    var zipRatio: UInt32

    var bytes: [UInt8] {
      var bytes = [UInt8]()
      put(UInt32(DocumentKind.allCases.firstIndex(of: kind) ?? 0), to: &bytes)
      put(seconds, to: &bytes)
      put(memory, to: &bytes)
      put(textLimit, to: &bytes)
      put(size, to: &bytes)
      put(zipEntries, to: &bytes)
      put(zipRatio, to: &bytes)
      return bytes
    }

    /// Nil for bytes that are no request.
    init?(_ bytes: [UInt8]) {
      guard bytes.count == Self.length else { return nil }
      let number = Int(get(UInt32.self, bytes, at: 0))
      guard DocumentKind.allCases.indices.contains(number) else { return nil }
      self.init(
        kind: DocumentKind.allCases[number], seconds: get(UInt32.self, bytes, at: 4),
        memory: get(UInt64.self, bytes, at: 8), textLimit: get(UInt64.self, bytes, at: 16),
        size: get(UInt64.self, bytes, at: 24), zipEntries: get(UInt32.self, bytes, at: 32),
        zipRatio: get(UInt32.self, bytes, at: 36))
    }

    init(
      kind: DocumentKind, seconds: UInt32, memory: UInt64, textLimit: UInt64, size: UInt64,
      zipEntries: UInt32,
      zipRatio: UInt32
    ) {
      self.kind = kind
      self.seconds = seconds
      self.memory = memory
      self.textLimit = textLimit
      self.size = size
      self.zipEntries = zipEntries
      self.zipRatio = zipRatio
    }
  }

  /// What became of it.
  struct Reply: Equatable {
    static let headerLength = 24
    static let blockLength = 20

    /// Whether the child gave up its system calls.
    var isSandboxed: Bool
    var result: Result<DocumentText, DocumentError>

    var bytes: [UInt8] {
      var body = [UInt8]()
      var blocks = [DocumentText.Block]()
      var warnings = [UInt8]()
      let status: UInt8
      switch result {
      case .success(let document):
        status = 0
        body = Array(document.text.utf8)
        blocks = document.blocks
        for warning in document.warnings {
          put(text: warning.code, to: &warnings)
          put(text: warning.detail, to: &warnings)
        }
      case .failure(.malformed(let reason)): (status, body) = (1, Array(reason.utf8))
      case .failure(.encrypted): status = 2
      case .failure(.noText): status = 3
      case .failure(.bomb): status = 4
      case .failure(.failed(let reason)): (status, body) = (5, Array(reason.utf8))
      }
      var bytes = [UInt8]()
      bytes.reserveCapacity(Self.headerLength + body.count + blocks.count * Self.blockLength + warnings.count)
      bytes += [status, isSandboxed ? 1 : 0, 0, 0]
      put(UInt32(blocks.count), to: &bytes)
      put(UInt64(body.count), to: &bytes)
      put(UInt64(warnings.count), to: &bytes)
      bytes += body
      for block in blocks {
        let (number, level) = block.kind.code
        bytes += [number, level, 0, 0]
        put(UInt64(block.range.lowerBound), to: &bytes)
        put(UInt64(block.range.upperBound), to: &bytes)
      }
      return bytes + warnings
    }

    init(isSandboxed: Bool, result: Result<DocumentText, DocumentError>) {
      self.isSandboxed = isSandboxed
      self.result = result
    }

    /// The length of the whole reply, told by its header; nil where it would exceed what a document may give.
    static func length(header: ArraySlice<UInt8>, textLimit: Int) -> Int? {
      guard header.count >= headerLength else { return nil }
      let header = Array(header.prefix(headerLength))
      let blocks = UInt64(get(UInt32.self, header, at: 4))
      let text = get(UInt64.self, header, at: 8)
      let warnings = get(UInt64.self, header, at: 16)
      // A block has a character at least, and something between it and the next.
      guard text <= UInt64(textLimit) * 2 + 4096, blocks <= text / 2 + 1, warnings <= 64 << 10 else {
        return nil
      }
      return headerLength + Int(text) + Int(blocks) * blockLength + Int(warnings)
    }

    /// Nil unless the bytes are a whole reply in which everything is as ``DocumentText`` promises.
    init?(_ bytes: [UInt8]) {
      guard bytes.count >= Self.headerLength else { return nil }
      let blockCount = Int(get(UInt32.self, bytes, at: 4))
      let textCount = Int(clamping: get(UInt64.self, bytes, at: 8))
      let warningsCount = Int(clamping: get(UInt64.self, bytes, at: 16))
      guard textCount <= bytes.count, warningsCount <= bytes.count, blockCount <= bytes.count,
        bytes.count == Self.headerLength + textCount + blockCount * Self.blockLength + warningsCount,
        let text = String(
          validating: bytes[Self.headerLength..<(Self.headerLength + textCount)], as: UTF8.self)
      else { return nil }
      isSandboxed = bytes[1] == 1
      switch bytes[0] {
      case 0:
        let blocksStart = Self.headerLength + textCount
        let warningsStart = blocksStart + blockCount * Self.blockLength
        guard let blocks = Self.blocks(bytes, from: blocksStart, count: blockCount, in: text),
          let warnings = Self.warnings(bytes[warningsStart...])
        else { return nil }
        result = .success(DocumentText(text: text, blocks: blocks, warnings: warnings))
      case 1: result = .failure(.malformed(text))
      case 2: result = .failure(.encrypted)
      case 3: result = .failure(.noText)
      case 4: result = .failure(.bomb)
      case 5: result = .failure(.failed(text))
      default: return nil
      }
    }

    private static func blocks(
      _ bytes: [UInt8], from start: Int, count: Int, in text: String
    ) -> [DocumentText.Block]? {
      var blocks = [DocumentText.Block]()
      blocks.reserveCapacity(count)
      var end = 0
      let utf8 = text.utf8
      func isBoundary(_ offset: Int) -> Bool {
        offset == utf8.count || utf8[utf8.index(utf8.startIndex, offsetBy: offset)] & 0xC0 != 0x80
      }
      for index in 0..<count {
        let place = start + index * blockLength
        guard let kind = DocumentText.Block.Kind(code: (bytes[place], bytes[place + 1])) else { return nil }
        let lower = Int(clamping: get(UInt64.self, bytes, at: place + 4))
        let upper = Int(clamping: get(UInt64.self, bytes, at: place + 12))
        guard lower >= end, upper >= lower, upper <= utf8.count, isBoundary(lower), isBoundary(upper) else {
          return nil
        }
        blocks.append(.init(kind: kind, range: lower..<upper))
        end = upper
      }
      return blocks
    }

    private static func warnings(_ bytes: ArraySlice<UInt8>) -> [DocumentText.Warning]? {
      var warnings = [DocumentText.Warning]()
      var rest = bytes
      func text() -> String? {
        guard rest.count >= 4 else { return nil }
        let count = Int(get(UInt32.self, Array(rest.prefix(4)), at: 0))
        guard rest.count >= 4 + count else { return nil }
        defer { rest = rest.dropFirst(4 + count) }
        return String(validating: rest.dropFirst(4).prefix(count), as: UTF8.self)
      }
      while !rest.isEmpty {
        guard let code = text(), let detail = text() else { return nil }
        warnings.append(.init(code: code, detail: detail))
      }
      return warnings
    }
  }
}

extension WireFormat.Reply {
  static func == (a: Self, b: Self) -> Bool { a.isSandboxed == b.isSandboxed && a.result == b.result }
}

extension DocumentText.Block.Kind {
  fileprivate var code: (UInt8, UInt8) {
    switch self {
    case .paragraph: (0, 0)
    case .heading(let level): (1, UInt8(clamping: level))
    case .listItem(let depth): (2, UInt8(clamping: depth))
    case .tableRow: (3, 0)
    case .pageFurniture: (4, 0)
    case .quote(let depth): (5, UInt8(clamping: depth))
    case .annotation: (6, 0)
    }
  }

  fileprivate init?(code: (UInt8, UInt8)) {
    switch code.0 {
    case 0: self = .paragraph
    case 1: self = .heading(level: Int(code.1))
    case 2: self = .listItem(depth: Int(code.1))
    case 3: self = .tableRow
    case 4: self = .pageFurniture
    case 5: self = .quote(depth: Int(code.1))
    case 6: self = .annotation
    default: return nil
    }
  }
}

private func put(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
  withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
}

private func put(text: String, to bytes: inout [UInt8]) {
  put(UInt32(text.utf8.count), to: &bytes)
  bytes += text.utf8
}

/// The number at an offset that is within the bytes.
private func get<Number: FixedWidthInteger>(_ type: Number.Type, _ bytes: [UInt8], at offset: Int) -> Number {
  var value: Number = 0
  for index in (0..<(Number.bitWidth / 8)).reversed() { value = value << 8 | Number(bytes[offset + index]) }
  return value
}
