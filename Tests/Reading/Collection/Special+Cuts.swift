/// Paragraphs of prose, cut by hand: one point a passage.
extension Special {
  static var cuts: [CollectedMail] {
    paragraphs.enumerated().map { index, text in
      let note = CollectedNote(
        id: "cut-\(index)",
        "title: Besök hos företag\nvoice: company\nwritten: 2026-03-17 15:25\n\n# Besök hos företag\n" + text)
      var mail = kept("cut-\(index)", note)
      mail.expected.judgesFacts = false
      return mail
    }
  }

  private static let paragraphs = [
    // A complaint and what follows from it; then another matter.
    "Ansökan om serveringstillstånd låg orörd i sju veckor. ¦ Under den tiden stod lokalen tom. ‖ Handläggaren som till slut tog över var däremot snabb och tydlig.",
    // A wish belongs to itself.
    "Blanketten är på elva sidor. ¦? Flera frågor ställs två gånger. ‖ De önskar en kortare blankett för små företag.",
    // Praise, then its reason.
    "De är mycket nöjda med kontrollen i år. ¦ Inspektören gav tid att fråga och visade hur man skulle göra. ‖ Avgiften tycker de är för hög.",
    // Three matters, three passages.
    "Telefonkön är lång. ‖ Webbplatsen är svår att hitta på. ‖ Men mötet på plats var bra.",
    // An example explains.
    "Beskeden skiljer sig åt mellan handläggarna. ¦ I höstas godkändes till exempel en skylt som nu fick avslag.",
    // However turns the matter.
    "Bygglovet gick fort. ‖ Men startbeskedet dröjde i tre månader.",
    // A cause in a sentence of its own.
    "Företaget lämnade inget anbud i år. ¦ Skälet är att kraven på referenser utesluter alla nystartade.",
    // Two speakers.
    "Ekens Måleri AB tycker att tillsynen är rättvis. ‖ Vretens Såg HB tycker tvärtom att den drabbar dem som sköter sig.",
    // A question and its answer.
    "Varför kan man inte boka tid på webben? ¦ Det hade sparat både oss och kommunen många samtal. ‖ Personalen i receptionen är alltid vänlig.",
    // What happened, step by step, is one point.
    "Först begärdes en ny ritning in. ¦? Sedan en till. ¦? Därefter kom beskedet att ingen av dem hade behövts. ‖ Förslag: en checklista redan från början.",
    // A number and what it means.
    "Taxan höjdes med 23 procent i januari. ¦ Det motsvarar en hel månads hyra för en liten butik. ¦? Ingen hade berättat om höjningen i förväg.",
    // English.
    "The inspector was helpful and patient. ‖ The web form, on the other hand, crashed three times. ¦ In the end they sent everything by post. ‖ They would like to be called before the inspection.",
  ]
}
