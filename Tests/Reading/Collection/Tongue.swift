/// A language in which a mail program shows its headers, and a person signs.
package enum Tongue: String, Sendable {
  case sv, en, nb, da, de, fi
}

/// What the languages call the fields of a forwarded mail.
struct Labels {
  var from: String
  var sent: String
  var date: String
  var to: String
  var copy: String
  var subject: String
  /// Before the subject of a forward.
  var forward: String
  var reply: String

  static func of(_ tongue: Tongue) -> Labels {
    switch tongue {
    case .sv:
      Labels(
        from: "Från", sent: "Skickat", date: "Datum", to: "Till", copy: "Kopia", subject: "Ämne",
        forward: "VB",
        reply: "SV")
    case .en:
      Labels(
        from: "From", sent: "Sent", date: "Date", to: "To", copy: "Cc", subject: "Subject", forward: "FW",
        reply: "RE")
    case .nb:
      Labels(
        from: "Fra", sent: "Sendt", date: "Dato", to: "Til", copy: "Kopi", subject: "Emne", forward: "VS",
        reply: "SV")
    case .da:
      Labels(
        from: "Fra", sent: "Sendt", date: "Dato", to: "Til", copy: "Cc", subject: "Emne", forward: "VS",
        reply: "SV"
      )
    case .de:
      Labels(
        from: "Von", sent: "Gesendet", date: "Datum", to: "An", copy: "Cc", subject: "Betreff", forward: "WG",
        reply: "AW")
    case .fi:
      Labels(
        from: "Lähettäjä", sent: "Lähetetty", date: "Päivämäärä", to: "Vastaanottaja", copy: "Kopio",
        subject: "Aihe",
        forward: "VL", reply: "VS")
    }
  }
}

extension Day {
  private static let months: [Tongue: [String]] = [
    .sv: [
      "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
      "november",
      "december",
    ],
    .en: [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November",
      "December",
    ],
    .nb: [
      "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
      "november",
      "desember",
    ],
    .da: [
      "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober",
      "november",
      "december",
    ],
    .de: [
      "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
      "November",
      "Dezember",
    ],
    .fi: [
      "tammikuuta", "helmikuuta", "maaliskuuta", "huhtikuuta", "toukokuuta", "kesäkuuta", "heinäkuuta",
      "elokuuta",
      "syyskuuta", "lokakuuta", "marraskuuta", "joulukuuta",
    ],
  ]
  private static let days: [Tongue: [String]] = [
    .sv: ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
    .en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    .nb: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    .da: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    .de: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    .fi: ["maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai"],
  ]

  func month(_ tongue: Tongue) -> String { Self.months[tongue]?[month - 1] ?? "" }
  func weekday(_ tongue: Tongue) -> String { Self.days[tongue]?[weekday] ?? "" }
  func shortWeekday(_ tongue: Tongue) -> String {
    tongue == .sv
      ? ["mån", "tis", "ons", "tors", "fre", "lör", "sön"][weekday] : String(weekday(tongue).prefix(3))
  }

  /// `9:14 AM`.
  var clock: String { "\(hour % 12 == 0 ? 12 : hour % 12):\(Self.two(minute)) \(hour < 12 ? "AM" : "PM")" }

  /// As Outlook writes it.
  func outlook(_ tongue: Tongue) -> String {
    switch tongue {
    case .sv: "den \(day) \(month(.sv)) \(year) \(time)"
    case .en: "\(weekday(.en)), \(month(.en)) \(day), \(year) \(clock)"
    case .nb: "\(weekday(.nb)) \(day). \(month(.nb)) \(year) \(time)"
    case .da: "\(day). \(month(.da)) \(year) \(time)"
    case .de: "\(weekday(.de)), \(day). \(month(.de)) \(year) \(time)"
    case .fi: "\(weekday(.fi)) \(day). \(month(.fi)) \(year) \(time)"
    }
  }
}
