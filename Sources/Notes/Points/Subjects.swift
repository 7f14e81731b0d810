import Language

/// What a sentence speaks of, as far as its words tell: which of the municipality's services, and whether well or ill.
///
/// Not a judgement of themes; it only tells whether two neighbours speak of the same.
struct Subjects {
  /// Services and means, a bit each.
  private(set) var topics: UInt32 = 0
  private(set) var isPraising = false
  private(set) var isComplaining = false
  private(set) var isWishing = false

  init(of words: [Range<Int>], in text: UTF8Text) {
    let hyphen = UInt8(ascii: "-")
    for word in words
    where word.count >= 3 || word.upperBound < text.folded.count && text.folded[word.upperBound] == hyphen {
      let meaning = Self.meaning(of: word, in: text)
      topics |= meaning & Self.topicBits
      if meaning & Self.praise != 0 { isPraising = true }
      if meaning & Self.complaint != 0 { isComplaining = true }
      // `ville` tells what somebody wanted then.
      if meaning & Self.wish != 0 || word.count == 4 && text.hasPrefix("vill", at: word.lowerBound) {
        isWishing = true
      }
    }
  }

  /// These, with what the sentences before spoke of where this one names nothing.
  func completed(by before: Subjects) -> Subjects {
    var subjects = self
    if topics == 0 { subjects.topics = before.topics }
    if !isPraising && !isComplaining {
      subjects.isPraising = before.isPraising
      subjects.isComplaining = before.isComplaining
    }
    if before.isWishing { subjects.isWishing = true }
    return subjects
  }

  /// The topics that are services, and those that are means of any service.
  static let services: UInt32 = 0b1_0000_1111_1111
  static let means: UInt32 = 0b10_1111_0000_0000

  private static let praise: UInt32 = 1 << 31
  private static let complaint: UInt32 = 1 << 30
  private static let wish: UInt32 = 1 << 29
  private static let topicBits: UInt32 = wish - 1

  private struct Stem {
    var letters: [UInt8]
    var meaning: UInt32
    /// Whether it counts within a compound too: `tillsynsavgiften`.
    var isInner: Bool
  }

  /// The stems by their first byte, the longest first.
  private static let stems: [[Stem]] = {
    var stems = [[Stem]](repeating: [], count: 256)
    func add(_ list: String, _ meaning: UInt32, inner: Bool = true) {
      for stem in list.split(whereSeparator: \.isWhitespace) {
        let letters = Array(stem.utf8)
        guard letters.count >= 2, let first = letters.first else { continue }
        stems[Int(first)].append(
          Stem(letters: letters, meaning: meaning, isInner: inner && letters.count >= 5))
      }
    }
    let inspection: UInt32 = 1 << 0
    add("bygglov startbesked slutbesked rivningslov marklov skyltlov lovet loven permit byggnadslov", 1 << 1)
    add("livsmedel hygien food", inspection | 1 << 2)
    add("kontrollant livsmedelskontroll kontrollen kontrollbesök", inspection)
    add("miljö environment", inspection | 1 << 3)
    add("inspekt tillsyn inspector", inspection)
    add("serveringstill serveringstid alkohol utskänk alcohol liquor", 1 << 4)
    add("brand räddningstjänst fire", 1 << 5)
    add("upphandl anbud ramavtal leverantör procure tender", 1 << 6)
    add("uteserv markuppl torghand torgplats evenemang markedspl seating", 1 << 7)
    add("växel telefon ring återkoppl koppla kontaktcenter mejl switchboard phone", 1 << 8)
    add("blankett webb e-tjänst hemsid formulär sökfunkt portal website forms nätet online internet", 1 << 9)
    add("frukost dialogmö frukostmö lots nätverksträff breakfast lunchmö", 1 << 10)
    add("avgift faktur taxa taxan fee fees invoice", 1 << 11)
    add("vänta vänte dröj waited waiting delay", complaint | 1 << 13)
    add("handläggningstid", 1 << 13)
    add("detaljplan parkering gatuarbet snöröj", 1 << 12)
    add(
      """
      god goda gott lätt lätta enkel enkla enkelt tydlig tydliga tydligt easy clear bra nöjd nöjda nöjt beröm uppskatt smidig toppen fantastisk guld kunnig hjälpsam rättvis rättvist korrekt korrekta saklig sakliga påläst pålästa vänlig vänliga vänligt lugn lyhörd trevlig positiv
      utmärkt föredömlig glad glada tacksam gillar gillade imponer proffsig professionell snabb snabbt snabba fort snyggt
      excellent great good helpful friendly appreciat praise liked happy pleased smooth fast
      """, praise, inner: false)
    add(
      """
      långsam krånglig krångligt dålig dåligt rörig otydlig obegriplig problem saknas
      saknar kritik tyvärr orimlig frustrer missnöjd irriter saknad aldrig svårt svår svåra besvärlig luddig omöjlig sämre
      onödig tappar krånglar strular kraschar kraschade skäller klag brister brist slow difficult unclear never confus frustrat complicated bad
      """, complaint, inner: false)
    add(
      """
      vilja velat önskar önskas önskemål önskade föreslår föreslog förslag efterlys borde idé would suggest wish propos
      """, wish, inner: false)
    return stems.map { $0.sorted { $0.letters.count > $1.letters.count } }
  }()

  /// For each pair of bytes whether a stem begins with it: most places of a text are settled by that.
  private static let beginnings: [Bool] = {
    var beginnings = [Bool](repeating: false, count: 1 << 16)
    for stem in stems.joined() { beginnings[Int(stem.letters[0]) << 8 | Int(stem.letters[1])] = true }
    return beginnings
  }()

  /// What the stems in a word mean: the one that it begins with, and those within it.
  private static func meaning(of word: Range<Int>, in text: UTF8Text) -> UInt32 {
    beginnings.withUnsafeBufferPointer { beginnings in
      text.folded.withUnsafeBufferPointer { folded in
        meaning(of: word, in: folded, beginnings)
      }
    }
  }

  private static func meaning(
    of word: Range<Int>, in folded: UnsafeBufferPointer<UInt8>, _ beginnings: UnsafeBufferPointer<Bool>
  ) -> UInt32 {
    var meaning: UInt32 = 0
    var i = word.lowerBound
    search: while i < word.upperBound {
      // The second byte of a letter begins no stem, so every byte may be looked at.
      guard i + 1 < folded.count, beginnings[Int(folded[i]) << 8 | Int(folded[i + 1])] else {
        i += 1
        continue
      }
      let isInner = i > word.lowerBound
      for stem in stems[Int(folded[i])] where !isInner || stem.isInner {
        // A stem with a hyphen runs on into the next word.
        if i + stem.letters.count <= folded.count,
          UnsafeBufferPointer(rebasing: folded[i..<i + stem.letters.count]).elementsEqual(stem.letters)
        {
          meaning |= stem.meaning
          i += stem.letters.count
          continue search
        }
      }
      i += 1
    }
    return meaning
  }
}
