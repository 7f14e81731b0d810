/// Short notes, each with its facts in another form.
extension Special {
  private struct Fact {
    var id: String
    var written = "2026-03-17 15:25"
    var date: String?
    var place: String?
    var companies: [String]
    var voice = "company"
    var text: String
  }

  static var facts: [CollectedMail] {
    list.enumerated().map { index, fact in
      // No two say the same.
      let text = fact.text.replacing("NN", with: "\(index + 5)")
      var note = CollectedNote(
        id: "fact-" + fact.id,
        "title: Anteckning från besök\nwritten: \(fact.written)\nvoice: \(fact.voice)\n\n# Anteckning från besök\n"
          + text)
      note.date = fact.date
      note.place = fact.place
      note.companies = fact.companies
      return kept("fact-" + fact.id, note)
    }
  }

  private static var list: [Fact] {
    dates + namesAndPlaces + voices
  }

  private static let complaint = "De har väntat i NN veckor på besked om sitt tillstånd."

  private static var dates: [Fact] {
    let forms: [(String, String, String?)] = [
      ("compact", "@ Datum: 20260312", "2026-03-12"),
      ("short-year", "@ Datum: 12/3-26", "2026-03-12"),
      ("ordinal", "~Den 12:e mars träffade vi Ekens Måleri AB.", "2026-03-12"),
      ("weekday-short", "@ Mötesdatum: tors 12 mars", "2026-03-12"),
      ("last-monday", "~I måndags träffade vi Ekens Måleri AB.", "2026-03-16"),
      ("last-friday", "~I fredags var vi hos Ekens Måleri AB.", "2026-03-13"),
      ("day-before-yesterday", "~I förrgår besökte vi Ekens Måleri AB.", "2026-03-15"),
      ("this-morning", "~I morse träffade vi Ekens Måleri AB.", "2026-03-17"),
      ("dotted", "@ Datum: 12.03.2026", "2026-03-12"),
      ("time-first", "@ Tid: kl. 9–10.30, torsdagen den 12 mars 2026", "2026-03-12"),
      ("line-above", "@ Uppsala den 12 mars 2026", "2026-03-12"),
      ("heading-date", "@ Protokoll fört vid möte 2026-03-12 med Ekens Måleri AB", "2026-03-12"),
      ("deadline-only", "~Ekens Måleri AB ringde om ett beslut som ska komma senast den 30 april 2026.", nil),
      ("next-meeting", "@ Datum: 12 mars 2026\n@ Nästa möte: 14 maj 2026", "2026-03-12"),
      ("english-us", "@ Date: March 12, 2026", "2026-03-12"),
      ("last-year", "@ Datum: 18 december", "2025-12-18"),
    ]
    return forms.map { id, line, date in
      Fact(
        id: "date-" + id, written: id == "last-year" ? "2026-01-07 10:00" : "2026-03-17 15:25", date: date,
        companies: ["Ekens Måleri AB"],
        text: line + "\n"
          + (line.contains("Ekens") ? complaint : "Ekens Måleri AB har väntat i NN veckor på besked."))
    }
  }

  private static var namesAndPlaces: [Fact] {
    let day = "@ Datum: 12 mars 2026\n"
    return [
      Fact(
        id: "place-rum", date: "2026-03-12", place: "Stadshuset, rum Fyrisån", companies: ["Ekens Måleri AB"],
        text: day + "@ Plats: Stadshuset, rum Fyrisån\nEkens Måleri AB har väntat i NN veckor."),
      Fact(
        id: "place-lokal", date: "2026-03-12", place: "Ekens verkstad, Kungsgatan 4",
        companies: ["Ekens Måleri AB"],
        text: day + "@ Lokal: Ekens verkstad, Kungsgatan 4\nEkens Måleri AB har väntat i NN veckor."),
      Fact(
        id: "place-with-date", date: "2026-03-12", place: "Slottet", companies: ["Ekens Måleri AB"],
        text: "@ Tid och plats: 12 mars 2026, Slottet\nEkens Måleri AB har väntat i NN veckor."),
      Fact(
        id: "company-aktiebolag", date: "2026-03-12", companies: ["Aktiebolaget Vretens Såg"],
        text: day + "Aktiebolaget Vretens Såg har väntat i NN veckor på besked."),
      Fact(
        id: "company-ampersand", date: "2026-03-12", companies: ["Berg & Dal Konsult AB"],
        text: day + "Berg & Dal Konsult AB har väntat i NN veckor på besked."),
      Fact(
        id: "company-number", date: "2026-03-12", companies: ["Ekens Måleri AB"],
        text: day
          + "@ Företag: Ekens Måleri AB (org.nr 556000-0000)\nFöretaget har väntat i NN veckor på besked."),
      Fact(
        id: "company-genitive", date: "2026-03-12", companies: ["Ekens Måleri AB"],
        text: day + "Ekens Måleri AB:s ansökan har legat i NN veckor utan besked."),
      Fact(
        id: "company-digit", date: "2026-03-12", companies: ["3D-verkstan i Uppsala AB"],
        text: day + "3D-verkstan i Uppsala AB har väntat i NN veckor på besked."),
      Fact(
        id: "company-attendance", date: "2026-03-12", companies: ["Ekens Måleri AB", "Vretens Såg HB"],
        text: day
          + "@ Närvarande: Lisa Ek (Ekens Måleri AB), Ulf Vret (Vretens Såg HB), Anna Ek (kommunen)\nFöretagen har väntat i NN veckor på besked."
      ),
      Fact(
        id: "company-none", date: "2026-03-12", companies: [],
        text: day + "Företagarna på gatan vill ha bättre skyltning.\nDe saknar någon att ringa."),
    ]
  }

  private static var voices: [Fact] {
    let day = "@ Datum: 12 mars 2026\n"
    return [
      Fact(
        id: "voice-staff-meeting", date: "2026-03-12", companies: [], voice: "employee",
        text: day
          + "Vi på tillståndsenheten hinner inte ringa upp alla sökande.\nVårt ärendesystem loggar ut oss mitt i beslutet."
      ),
      Fact(
        id: "voice-colleagues", date: "2026-03-12", companies: [], voice: "employee",
        text: day
          + "Mina kollegor på bygglov tycker att remisserna tar för lång tid.\nSom handläggare får man för lite tid för varje ärende."
      ),
      Fact(
        id: "voice-both", date: "2026-03-12", companies: ["Ekens Måleri AB"], voice: "mixed",
        text: day
          + "Ekens Måleri AB tycker att det tar för lång tid att få besked.\nVi handläggare saknar ett gemensamt system för remisser."
      ),
      Fact(
        id: "voice-company-we", date: "2026-03-12", companies: ["Ekens Måleri AB"],
        text: day + "Ekens Måleri AB: ”Vi har väntat i NN veckor och ingen ringer tillbaka.”"),
    ]
  }
}
