import Feedback
import Language

/// Tells whose experience a note carries, by who speaks in it.
struct WhoseVoice {
  let text: UTF8Text
  let ranges: [Range<Int>]
  let hasCompanies: Bool
  /// What the note is of: `Dialogmöte restaurang`, `APT kontaktcenter`.
  let title: String?

  /// Words that only who runs a business is called by.
  private static let companyEndings = [
    "ägaren", "ägarna", "företagaren", "företagarna", "krögaren", "krögarna", "handlaren", "handlarna",
    "entreprenören", "entreprenörerna", "näringsidkaren", "näringsidkarna", "hotelliern", "byggherren",
    "frisören", "innehavaren", "innehavarna",
    "företagare", "bagaren", "restauratören", "krögare", "ägare", "restauratörerna", "arrangören",
    "arrangörerna", "lantbrukaren",
  ]
  private static let companyPhrases: Set<String> = [
    "vår verksamhet", "våra kunder", "våra gäster", "vår restaurang", "vår butik", "vårt företag",
    "vårt café",
    "lämnade vi", "vi lämnade", "vi skickade", "vi väntar", "vår lokal", "vår salong", "vår verkstad",
    "mitt företag",
    "min firma", "våra anställda", "our premises", "our company",
    "vår ansökan", "vi ansökte", "vi sökte", "företaget tycker", "företaget upplever", "företaget säger",
    "företaget vill", "företagen tycker", "företagen upplever", "företagen säger", "företagen vill",
    "företaget önskar", "företagen önskar", "företaget väntade", "bolaget tycker", "bolaget vill",
    "our business",
    "our customers", "our restaurant", "our shop", "the owner", "we applied", "our application",
    "the company",
    "the companies", "från företagen", "företagens synpunkter",
  ]
  private static let employeePhrases: Set<String> = [
    "på kontoret", "på förvaltningen", "på enheten", "på avdelningen", "vi handläggare", "vår enhet",
    "vår förvaltning", "vårt kontor", "våra handläggare", "vår arbetsgrupp", "vår avdelning",
    "personalen säger",
    "personalen upplever", "personalen tycker", "personalen vill", "personalen berättade",
    "personalen efterlyser",
    "personalen önskar", "handläggarna säger", "handläggarna upplever", "handläggarna tycker",
    "handläggarna vill",
    "handläggarna berättade", "medarbetarna säger", "medarbetarna upplever", "medarbetarna tycker",
    "medarbetarna vill", "medarbetarna önskar", "kollegorna säger", "kollegorna tycker",
    "kollegorna upplever",
    "bland personalen", "bland medarbetarna", "bland handläggarna", "från personalen", "från medarbetarna",
    "från handläggarna", "our unit", "our department", "our colleagues", "the staff", "at the office",
    "vårt system", "våra ärenden", "våra system", "en kollega", "mina kollegor", "våra kollegor",
    "in ansökningar",
    "vi handlägger", "sökanden förstår", "sökanden borde", "sökandena borde", "våra inspektörer",
    "som handläggare",
    "som inspektör", "jobbar här", "vår växel", "på myndigheten",
    "i arbetsgruppen", "på arbetsplatsträffen", "på apt", "medarbetare efterlyser",
  ]
  private static let sampled = 5_000
  /// Whoever waits for an answer is no employee.
  private static let waiting = WordTable("väntat väntade ansökte waited")

  /// Beginnings of a title's words.
  private static let companyTitles = [
    "företag", "krögar", "krog", "restaurang", "hotell", "handlar", "handeln", "byggherr", "lantbruk",
    "arrangör",
    "näringsliv", "frukostmöte", "åkeri", "frisör", "bagar", "bageri", "torghandlar", "fastighetsägar",
    "hantverk",
    "entreprenör", "founder", "compan", "business",
  ]
  private static let employeeTitles = [
    "apt", "arbetsplatsträff", "enhetsmöte", "personalmöte", "avdelningsmöte", "handläggar", "kontaktcenter",
    "medarbetar",
    "bygglovshandläggar", "bygglovsenhet", "livsmedelsinspektör", "miljöinspektör", "inspektör",
    "tjänsteperson", "kolleg",
    "staff",
  ]

