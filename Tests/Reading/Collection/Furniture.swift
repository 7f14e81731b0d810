/// How a person signs.
enum Signature: Sendable {
  case none, full, short, slash, dashes, name, english, gdpr, environment, bokmal, german, finnish, stars,
    vcard
  case iPhone, outlookApp, oneNote, booking

  func lines(_ person: Person) -> [String] {
    let first = person.name.split(separator: " ").first.map(String.init) ?? person.name
    return switch self {
    case .none: []
    case .full:
      [
        "Med vänliga hälsningar", "", person.name, person.title, person.unit, "Uppsala kommun",
        "018-727 00 41 | 070-174 06 05", "Besöksadress: Stationsgatan 12, 753 40 Uppsala",
        "\(person.address) | www.uppsala.example",
      ]
    case .short: ["Mvh \(first)"]
    case .slash: ["/\(first)"]
    case .name: ["Vänligen,", person.name]
    case .dashes: ["-- ", person.name, "\(person.title), \(person.unit)", "Telefon: 018-727 00 52"]
    case .english:
      [
        "Kind regards,", "", person.name, "Business Development Officer", "City of Uppsala",
        "Phone: +46 18 727 00 41", "www.uppsala.example/en",
      ]
    case .gdpr:
      [
        "Hälsningar", person.name, person.title, "Tfn 018-727 00 63", "",
        "När du kontaktar Uppsala kommun behandlar vi dina personuppgifter.",
        "Läs mer om hur på www.uppsala.example/personuppgifter",
      ]
    case .environment:
      [
        "Bästa hälsningar", "", person.name, person.unit, "Mobil 070-174 06 18", "",
        "Tänk på miljön innan du skriver ut detta mejl.", "Följ oss på Facebook, LinkedIn och Instagram",
      ]
    case .iPhone: ["/\(first)", "", "Skickat från min iPhone"]
    case .outlookApp: ["Hälsn \(first)", "", "Hämta Outlook för Android"]
    case .oneNote: ["Skapad med OneNote."]
    case .booking:
      [
        "Med vänlig hälsning,", "\(person.name) (hon/henne)", person.title, "Direkt: 018-727 00 58",
        "Boka ett möte med mig: https://bokning.uppsala.example/\(person.address.prefix { $0 != "@" })",
        "Måndag–torsdag, ledig fredagar",
      ]
    case .bokmal: ["Med vennlig hilsen", "", person.name, "Rådgiver", "Mobil: +47 400 00 000"]
    case .german: ["Mit freundlichen Grüßen", "", person.name, "Telefon +46 18 727 00 41"]
    case .finnish: ["Ystävällisin terveisin", "", person.name, "Puh. +358 40 000 0000"]
    case .stars:
      [
        "Med vänlig hälsning", "**************************************", person.name, person.title,
        "Uppsala kommun, 753 75 Uppsala", "Växel: 018-727 00 00", "**************************************",
      ]
    case .vcard:
      [
        "Vänliga hälsningar", "\(person.name) | \(person.title)", "T +46 18 727 00 77 | M +46 70 174 06 22",
        "E \(person.address)", "Uppsala kommun | \(person.unit) | Stadshusgatan 2 | 753 21 Uppsala",
      ]
    }
  }
}

/// What a server or an employer puts below every mail.
enum Disclaimer: Sendable, CaseIterable {
  case swedish, english, secrecy, virus, both, record, teams, printed, german

  var lines: [String] {
    switch self {
    case .swedish:
      [
        "Detta e-postmeddelande och dess bilagor kan innehålla konfidentiell information och är endast avsett för den angivna mottagaren.",
        "Om du har fått meddelandet av misstag ber vi dig att meddela avsändaren och radera det.",
      ]
    case .english:
      [
        "This e-mail and any attachments are confidential and intended solely for the use of the addressee.",
        "If you have received it in error, please notify the sender and delete it from your system.",
      ]
    case .secrecy:
      [
        "SEKRETESS: Innehållet i detta mejl kan omfattas av sekretess enligt offentlighets- och sekretesslagen (2009:400).",
        "Sprid det inte vidare utan avsändarens godkännande.",
      ]
    case .virus:
      [
        "Detta meddelande har genomsökts efter virus och farligt innehåll av MailVakt och bedömts vara rent."
      ]
    case .teams:
      [
        "________________________________________________________________________________",
        "Microsoft Teams-möte",
        "Anslut på datorn, i mobilappen eller i rumsenheten", "Klicka här för att ansluta till mötet",
        "Mötes-ID: 312 445 901 22", "Lösenord: vP4xQz",
      ]
    case .printed:
      [
        "P Spara på miljön – skriv inte ut detta mejl i onödan.",
        "Please consider the environment before printing this e-mail.",
      ]
    case .german:
      [
        "Diese E-Mail enthält vertrauliche Informationen und ist nur für den genannten Empfänger bestimmt."
      ]
    case .both: Self.swedish.lines + [""] + Self.english.lines
    case .record:
      [
        "E-post till Uppsala kommun blir i regel allmän handling och kan komma att lämnas ut.",
        "Information om hur kommunen behandlar personuppgifter finns på www.uppsala.example/gdpr.",
      ]
    }
  }
}

