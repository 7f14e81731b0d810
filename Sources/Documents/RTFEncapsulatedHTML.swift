/// HTML that Outlook wrapped in RTF (MS-OXRTFEX): tags stand in groups of their own, and what only readers of RTF are
/// to see is marked.
struct RTFEncapsulatedHTML {
  private struct State {
    /// Within `\*\htmltag`: markup.
    var isMarkup = false
    /// Nothing within is HTML.
    var isPassedOver = false
    var isFontTable = false
    /// Between `\htmlrtf` and `\htmlrtf0`.
    var isForRTF = false
    var unicodeSkip = 1
    var font: Int?
  }

  private static let depthLimit = 512

  private var tokenizer: RTFTokenizer
  private var state = State()
  private var stack = [State]()
  private var excess = 0
  private var fonts = RTFFonts()
  private var unicode = RTFUnicode()
  private var skip = 0
  private var mayIgnore = false
  private var pending = [UInt8]()
  private var html = [UInt8]()

  /// Whether a document says that it was made from HTML (section 2.1.3.1: among its first words).
  static func isOne(_ bytes: [UInt8]) -> Bool {
    find(Array("\\fromhtml1".utf8), in: bytes.prefix(1024)) != nil
  }

  /// The HTML, in UTF-8.
  static func html(of bytes: [UInt8]) -> [UInt8] {
    var reader = RTFEncapsulatedHTML(tokenizer: RTFTokenizer(bytes))
    reader.read()
    return reader.html
  }

  private init(tokenizer: RTFTokenizer) { self.tokenizer = tokenizer }

  private mutating func read() {
    while let token = tokenizer.next() {
      if case .byte(let byte) = token {
        if skip > 0 { skip -= 1 } else { pending.append(byte) }
        continue
      }
      if !pending.isEmpty {
        write(pending[...])
        pending.removeAll(keepingCapacity: true)
      }
      switch token {
      case .groupStart: push()
      case .groupEnd: pop()
      case .word(let word, let number): take(word, number)
      case .symbol(let sign): take(symbol: sign)
      case .text(let range):
        let passed = min(skip, range.count)
        skip -= passed
        write(tokenizer.bytes[range].dropFirst(passed))
      case .byte: break
      }
    }
    write(pending[...])
  }

  private mutating func push() {
    skip = 0
    mayIgnore = false
    if stack.count < Self.depthLimit { stack.append(state) } else { excess += 1 }
  }

  private mutating func pop() {
    skip = 0
    mayIgnore = false
    if excess > 0 {
      excess -= 1
      return
    }
    if state.isFontTable { fonts.endEntry() }
    if let around = stack.popLast() { state = around }
  }

  private mutating func take(_ word: String, _ number: Int?) {
    if mayIgnore {
      mayIgnore = false
      if word == "htmltag" { state.isMarkup = true } else { state.isPassedOver = true }
      return
    }
    if state.isFontTable { fonts.read(word: word, number) }
    switch word {
    case "fonttbl": state.isFontTable = true
    case "htmlrtf": state.isForRTF = number != 0
    case "ansicpg": fonts.codePage = number ?? 1252
    case "f": state.font = number
    case "plain": state.font = nil
    case "uc": state.unicodeSkip = min(max(0, number ?? 1), 255)
    case "u":
      if let scalar = unicode.scalar(number ?? 0) { write(scalar: scalar) }
      skip = state.unicodeSkip
    case "par", "line": write("\r\n".utf8[...], isDecoded: true)
    default:
      switch RTFWord.meaning(word) {
      case .tab: write(scalar: 0x09)
      case .character(let scalar): write(scalar: scalar)
      case .nothing: state.isPassedOver = true
      default: break
      }
    }
  }

  private mutating func take(symbol: UInt8) {
    switch symbol {
    case UInt8(ascii: "*"): mayIgnore = true
    case UInt8(ascii: "~"): write(scalar: 0xA0)
    case UInt8(ascii: "_"): write(scalar: 0xAD)
    case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\\"):
      write(CollectionOfOne(symbol), isDecoded: true)
    default: break
    }
  }

  private mutating func write(scalar: UInt32) {
    var character = [UInt8]()
    appendUTF8(of: scalar, to: &character)
    write(character, isDecoded: true)
  }

  private mutating func write(_ text: some Collection<UInt8>, isDecoded: Bool = false) {
    if state.isFontTable {
      fonts.read(text: Array(text)[...])
    } else if !state.isPassedOver, !state.isForRTF {
      html += isDecoded ? Array(text) : fonts.decode(text, font: state.isMarkup ? nil : state.font)
    }
  }
}
