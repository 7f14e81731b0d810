/// The words that close a letter, before the writer's name.
enum Closings {
  static let table = PhraseTable<Void>([
    "vid protokollet", "vid pennan", "vid tangenterna", "antecknat av", "mvh", "m.v.h.", "m.v.h", "m v h",
    "mvh.", "mvh,", "hälsn", "hälsn.", "vh", "v.h.",
    "med vänlig hälsning", "med vänliga hälsningar", "med vänlig hälsn", "med vänlig hälsn.",
    "med vänliga hälsn",
    "med vänlighälsning", "med vänliga hälsning", "med vänlig hälsningar", "vänlig hälsning",
    "vänlig hälsningar",
    "vänliga hälsningar", "vänliga hälsning", "vänligen", "vänligast", "hälsningar", "hälsning",
    "många hälsningar",
    "bästa hälsningar", "bästa hälsning", "med bästa hälsning", "med bästa hälsningar", "varma hälsningar",
    "varm hälsning", "med varm hälsning", "med varma hälsningar", "soliga hälsningar", "glada hälsningar",
    "trevliga hälsningar", "hjärtliga hälsningar", "höstliga hälsningar", "vårliga hälsningar",
    "somriga hälsningar",
    "högaktningsfullt", "med hälsning", "med hälsningar", "allt gott", "allt gott önskar", "hälsar", "kram",
    "kramar",
    "ha det gott", "ha det bra", "ha det fint", "ha en fin dag", "ha en bra dag", "ha en trevlig dag",
    "ha en fin helg",
    "ha en skön helg", "trevlig helg", "trevlig helg önskar", "fin helg", "glad påsk", "god jul",
    "glad sommar",
    "trevlig sommar", "på återseende", "väl mött", "vi hörs", "vi ses", "tack och hej",
    "best regards", "kind regards", "kindest regards", "warm regards", "regards", "best wishes", "sincerely",
    "yours sincerely", "yours faithfully", "yours truly", "many thanks", "cheers", "best", "all the best",
    "br", "kr",
    "rgds", "with best regards", "with kind regards", "thanks and regards", "thanks & regards",
    "best greetings",
    "vennlig hilsen", "med vennlig hilsen", "venlig hilsen", "med venlig hilsen", "hilsen", "mvh/", "mvh /",
    "ystävällisin terveisin", "terveisin", "mit freundlichen grüßen", "viele grüße",
  ])

  /// Of these a sentence can begin; they close a letter only where nothing or a name in capitals follows.
  static let ambiguous = PhraseTable<Void>([
    "vänligen", "best", "br", "kr", "vh", "hälsar", "kram", "regards", "hälsning",
  ])

  /// Words that close a letter only where they stand alone right above a name.
  static let beforeName = PhraseTable<Void>([
    "tack", "tack så mycket", "tusen tack", "stort tack", "tack på förhand", "tackar", "thanks", "thank you",
    "many thanks", "thanks in advance", "ciao", "hej då", "hejdå", "hej så länge", "ha det", "hörs", "puss",
    "adjö",
    "lycka till", "bye", "talk soon",
  ])

  /// Words in lower case that may stand between closing and name.
  static let joining = PhraseTable<Void>([
    "och", "från", "genom", "gm", "via", "o", "and", "from", "önskar", "till", "er", "dig",
  ])
}

/// The lines that phones and mail programs add.
enum DeviceSignatures {
  static let table = PhraseTable<Void>([
    "skickat från min", "skickat från mitt", "skickat från outlook", "skickat från yahoo",
    "skickat från e-post",
    "skickat från mail", "skickat från proton", "skickat från samsung", "skickat från iphone",
    "skickat från ipad",
    "skickat från android", "skickat från telefonen", "skickat från mobilen", "skickat från mobil",
    "skickat från gmail",
    "skickat från surfplatta", "skickat via", "skickat med", "skickades från min", "sänt från min",
    "sänt från",
    "hämta outlook för", "hämta outlook", "skaffa outlook för", "skaffa outlook", "få outlook för",
    "sent from my", "sent from outlook", "sent from yahoo", "sent from mail", "sent from proton",
    "sent from samsung",
    "sent from gmail", "sent from iphone", "sent from a", "sent via", "sent with", "get outlook for",
    "get outlook",
    "sendt fra min", "sendt fra outlook", "få outlook til", "last ned outlook", "lähetetty iphonesta",
    "lähetetty puhelimesta", "von meinem iphone gesendet",
    "skrivet på mobilen", "skrivet på telefonen", "ursäkta ev. stavfel", "ursäkta eventuella stavfel",
  ])
}

/// A line after the signature that is the organisation's own words, not the note's.
enum SignatureSlogans {
  static let table = PhraseTable<Void>([
    "följ oss", "följ gärna oss", "läs mer på", "läs mer om", "läs mer:", "besök oss", "besök vår",
    "prenumerera", "anmäl dig till",
    "boka tid", "vi söker", "nu söker vi", "missa inte", "gilla oss", "se våra", "se lediga", "jag arbetar",
    "jag jobbar",
    "mina arbetsdagar", "mina arbetstider", "arbetar normalt", "åter på kontoret", "semester",
    "jag har semester",
    "tjänstledig", "follow us", "visit us", "read more", "subscribe", "my working hours", "working hours",
    "telefontid", "telefontider", "besökstid", "besökstider", "öppettider", "öppet", "kontaktcenter", "växel",
    "postadress", "besöksadress", "besök:", "post:", "leveransadress", "fakturaadress", "org.nr",
    "organisationsnummer",
    "tel", "tel.", "tfn", "tfn.", "telefon", "mobil", "mob", "mob.", "direkt", "direktnr", "vxl", "fax",
    "phone",
    "mobile", "e-post", "epost", "e-mail", "email", "mejl", "mail:", "webb", "web", "hemsida", "www",
    "linkedin", "facebook",
    "instagram", "adress", "box", "t:", "m:", "e:", "w:",
  ])
}

/// Parts of words and whole words that titles and organisations are made of: they tell a signature's lines.
enum SignatureWords {
  /// Endings of a word.
  static let endings: [String] = [
    "kommun", "kommunen", "förvaltning", "förvaltningen", "kontor", "kontoret", "enhet", "enheten",
    "avdelning",
    "avdelningen", "nämnd", "nämnden", "utvecklare", "handläggare", "chef", "chefen", "inspektör", "lots",
    "strateg",
    "samordnare", "sekreterare", "direktör", "arkitekt", "ingenjör", "konsult", "koordinator", "kommunikatör",
    "administratör", "assistent", "ledare", "rådgivare", "jurist", "ansvarig", "specialist", "planerare",
    "ägare",
    "styrelse", "bolag", "aktiebolag", "ordförande", "kanslist", "registrator", "controller", "expert",
    "service",
    "näringsliv", "manager", "officer", "director", "advisor", "municipality", "council", "department",
    "unit",
  ]
  /// Whole words.
  static let words: [String] = [
    "vd", "ab", "hb", "kb", "ceo", "cfo", "sbf", "sbk", "region", "stad", "stads",
  ]
}
