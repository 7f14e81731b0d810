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
}
