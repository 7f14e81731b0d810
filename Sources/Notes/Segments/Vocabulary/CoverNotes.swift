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

  /// Of these, those that have no other meaning wherever they stand.
  static let unmistakable = PhraseTable<Void>([
    "se nedan", "se mejlet", "se mailet", "se tråden", "se mejltråd", "se mailtråd", "i tråden", "här nedan",
    "mejlet nedan", "mailet nedan", "nedanstående mejl", "nedanstående mail", "nedanstående meddelande",
    "fyi", "f.y.i",
    "för kännedom", "till kännedom", "för din kännedom", "för er kännedom", "skickar vidare", "sänder vidare",
    "vidarebefordrar", "vidarebefodrar", "vidaresänder", "till mötesbrevlådan", "för registrering",
    "kan ni registrera",
    "kan du registrera", "kan ni lägga in", "kan du lägga in", "för inläsning", "för taggning",
    "lägger till er",
    "anteckningar enligt", "see below", "forwarding", "for your information", "here are my notes",
    "here are the notes",
  ])

  /// Of these, those that point only where nothing follows in their sentence.
  static let below = PhraseTable<Void>(["nedan", "below", "längre ner", "längst ner"])

  /// Words that may stand before.
  static let subjects = PhraseTable<Void>(["jag", "vi", "nu", "hej", "ok", "okej", "och", "även", "så", "i"])

  /// Of these, the note may stand beside the mail and not below it.
  static let attached = PhraseTable<Void>([
    "bifogar", "bifogat", "bifogad", "bifogas", "bifogade", "i bilaga", "i bilagan", "bilaga", "bilagt",
    "bilagd", "attached",
    "se bilaga", "se dokument", "i dokumentet",
  ])
}

/// How a line begins that hands over the note which follows it: no word of the note.
enum CoverOpenings {
  static let table = PhraseTable<Void>([
    "här kommer", "här är anteckningarna", "här är mina anteckningar", "här är våra anteckningar",
    "nedan anteckningar", "nedan mina", "nedan minnesanteckningar", "nedan hittar", "nedan ser",
    "här följer", "här har ni", "här har du", "kommer här", "nedan följer", "nedan kommer", "nedan finns",
    "nedan är",
    "se nedan", "se anteckningar nedan", "se mina anteckningar", "fyi", "för kännedom", "för er kännedom",
    "för din kännedom", "till mötesbrevlådan", "till inkorgen", "till registrator", "till registratorn",
    "till möten", "skickar anteckningar", "skickar här", "skickar mina anteckningar", "skickar över",
    "sänder anteckningar", "bifogar anteckningar", "delar anteckningar", "delar mina anteckningar",
    "mina anteckningar från", "lägger in anteckningar", "here are my notes", "here are the notes",
    "here is my", "here are our notes", "please find my notes", "please find the notes", "see my notes below",
    "see below", "notes below", "enligt överenskommelse", "enl. överenskommelse", "som överenskommet",
    "som utlovat", "som lovat", "kan ni registrera", "kan ni lägga in", "kan du registrera",
    "kan du lägga in",
    "för registrering", "för inläsning",
  ])
}

/// How the lines after a closing begin that belong to the letter all the same.
enum Postscripts {
  static let table = PhraseTable<Void>(["ps", "ps.", "p.s", "p.s.", "ps:", "ps!", "pps", "p s"])
}
