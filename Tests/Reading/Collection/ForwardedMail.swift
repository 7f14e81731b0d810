/// What a mail program tells of a mail that it forwards or answers.
struct ForwardedMail {
  var from: Person
  var to: Person
  var copy: Person?
  var day: Day
  var subject: String
  var tongue: Tongue

  private var labels: Labels { Labels.of(tongue) }

  /// The lines that a program puts above a forwarded text.
  func head(_ client: Client) -> String {
    let l = labels
    let isSwedish = tongue == .sv
    let copyLine = copy.map { "\n\(l.copy): \($0.mailbox)" } ?? ""
    let outlook =
      "\(l.from): \(from.mailbox)\n\(l.sent): \(day.outlook(tongue))\n\(l.to): \(to.mailbox)\(copyLine)\n\(l.subject): \(subject)"
    switch client {
    case .outlookDesktop, .outlookMobile: return outlook
    case .starred:
      return outlook.split(separator: "\n").map { line in
        guard let colon = line.firstIndex(of: ":") else { return String(line) }
        return "*\(line[...colon])*\(line[line.index(after: colon)...])"
      }.joined(separator: "\n")
    case .exchangeNames:
      return
        "\(l.from): \(from.name)\n\(l.sent): \(day.outlook(tongue))\n\(l.to): \(to.name); \(People.reporters[3].name); \n\(People.reporters[4].name); Funktionsbrevlåda näringsliv\n\(l.copy): \(People.reporters[2].name)\n\(l.subject): \(subject)\n\(isSwedish ? "Prioritet: Hög" : "Importance: High")"
    case .outlookClassic:
      let line = isSwedish ? "-----Ursprungligt meddelande-----" : "-----Original Message-----"
      return
        "\(line)\n\(l.from): \(from.name) [mailto:\(from.address)] \n\(l.sent): \(day.outlook(tongue))\n\(l.to): \(to.name)\n\(l.subject): \(subject)"
    case .outlookWeb, .outlookNew: return "________________________________\n" + outlook
    case .outlookMac:
      return
        "\(l.from): \(from.mailbox)\n\(l.date): \(day.weekday(tongue)) \(day.day) \(day.month(tongue)) \(day.year) \(isSwedish ? "kl. " : "at ")\(day.time)\n\(l.to): \(to.mailbox)\(copyLine)\n\(l.subject): \(subject)"
    case .windowsMail:
      return
        "\(l.from): \(from.name)<mailto:\(from.address)>\n\(l.sent): \(day.outlook(tongue))\n\(l.to): \(to.name)<mailto:\(to.address)>\n\(l.subject): \(subject)"
    case .gmail, .gmailMobile:
      let date =
        isSwedish
        ? "\(day.shortWeekday(.sv)) \(day.day) \(day.month(.sv).prefix(isShort ? 3 : 9)) \(day.year) kl \(day.time)"
        : "\(day.weekday(.en).prefix(3)), \(Day.shortEnglish[day.month - 1]) \(day.day), \(day.year) at \(day.clock)"
      return
        "---------- Forwarded message ---------\n\(l.from): \(from.name) <\(from.address)>\nDate: \(date)\nSubject: \(subject)\nTo: \(to.name) <\(to.address)>"
    case .gmailOld:
      return
        "---------- \(isSwedish ? "Vidarebefordrat meddelande" : "Forwarded message") ----------\n\(l.from): \(from.mailbox)\n\(l.date): \(day.day) \(day.month(tongue)) \(day.year) \(day.time)\n\(l.subject): \(subject)\n\(l.to): \(to.mailbox)"
    case .appleMail, .iPhone:
      let opening =
        switch tongue {
        case .sv: "Vidarebefordrat brev:"
        case .en: "Begin forwarded message:"
        case .nb: "Videresendt melding:"
        case .da: "Start på videresendt besked:"
        case .de: "Anfang der weitergeleiteten Nachricht:"
        case .fi: "Alkaa välitetty viesti:"
        }
      let date =
        isSwedish
        ? "\(day.day) \(day.month(.sv)) \(day.year) \(day.time):22 \(day.zoneName)"
        : "\(day.month(tongue)) \(day.day), \(day.year) at \(day.time):22 \(day.zoneName)"
      return
        "\(opening)\n\n\(l.from): \(from.mailbox)\n\(l.subject): \(subject)\n\(l.date): \(date)\n\(l.to): \(to.mailbox)"
    case .thunderbird, .roundcube:
      let line =
        switch (client, tongue) {
        case (.roundcube, .sv): "Ursprungligt meddelande"
        case (.roundcube, _): "Original Message"
        case (_, .sv): "Vidarebefordrat meddelande"
        case (_, .nb): "Videresendt melding"
        case (_, .da): "Videresendt meddelelse"
        case (_, .de): "Weitergeleitete Nachricht"
        case (_, .fi): "Välitetty viesti"
        case (_, .en): "Forwarded Message"
        }
      let date = client == .thunderbird ? day.rfc : "\(day.iso) \(day.time)"
      return
        "-------- \(line) --------\n\(l.subject): \t\(subject)\n\(l.date): \t\(date)\n\(l.from): \t\(from.mailbox)\n\(l.to): \t\(to.mailbox)"
    case .evolution:
      return
        "-------- \(isSwedish ? "Vidarebefordrat meddelande" : "Forwarded Message") --------\n\(l.from): \(from.mailbox)\n\(l.to): \(to.mailbox)\n\(l.subject): \(subject)\n\(l.date): \(day.rfc)"
    case .kmail:
      return
        "----------  \(isSwedish ? "Vidarebefordrat brev" : "Forwarded Message")  ----------\n\n\(l.subject): \(subject)\n\(l.date): \(day.weekday(tongue)) \(day.day) \(day.month(tongue)) \(day.year), \(day.time):22 \(day.zoneName)\n\(l.from): \(from.mailbox)\n\(l.to): \(to.mailbox)"
    case .mutt:
      return
        "----- Forwarded message from \(from.mailbox) -----\n\nDate: \(day.rfc)\nFrom: \(from.mailbox)\nTo: \(to.mailbox)\nSubject: \(subject)"
    case .alpine:
      return
        "---------- Forwarded message ----------\nDate: \(day.rfc)\nFrom: \(from.mailbox)\nTo: \(to.mailbox)\nSubject: \(subject)"
    case .claws:
      return
        "\(isSwedish ? "Början på vidarebefordrat meddelande" : "Begin forwarded message"):\n\nDate: \(day.rfc)\nFrom: \(from.mailbox)\nTo: \(to.mailbox)\nSubject: \(subject)"
    case .yahoo:
      let date =
        isSwedish
        ? "\(day.weekday(.sv)) \(day.day) \(day.month(.sv)) \(day.year) \(day.time):22 \(day.zoneName)"
        : "\(day.weekday(.en)), \(day.month(.en)) \(day.day), \(day.year) at \(day.clock) GMT+1"
      return
        "----- \(isSwedish ? "Vidarebefordrat meddelande" : "Forwarded Message") -----\n\(l.from): \(from.mailbox)\n\(l.to): \(to.mailbox)\n\(l.sent): \(date)\n\(l.subject): \(subject)"
    case .samsung:
      return
        "-------- \(isSwedish ? "Originalmeddelande" : "Original message") --------\n\(l.from): \(from.mailbox) \n\(l.date): \(day.iso)  \(day.time)  (GMT+01:00) \n\(l.to): \(to.mailbox) \n\(l.subject): \(subject) "
    case .k9:
      return
        "-------- \(isSwedish ? "Originalmeddelande" : "Original Message") --------\n\(l.from): \(from.mailbox)\n\(l.sent): \(day.day) \(day.month(tongue)) \(day.year) \(day.time):22 \(day.zoneName)\n\(l.to): \(to.mailbox)\n\(l.subject): \(subject)"
    case .horde:
      return
        "----- \(isSwedish ? "Vidarebefordrat meddelande från" : "Forwarded message from") \(from.mailbox) -----\n   \(l.date): \(day.rfc)\n     \(l.from): \(from.mailbox)\n   \(l.subject): \(subject)\n     \(l.to): \(to.mailbox)"
    case .sogo:
      return
        "-------- \(isSwedish ? "Ursprungligt meddelande" : "Original Message") --------\n\(l.subject): \(subject)\n\(l.date): \(day.weekday(tongue)) \(day.day) \(day.month(tongue)) \(day.year) \(day.time) \(day.zoneName)\n\(l.from): \(from.mailbox)\n\(l.to): \(to.mailbox)"
    case .proton:
      return
        "------- \(isSwedish ? "Vidarebefordrat meddelande" : "Forwarded Message") -------\n\(l.from): \(from.mailbox)\n\(l.date): \(isSwedish ? "\(day.weekday(.sv)) den \(day.day) \(day.month(.sv)) \(day.year) kl. \(day.time)" : "On \(day.weekday(.en)), \(day.month(.en)) \(day.day)th, \(day.year) at \(day.time)")\n\(l.subject): \(subject)\n\(l.to): \(to.mailbox)"
    case .zimbra:
      return
        "----- \(isSwedish ? "Vidarebefordrat meddelande" : "Forwarded Message") -----\n\(l.from): \"\(from.name)\" <\(from.address)>\n\(l.to): \"\(to.name)\" <\(to.address)>\n\(l.sent): \(day.weekday(tongue)), \(day.day) \(day.month(tongue)) \(day.year) \(day.time):22\n\(l.subject): \(subject)"
    case .openXchange:
      return
        "---------- \(isSwedish ? "Ursprungligt meddelande" : "Original Message") ----------\n\(l.from): \(from.mailbox)\n\(l.to): \(to.mailbox)\n\(l.date): \(day.iso) \(day.time) \(day.zoneName)\n\(l.subject): \(subject)"
    case .fastmail:
      return
        "----- Original message -----\nFrom: \(from.mailbox)\nTo: \(to.mailbox)\nSubject: \(subject)\nDate: \(day.weekday(.en)), \(day.month(.en)) \(day.day), \(day.year) \(day.clock)"
    case .emClient:
      return
        "------ \(isSwedish ? "Vidarebefordrat meddelande" : "Forwarded Message") ------\n\(l.from): \"\(from.name)\" <\(from.address)>\n\(l.to): \(to.mailbox)\n\(l.sent): \(day.iso) \(day.time):22\n\(l.subject): \(subject)"
    case .spark:
      return
        "---------- Forwarded message ----------\n\(l.from): \(from.mailbox)\n\(l.date): \(day.day) \(day.month(tongue).prefix(3)). \(day.year) \(day.time) \(day.zone)\n\(l.to): \(to.mailbox)\n\(l.subject): \(subject)"
    case .theBat:
      return
        "This is a forwarded message\nFrom: \(from.mailbox)\nTo: \(to.mailbox)\nDate: \(day.weekday(.en)), \(day.day) \(day.month(.en)) \(day.year), \(day.time):22\nSubject: \(subject)\n\n===8<==============Original message text==============="
    case .mailspring:
      return
        "---------- Forwarded Message ---------\n\nFrom: \(from.mailbox)\nSubject: \(subject)\nDate: \(Day.shortEnglish[day.month - 1]) \(day.day) \(day.year), at \(day.clock.lowercased())\nTo: \(to.mailbox)"
    case .lotusNotes:
      return
        "----- \(isSwedish ? "Vidarebefordrat av" : "Forwarded by") \(to.name)/Uppsala kommun \(isSwedish ? "den" : "on") \(day.iso) \(day.later(50).time) -----\n\n\(l.from):\t\(from.name) <\(from.address)>\n\(l.to):\t\(to.name) <\(to.address)>\n\(l.date):\t\(day.iso) \(day.time)\n\(isSwedish ? "Ärende" : l.subject):\t\(subject)"
    case .groupWise: return ">>> \(from.mailbox) \(day.iso) \(day.time) >>>"
    }
  }

  /// Months that Gmail shortens.
  private var isShort: Bool { day.month(.sv).count > 5 }

  /// The line that ends a forwarded text, where the program has one.
  func tail(_ client: Client) -> String? {
    switch client {
    case .mutt: "----- End forwarded message -----"
    case .horde:
      tongue == .sv ? "----- Avsluta vidarebefordrat meddelande -----" : "----- End forwarded message -----"
    case .theBat: "===8<===========End of original message text==========="
    case .kmail: "-------------------------------------------------------"
    default: nil
    }
  }
}
