/// What an officer writes above a note that somebody else wrote, or that stands below or beside: it points on.
enum CoverNotes {
  static let table = PhraseTable<Void>([
    "se nedan", "nedan", "här nedan", "nedanstående", "längre ner", "längst ner", "se tråden", "se mejlet",
    "se mailet", "se mejltråd",
    "se mailtråd", "i tråden", "fyi", "f.y.i", "för kännedom", "f.k.", "fk", "för info", "för information",
    "till kännedom",
    "för din kännedom", "för er kännedom", "till er kännedom", "för vidare", "enligt överenskommelse",
    "enl överenskommelse",
    "enl. överenskommelse", "enligt ök", "enl ök", "som överenskommet", "som utlovat", "som lovat",
    "som lovades", "som sagt",
    "här är anteckningarna", "här är mina anteckningar", "här är våra anteckningar", "här kommer",
    "här kommer anteckningar",
    "kommer här", "skickar", "skickar vidare", "skickar även", "vidarebefordrar", "vidarebefodrar",
    "vidaresänder", "sänder vidare",
    "bifogar", "bifogat", "bifogad", "bifogas", "bifogade", "lägger till", "lägger in", "till möten",
    "till mötesbrevlådan", "till inkorgen", "för registrering",
    "kan ni registrera", "kan ni lägga in", "kan ni ta emot", "för inläsning", "för taggning", "till lyssnad",
    "anteckningar enligt",
    "see below", "below", "please see", "as agreed", "as promised", "forwarding", "for your information",
    "here are the notes",
    "here are my notes", "attached", "please find",
  ])

  /// Of these, the note may stand beside the mail and not below it.
  static let attached = PhraseTable<Void>([
    "bifogar", "bifogat", "bifogad", "bifogas", "bifogade", "i bilaga", "i bilagan", "bilaga", "bilagt",
    "bilagd", "attached",
    "se bilaga", "se dokument", "i dokumentet",
  ])
}

/// How the lines after a closing begin that belong to the letter all the same.
enum Postscripts {
  static let table = PhraseTable<Void>(["ps", "ps.", "p.s", "p.s.", "ps:", "ps!", "pps", "p s"])
}