/// What a server puts above mail from outside.
enum Banner: Sendable, CaseIterable {
  case external, swedish, caution, seldom, seldomSwedish, box

  var lines: [String] {
    switch self {
    case .external: ["[EXTERNT MEJL]"]
    case .swedish:
      [
        "OBS! Detta mejl kommer från en avsändare utanför Uppsala kommun. Klicka inte på länkar och öppna inte bilagor om du inte känner igen avsändaren."
      ]
    case .caution:
      [
        "CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender and know the content is safe."
      ]
    case .seldom:
      ["You don't often get email from erik.lund@uppsala.example. Learn why this is important"]
    case .seldomSwedish:
      ["Du får inte ofta e-post från erik.lund@uppsala.example. Läs om varför det är viktigt"]
    case .box:
      ["VARNING: Externt e-postmeddelande", "Kontrollera avsändarens adress innan du svarar."]
    }
  }

  var html: String {
    "<table border=0 cellspacing=0 cellpadding=0 align=\"left\" width=\"100%\"><tr><td style=\"background:#ffb900;padding:5pt 2pt 5pt 2pt\"></td><td width=\"100%\" cellpadding=\"7px 6px 7px 15px\" style=\"background:#fff8e5;padding:5pt 4pt 5pt 12pt;word-wrap:break-word\"><div style=\"color:#222222;\">\(lines.map { escaped($0) }.joined(separator: "<br>"))</div></td></tr></table>\r\n"
  }
}

/// An officer's own words with a forward.
enum Comment: Sendable {
  case none, short, fyi, long, ask, english, bokmal, danish, german, finnish, greeted

  var lines: [String] {
    switch self {
    case .none: []
    case .short: ["Här kommer anteckningarna som jag lovade."]
    case .fyi: ["FYI"]
    case .long:
      [
        "Hej!", "",
        "Kollegan var på mötet i min frånvaro och har skrivit ner det viktigaste. Jag känner igen det mesta från tidigare samtal.",
        "", "Säg till om ni vill ha kontaktuppgifter.",
      ]
    case .ask: ["Kan ni lägga in den här tillsammans med de andra från i våras? Tack på förhand."]
    case .english: ["Hi,", "", "Please find the note from the meeting below. It may be of use to you."]
    case .bokmal: ["Hei, her er referatet fra møtet i går."]
    case .danish: ["Hej, her er referatet fra mødet."]
    case .german: ["Hallo, anbei das Protokoll von unserem Treffen."]
    case .finnish: ["Hei, tässä kokouksen muistiinpanot."]
    case .greeted: ["Hej kollegor,", "", "skickar vidare detta för kännedom och vidare hantering hos er."]
    }
  }

  /// Lines that are greetings; a reader may keep them with the comment or apart.
  static let greetings: Set<String> = ["Hej!", "Hi,", "Hej kollegor,"]
}

/// A thread that went before: from whom, and what was said.
struct Exchange {
  var from: Person
  var to: Person
  var day: Day
  var subject: String
  var lines: [String]

  static func before(_ day: Day, from: Person, to: Person, _ choice: Int) -> Exchange {
    let texts: [[String]] = [
      [
        "Hej!", "", "Tack för inbjudan till träffen, vi kommer gärna båda två.",
        "Finns det parkering i närheten av lokalen?",
      ],
      [
        "Hej Erik,", "", "Kan du skriva ihop vad som sades så att jag kan skicka det vidare?",
        "Det räcker med det viktigaste, gärna före fredag.",
      ],
      [
        "Hej,", "", "Dagordningen till mötet kommer senare i veckan.",
        "Meddela specialkost till receptionen senast på måndag.",
      ],
    ]
    var before = day
    before.day = max(1, day.day - 2)
    return Exchange(
      from: from, to: to, day: before,
      subject: ["Inbjudan till träff", "Anteckningar?", "Kallelse"][choice % 3],
      lines: texts[choice % 3])
  }
}
