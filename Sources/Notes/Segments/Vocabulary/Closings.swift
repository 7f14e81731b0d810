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
    "bästa hälsningar", "bästa hälsning", "bästa hälsn", "bästa hälsn.", "vänlig hälsn", "vänlig hälsn.",
    "med bästa hälsning", "med bästa hälsningar", "varma hälsningar",
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
    "adjö", "ha det bäst", "ha det så bra", "ha det så gott", "ha det toppen", "ha det så länge",
    "tack & hej", "tack och hej",
    "tack o hej", "för kommunen", "för företaget", "för bolaget", "på kommunens vägnar", "enligt uppdrag",
    "å tjänstens vägnar",
    "i tjänsten", "hör av dig", "hör av er", "tack för idag",
    "tack för i dag", "tack för mig", "tack för hjälpen", "tack för ordet", "tack och bock", "ha en bra",
    "ha en fin",
    "tack för ert arbete", "puss och kram", "med tack", "tack igen", "stort tack på förhand",
    "lycka till", "bye", "talk soon",
  ])

  /// Words in lower case that may stand between closing and name.
  static let joining = PhraseTable<Void>([
    "och", "från", "genom", "gm", "via", "o", "and", "from", "önskar", "till", "er", "dig",
  ])
}

/// How a line begins that only offers an answer, right above the closing: `Hör gärna av dig om du undrar något!`
enum ClosingOffers {
  static let table = PhraseTable<Void>([
    "hör av dig", "hör av er", "hör gärna av dig", "hör gärna av er", "hör bara av", "ni får gärna höra av",
    "du får gärna höra av", "tveka inte att", "säg till om", "säg gärna till", "återkom gärna", "återkom om",
    "kontakta mig gärna", "kontakta gärna mig", "ring mig gärna", "ring gärna", "vid frågor", "har du frågor",
    "har ni frågor", "om du har frågor", "om ni har frågor", "undrar du något", "undrar ni något",
    "tack på förhand",
    "tack för hjälpen", "tack för din hjälp", "tack för er hjälp", "stort tack", "tusen tack", "ha en fin",
    "ha en bra", "ha en skön", "ha en trevlig", "trevlig helg", "skön helg", "god helg", "vi hörs", "vi ses",
    "let me know if", "please let me know", "do not hesitate", "don't hesitate", "please do not hesitate",
    "feel free to", "thanks in advance", "thank you in advance", "have a nice", "have a great",
    "hope this helps",
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
    "hämta [outlook", "skaffa [outlook", "get [outlook", "hämta outlook för", "hämta outlook",
    "skaffa outlook för", "skaffa outlook", "få outlook för",
    "sent from my", "sent from outlook", "sent from yahoo", "sent from mail", "sent from proton",
    "sent from samsung",
    "sent from gmail", "sent from iphone", "sent from a", "sent via", "sent with", "get outlook for",
    "get outlook",
    "sendt fra min", "sendt fra outlook", "få outlook til", "last ned outlook", "lähetetty iphonesta",
    "lähetetty puhelimesta", "von meinem iphone gesendet",
    "skrivet på mobilen", "skrivet på telefonen", "ursäkta ev. stavfel", "ursäkta eventuella stavfel",
    "skickades från e-post för", "skickades från outlook", "skickat från windows", "skickat från aol",
    "skickat från spark", "skickat från appen", "skickat från arbetsmobil", "skickat från jobbmobil",
    "skickat ifrån min", "från min iphone", "från min ipad", "från min mobil", "från min telefon",
    "diktat från", "dikterat från", "dikterat på", "dikterat med", "sent while mobile", "sent on the go",
    "envoyé de mon", "envoyé depuis", "enviado desde mi", "enviado do meu", "inviato da", "verzonden vanaf",
    "verstuurd vanaf", "wysłane z", "gesendet von meinem", "von meinem", "sendt fra mobilen", "sendt via",
    "lähetetty", "skapad med onenote", "skapat med onenote", "skapad i onenote", "created with onenote",
    "skapad med microsoft", "skapat med microsoft", "skapad i microsoft", "created with microsoft",
    "öppna anteckningen i", "öppna i onenote",
    "open in onenote",
    "view this note", "skickat från onenote", "delad från", "delat från", "shared from", "delad via",
    "shared via",
    "transkriberad av", "transkriberad med", "transkriberat av", "transkriberat med", "transcribed by",
  ])

  /// How a line of any such kind begins, with words of its own (`Skickat från Telenor-mobilen`): it is one where it
  /// stands last.
  static let openings = PhraseTable<Void>([
    "skickat från", "skickat ifrån", "skickades från", "skickat via", "skickat med", "skickad från",
    "sänt från",
    "sänt via", "sent from", "sent via", "sent with", "sent using", "hämta", "skaffa", "diktat", "dikterat",
    "skrivet på", "skrivet från", "ursäkta", "get", "sendt fra", "gesendet von", "gesendet mit", "envoyé de",
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
