/// Words that headings, titles and names hardly hold: finite verbs, pronouns, negations, conjunctions.
enum SentenceWords {
  static let table = PhraseTable<Void>([
    "är", "var", "blir", "blev", "har", "hade", "vill", "ville", "får", "fick", "fått", "ska", "skall",
    "skulle", "kan", "kunde",
    "kunnat", "måste", "bör", "borde", "tar", "tog", "tagit", "tas", "gör", "gjorde", "gjort", "går", "gick",
    "gått", "ger", "gav",
    "kommer", "kom", "kommit", "ser", "såg", "sett", "säger", "sa", "sade", "sagt", "vet", "visste", "tycker",
    "tyckte", "tyckt",
    "upplever", "upplevde", "undrar", "undrade", "önskar", "önskade", "efterfrågar", "efterfrågade",
    "framförde", "framhöll",
    "påpekade", "berättade", "berättar", "menar", "menade", "anser", "ansåg", "föreslog", "föreslår",
    "saknar", "saknas", "saknade",
    "behöver", "behövde", "behövs", "väntar", "väntade", "väntat", "dröjer", "dröjde", "dröjt", "ringer",
    "ringde", "ringt",
    "söker", "sökte", "sökt", "fungerar", "fungerade", "funkar", "funkade", "finns", "fanns", "funnits",
    "lämnade", "lämnat",
    "skickade", "skickat", "svarar", "svarade", "svarat", "hittar", "hittade", "ligger", "låg", "legat",
    "står", "stod", "stått",
    "verkar", "känns", "kändes", "gäller", "gällde", "nöjd", "nöjda", "missnöjd", "missnöjda", "positiv",
    "positiva", "svårt", "svår",
    "lätt", "krångligt", "bra", "dålig", "dåligt", "dåliga", "jättebra", "toppen", "för lång", "för långa",
    "för många",
    "inte", "ej", "aldrig", "ingen", "inget", "inga", "att", "som", "när", "men", "så", "eftersom", "trots",
    "utan att",
    "jag", "vi", "han", "hon", "hen", "de", "dom", "man", "det", "den här", "detta", "dem", "oss", "honom",
    "henne", "ni", "du",
    "alltid", "fortfarande", "redan", "mycket", "lite", "också", "även", "bara", "gärna", "snabbt", "snabb",
    "varför", "hur",
    "fler", "mer", "mindre", "bättre", "sämre", "enklare", "snabbare", "tydligare", "kortare", "tack", "hej",
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "should", "must", "takes", "took",
    "wants", "wanted",
    "needs", "needed", "said", "says", "thinks", "thought", "asked", "not", "no", "never", "it", "they", "we",
    "that", "this",
    "which", "because", "but", "there", "too", "very", "need", "want", "think", "find", "found",
  ])
}

/// How a web address begins.
enum LinkPrefixes {
  static let table = PhraseTable<Void>(["http://", "https://", "www."])
}

/// How a line with a picture begins that mail programs put in the place of a logo.
enum PictureMarks {
  static let table = PhraseTable<Void>([
    "[cid:", "[bild", "[image", "[logo", "[inline", "<image", "[image:", "[https://", "[http://", "[ikon",
    "[icon", "[meddelandet är nedkortat", "[meddelandet har kortats", "[citerad text", "[dold text",
    "[message clipped", "[quoted text hidden", "[hidden text", "[text utelämnad", "[facebook", "[linkedin",
    "[instagram", "[youtube", "[en bild", "[ett foto", "[a picture", "[a logo", "[a close",
  ])
}

/// How a page number is written.
enum PageMarks {
  static let table = PhraseTable<Void>(["sida", "sid", "page", "sid."])
}
