/// Files that stand within a text, as programs wrote them before MIME and as Outlook still can: uuencoded (POSIX
/// `uuencode`) or in yEnc.
enum InlineFiles {
  struct File {
    var name: String
    var bytes: [UInt8]
  }

  struct Split {
    /// Without the lines of the files.
    var text: [UInt8]
    var files: [File]
  }

  /// Takes files out of a text's bytes; nil where there is none. At most `limit` are taken out; the rest stays.
  static func split(_ body: ArraySlice<UInt8>, limit: Int) -> Split? {
    let isUnlikely =
      body.firstRange(of: "\nbegin ", from: body.startIndex) == nil
      && body.firstRange(of: "=ybegin ", from: body.startIndex) == nil && !body.starts(with: "begin ".utf8)
    if isUnlikely { return nil }
    var text = [UInt8]()
    var files = [File]()
    var kept = body.startIndex
    var index = body.startIndex
    while index < body.endIndex, files.count < limit {
      let line = body.line(at: index)
      let found = uuencoded(body, from: line) ?? yEncoded(body, from: line)
      if let found {
        text += body[kept..<index]
        files.append(found.file)
        kept = found.end
      }
      index = found?.end ?? line.next
    }
    guard !files.isEmpty else { return nil }
    return Split(text: text + body[kept...], files: files)
  }

  // MARK: Uuencode

  /// `begin 644 name`, lines of which the first character says how many bytes they hold, `end`. The lines must bear it
  /// out: prose can begin with the same word.
  private static func uuencoded(_ body: ArraySlice<UInt8>, from first: Line) -> (file: File, end: Int)? {
    guard body[first.content].starts(with: "begin ".utf8) else { return nil }
    let words = body[first.content].split(separator: .space, maxSplits: 2)
    guard words.count == 3, 3...4 ~= words[1].count,
      words[1].allSatisfy({ 0x30...0x37 ~= $0 })
    else { return nil }
    var index = first.next
    var end = index
    var lines = 0
    while index < body.endIndex {
      let line = body.line(at: index)
      let content = body[line.content]
      if content.trimmed.elementsEqual("end".utf8) {
        guard lines > 0 else { return nil }
        end = line.next
        break
      }
      guard isUuencodedLine(content) else {
        // Cut short: what is there is read.
        guard lines > 0 else { return nil }
        end = index
        break
      }
      lines += 1
      index = line.next
      end = index
    }
    let bytes = GMime.decode(body[first.next..<end], .uuencode)
    return (File(name: name(words[2]), bytes: bytes), end)
  }

  private static func isUuencodedLine(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, 0x20...0x60 ~= first, line.allSatisfy({ 0x20...0x60 ~= $0 }) else {
      return false
    }
    let letters = (Int((first - 0x20) & 0x3F) + 2) / 3 * 4
    // White space at the end gets lost, and some programs add a check character.
    return line.count - 1 <= letters + 2 && line.count - 1 >= letters - 3
  }

  // MARK: yEnc

  /// `=ybegin line=128 size=1234 name=…`, bytes shifted by 42, `=yend`.
  private static func yEncoded(_ body: ArraySlice<UInt8>, from first: Line) -> (file: File, end: Int)? {
    let mark = Array("name=".utf8)
    guard body[first.content].starts(with: "=ybegin ".utf8),
      let named = body[first.content].indices.first(where: { body[$0...].starts(with: mark) })
    else { return nil }
    var bytes = [UInt8]()
    var index = first.next
    while index < body.endIndex {
      let line = body.line(at: index)
      let content = body[line.content]
      index = line.next
      if content.starts(with: "=yend".utf8) { break }
      if content.starts(with: "=ypart".utf8) { continue }
      var isEscaped = false
      for byte in content {
        if !isEscaped, byte == UInt8(ascii: "=") {
          isEscaped = true
        } else {
          bytes.append(byte &- 42 &- (isEscaped ? 64 : 0))
          isEscaped = false
        }
      }
    }
    return (File(name: name(body[(named + mark.count)..<first.content.upperBound]), bytes: bytes), index)
  }

  private static func name(_ raw: ArraySlice<UInt8>) -> String {
    let last = raw.trimmed.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.last ?? []
    return HeaderBlock.Field.decoded(Charset.utf8OrWindows1252(last))
  }
}