  private var ofTitle: (company: Int, employee: Int) {
    guard let title else { return (0, 0) }
    let text = UTF8Text(title)
    var count = (company: 0, employee: 0)
    for word in text.words(in: text.all, limit: 30) {
      if Self.companyTitles.contains(where: { text.hasPrefix($0, at: word.lowerBound) }) {
        count.company += 1
      }
      if Self.employeeTitles.contains(where: { text.hasPrefix($0, at: word.lowerBound) }) {
        count.employee += 1
      }
    }
    return count
  }

  private static let endings = companyEndings.map { Array($0.utf8) }
  /// The last words of the phrases: most words are none of them, and need no closer look.
  private static let lastWords = WordTable(
    companyPhrases.union(employeePhrases).compactMap { $0.split(separator: " ").last })

  func find() -> Voice {
    let ofTitle = ofTitle
    var company = (hasCompanies ? 1 : 0) + ofTitle.company
    var employee = ofTitle.employee
    var left = Self.sampled
    for range in ranges where left > 0 {
      var before: Range<Int>?
      for word in text.words(in: range, limit: left) {
        left -= 1
        defer { before = word }
        guard word.count <= 32 else { continue }
        let isOwner = endsLikeOwner(word)
        if isOwner || Self.waiting.contains(word, of: text) { company += 1 }
        guard let before, before.count <= 16 else { continue }
        // `Vi i inspektörsgruppen`, `Vi som handlägger`
        if before.count <= 3, speaksFromWithin(word, before: before) { employee += 1 }
        guard Self.lastWords.contains(word, of: text) else { continue }
        let last = text.word(word)
        let phrase = "\(text.word(before)) \(last)"
        if !isOwner, Self.companyPhrases.contains(phrase) { company += 1 }
        // `Vi på kontoret` speaks from within; `ringde på kontoret` does not.
        if Self.employeePhrases.contains(phrase), last != "kontoret" || isOurs(word) { employee += 1 }
      }
    }
    switch (company > 0, employee > 0) {
    // One word of the other side in a note is rather a mention than a voice.
    case (true, true): return company > 3 * employee ? .company : employee > 3 * company ? .employee : .mixed
    case (true, false): return .company
    case (false, true): return .employee
    case (false, false): return .unknown
    }
  }

  private func endsLikeOwner(_ word: Range<Int>) -> Bool {
    Self.endings.contains { ending in
      guard ending.count <= word.count else { return false }
      // Backwards: most words differ in their last letters.
      var place = word.upperBound
      for byte in ending.reversed() {
        place -= 1
        if text.folded[place] != byte { return false }
      }
      return true
    }
  }

  private static let units = [
    "gruppen", "enheten", "förvaltningen", "avdelningen", "kontaktcenter", "sektionen",
  ]
  private static let duties: Set<String> = ["handlägger", "inspekterar", "granskar", "svarar", "diarieför"]

  private func speaksFromWithin(_ word: Range<Int>, before: Range<Int>) -> Bool {
    switch text.word(before) {
    case "i", "på":
      guard word.count >= 7 else { return false }
      let folded = text.word(word)
      return Self.units.contains { folded.hasSuffix($0) } && isOurs(word)
    case "som": return Self.duties.contains(text.word(word)) && isOurs(word)
    default: return false
    }
  }

  /// Whether `vi` or `oss` stands before `på kontoret`.
  private func isOurs(_ word: Range<Int>) -> Bool {
    var start = word.lowerBound
    for _ in 0..<16 where start > 0 { start = text.previous(start) }
    return text.words(in: start..<word.lowerBound).contains {
      ["vi", "oss", "vårt", "we"].contains(text.word($0))
    }
  }
}
