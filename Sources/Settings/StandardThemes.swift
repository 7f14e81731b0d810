extension Settings.Theme {
  /// The five themes that every municipality has. `config/themes.yaml` shows the same, and a test holds the two
  /// against each other.
  package static let standard: [Settings.Theme] = [
    Settings.Theme(
      name: "simplicity", title: .init(swedish: "enkelhet", english: "simplicity"),
      definition: .init(
        swedish: "Det är lätt att förstå vad kommunen vill ha och lätt att göra rätt.",
        english: "It is easy to understand what the municipality asks for, and easy to get it right."),
      words: [
        "krånglig", "byråkrati", "blankett", "begriplig", "lätt att förstå", "tydligt besked", "en väg in",
        "lotsa rätt",
        "göra rätt", "pappersarbete", "onödiga krav",
      ],
      examples: [
        "Blanketten gick inte att begripa utan hjälp.",
        "Med en enda väg in slipper företagaren leta bland förvaltningarna.",
      ],
      isStandard: true),
    Settings.Theme(
      name: "efficiency", title: .init(swedish: "effektivitet", english: "efficiency"),
      definition: .init(
        swedish:
          "Arbetet är väl ordnat: förvaltningarna samordnar sig, svaren är desamma och utfallet går att förutse.",
        english:
          "The work is well organised: departments coordinate, answers agree, and the outcome can be foreseen."
      ),
      words: [
        "samordning", "samma svar", "dubbelarbete", "digital handläggning", "e-tjänst", "rutin", "bemanning",
        "förutsägbarhet", "bollas runt", "kompletteringsbegäran",
      ],
      examples: [
        "Två handläggare gav olika svar på samma fråga.",
        "Samma ritning fick skickas in tre gånger.",
      ],
      isStandard: true),
    Settings.Theme(
      name: "fast_decisions", title: .init(swedish: "snabba beslut", english: "fast decisions"),
      definition: .init(
        swedish: "Handläggningen går fort och beslutet kommer när det är lovat.",
        english: "Cases are handled quickly, and the decision comes when it was promised."),
      words: [
        "handläggningstid", "väntetid", "väntan på beslut", "snabbt besked", "dröja", "servicegaranti",
        "långsam",
      ],
      examples: [
        "Beslutet om uteserveringen kom först när säsongen var slut.",
        "Bygglovet var klart på tre veckor.",
      ],
      isStandard: true),
    Settings.Theme(
      name: "accessibility", title: .init(swedish: "tillgänglighet", english: "accessibility"),
      definition: .init(
        swedish: "Det går att nå rätt person, få återkoppling och hitta den information som behövs.",
        english:
          "The right person can be reached, answers come back, and the information that is needed can be found."
      ),
      words: [
        "telefonkö", "öppettid", "få tag på", "återkoppling", "ringa tillbaka", "kontaktperson", "växel",
        "hitta information",
        "vart man vänder sig",
      ],
      examples: [
        "Ingen svarade i telefonen på hela veckan.",
        "Hon fick ett namn och ett direktnummer att ringa.",
      ],
      isStandard: true),
    Settings.Theme(
      name: "personal_meetings", title: .init(swedish: "personliga möten", english: "personal meetings"),
      definition: .init(
        swedish: "Kommunens folk och företagen träffas, talas vid och lyssnar på varandra.",
        english: "People of the municipality and of the companies meet, talk and listen to each other."),
      words: [
        "företagsbesök", "frukostmöte", "dialogmöte", "lotsmöte", "öppet hus", "personlig kontakt", "samtal",
        "bli lyssnad på",
        "träffas",
      ],
      examples: [
        "Det bästa var att någon kom ut och såg hur vi arbetar.",
        "Företagarna vill ha fler frukostmöten med tjänstemännen.",
      ],
      isStandard: true),
  ]
}
