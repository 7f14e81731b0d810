/// The words that open a letter.
enum Greetings {
  static let table = PhraseTable<Void>([
    "hej", "hejsan", "hejhej", "hej hej", "hallå", "halloj", "tjena", "tjenare", "tja", "tjo", "hello", "hi",
    "dear", "kära",
    "bästa", "god morgon", "godmorgon", "god dag", "goddag", "god eftermiddag", "god kväll", "god förmiddag",
    "morrn",
    "mor'n", "morsning", "good morning", "good afternoon", "good evening", "greetings", "hei", "moi",
    "heisann",
    "hej på dig", "hej på er", "god fortsättning", "gott nytt år", "glad måndag", "glad fredag",
    "tack för senast", "hej hej", "hejhej", "hola", "godmiddag", "god middag", "hej kära", "hallåj",
    "tjenixen",
    "till den det berör", "till alla", "till berörda", "till samtliga", "till er alla",
    "to whom it may concern", "bonjour", "hallo", "moikka", "hei hei",
  ])

  /// Words in lower case that may follow them; names begin with a capital.
  static let company = PhraseTable<Void>([
    "alla", "allihop", "allihopa", "allesammans", "på", "er", "dig", "du", "ni", "igen", "hörni", "kollegor",
    "kollega",
    "kolleger", "vänner", "och", "o", "i", "gänget", "teamet", "gruppen", "där", "hej", "mr", "ms", "mrs",
    "dr",
    "all", "there", "everyone", "everybody", "team", "colleagues", "colleague", "and", "both", "again",
    "folks",
    "sir", "madam", "or", "samtliga", "båda", "bägge", "kommun", "kommunen", "stad", "vän", "läsare",
    "tillsammans", "en", "god", "morgon", "fredag",
    "måndag", "kära", "bästa", "grannar", "företagare", "den", "det", "berör", "till", "kontoret",
    "näringslivskontoret",
    "mötesgruppen", "mötesbrevlådan", "registrator", "inkorgen", "berörda",
  ])

  /// What is said besides, before the matter.
  static let pleasantries = PhraseTable<Void>([
    "hoppas allt är bra", "hoppas att allt är bra", "hoppas allt är väl", "hoppas du mår bra",
    "hoppas ni mår bra",
    "hoppas att du mår bra", "hoppas att ni mår bra", "hoppas du har det bra", "hoppas ni har det bra",
    "hoppas du haft", "hoppas ni haft", "hoppas du har haft", "hoppas ni har haft", "hoppas allt",
    "allt väl hoppas jag", "hur är läget", "hur mår du", "hur är det", "tack för senast", "tack för i går",
    "tack för igår", "tack för i dag", "tack för idag", "tack för sist", "tack för ett trevligt",
    "tack för ett bra",
    "tack för ett givande", "tack för trevligt", "tack för samtalet", "tack för besöket", "tack för mötet",
    "tack för ditt mejl", "tack för ditt mail", "tack för mejlet", "tack för pratstunden", "trevligt att ses",
    "roligt att ses", "kul att ses", "i hope you are well", "i hope this finds you well", "hope you are well",
    "hope all is well", "hope you're well", "hope this email finds you well", "thanks for the meeting",
    "thank you for the meeting", "thanks for today", "thank you for today", "nice to meet you",
  ])
}
