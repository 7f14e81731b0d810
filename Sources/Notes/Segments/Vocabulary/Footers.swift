/// Confidentiality footers, lines on personal data, and appeals to save paper.
enum Footers {
  /// What such a text begins with.
  static let openings = PhraseTable<Void>([
    "så här behandlar vi personuppgifter", "så behandlar vi personuppgifter",
    "så här behandlar vi dina personuppgifter",
    "så behandlar vi dina personuppgifter", "så här hanterar vi personuppgifter",
    "så hanterar vi personuppgifter",
    "så här hanterar vi dina personuppgifter", "så hanterar vi dina personuppgifter",
    "information om hur vi behandlar", "information om hur kommunen behandlar",
    "information om behandling av personuppgifter",
    "när du skickar e-post till", "när du kontaktar oss", "när du mejlar", "när du mailar",
    "när du skickar mejl till",
    "när du kommunicerar med", "genom att skicka e-post till", "om du skickar e-post till", "genom att mejla",
    "dina personuppgifter behandlas", "dina personuppgifter hanteras", "vi behandlar dina personuppgifter",
    "vi behandlar personuppgifter enligt", "kommunen behandlar personuppgifter",
    "personuppgifter som du lämnar",
    "för information om hur vi behandlar", "för mer information om hur vi behandlar",
    "läs mer om hur vi behandlar", "läs om hur vi behandlar", "läs mer om hur kommunen behandlar",
    "läs mer om hur vi hanterar personuppgifter", "läs om hur vi hanterar", "läs mer om hur vi hanterar dina",
    "detta meddelande kan innehålla", "detta meddelande är avsett", "detta meddelande är endast avsett",
    "detta meddelande och eventuella bilagor", "detta meddelande innehåller konfidentiell",
    "meddelandet är avsett endast",
    "detta e-postmeddelande", "detta e-mail", "detta epostmeddelande", "detta mejl kan innehålla",
    "detta mejl är avsett", "detta mail kan innehålla", "detta mail är avsett",
    "det här meddelandet kan innehålla",
    "det här meddelandet är avsett", "det här e-postmeddelandet", "den här e-posten", "denna e-post",
    "informationen i detta", "innehållet i detta meddelande", "innehållet i detta e-post",
    "innehållet i detta mejl",
    "om du har fått detta meddelande av misstag", "om du fått detta meddelande av misstag",
    "om du av misstag", "har du fått detta", "om du inte är avsedd mottagare", "om du inte är rätt mottagare",
    "sekretess:", "sekretessmeddelande", "konfidentialitet", "konfidentiellt meddelande",
    "e-post till och från", "e-post som skickas till", "e-post till kommunen", "mejl till kommunen är",
    "tänk på att e-post till",
    "observera att e-post till", "allmän handling:", "meddelanden till kommunen blir", "obs! e-post till",
    "tänk på miljön", "tänk på miljön innan", "tänk på naturen", "spara miljön", "var rädd om miljön",
    "behöver du skriva ut",
    "måste du skriva ut", "skriv inte ut",
    "this e-mail", "this email may", "this email is", "this email and any", "this email contains",
    "this message may",
    "this message is intended", "this message and any", "this message contains", "this communication is",
    "the information contained in this", "the contents of this", "the information in this e-mail",
    "the information in this email",
    "if you are not the intended", "if you have received this", "if you received this",
    "confidentiality notice", "confidential:",
    "disclaimer", "notice:", "please consider the environment", "consider the environment",
    "think before you print",
    "before printing", "how we process your personal data", "how we process personal data", "privacy policy",
    "information on how we process", "read about how we process", "denne e-posten", "denne e-mail",
    "tenk på miljøet",
    "viruskontrollerad", "virusfri", "virus-free", "detta mejl har kontrollerats",
    "this email has been checked",
    "this email has been scanned", "scanned by", "avast",
  ])

  /// What is said in no note; the text around it is a footer wherever it stands.
  static let tellings = PhraseTable<Void>([
    "kan innehålla konfidentiell", "kan innehålla sekretess", "innehåller konfidentiell information",
    "avsedd mottagare",
    "avsedda mottagaren", "avsedd endast för adressaten", "endast avsett för adressaten",
    "endast avsett för mottagaren",
    "vänligen radera meddelandet", "vänligen radera detta", "radera meddelandet och",
    "kontakta avsändaren och radera",
    "underrätta avsändaren", "meddela avsändaren", "innan du skriver ut detta", "innan du skriver ut det här",
    "behandlar dina personuppgifter", "hanterar dina personuppgifter",
    "i enlighet med dataskyddsförordningen", "intended recipient", "named addressee", "notify the sender",
    "may contain confidential",
    "contains confidential",
    "solely for the use of the individual", "legally privileged", "before printing this",
    "delete this message",
    "delete this e-mail", "delete this email", "mejlet blir allmän handling", "kommunen blir allmän handling",
    "kommunen blir allmänna handlingar",
    "enligt dataskyddsförordningen (gdpr)",
  ])

  /// What may be said in a note as well; a paragraph at the very end of a mail that holds one is a footer.
  static let endings = PhraseTable<Void>([
    // Personal data
    "behandlar personuppgifter", "hanterar personuppgifter", "behandling av personuppgifter",
    "hantering av personuppgifter", "hur vi hanterar personuppgifter", "personuppgiftspolicy",
    "integritetspolicy",
    "dataskyddspolicy", "dina personuppgifter", "dataskyddsförordningen", "enligt gdpr", "din integritet",
    "privacy policy", "privacy notice", "privacy statement", "personal data", "personvern", "/gdpr",
    "/personuppgifter", "/dataskydd",
    // Secrecy
    "sekretessbelagd", "sekretessbelagda uppgifter", "är konfidentiellt", "konfidentiell information",
    "konfidentiella uppgifter", "endast för adressaten", "avsett för adressaten", "avsedd för adressaten",
    "avsett endast för", "felaktig mottagare", "rätt mottagare", "fel mottagare", "confidential information",
    "is confidential", "intended only for", "intended solely", "unauthorized use", "unauthorised use",
    "allmän handling", "allmänna handlingar", "offentlighetsprincipen", "public record", "public document",
    // Paper
    "skriv bara ut", "skriv endast ut", "skriva ut det här", "skriva ut detta", "skriv inte ut",
    "spara papper",
    "du skriver ut", "ni skriver ut",
    "tänk på miljön", "consider the environment", "save paper", "save a tree",
    // Virus scanners
    "fritt från virus", "virusfritt", "virusfri", "antivirus", "antivirusprogram", "scanned for viruses",
    "virus-free", "efter virus", "för virus", "skadlig kod",
    // Lists, newsletters, groups
    "avregistrera", "avregistrera dig", "avprenumerera", "avsluta prenumerationen", "avanmäl", "unsubscribe",
    "manage preferences", "mailing list", "sändlista", "e-postlista", "listinfo", "nyhetsbrev",
    "visa i webbläsaren", "view in browser", "du får detta mejl", "du får det här mejlet",
    "du får detta mail",
    "du får det här meddelandet", "du får detta e-postmeddelande", "du fick detta mejl", "medlem i gruppen",
    "you received this", "you are receiving this", "you're receiving this", "because you are subscribed",
    // Social media and addresses
    "följ oss på", "följ oss i", "gilla oss på", "follow us on",
    // What writes itself
    "automatiskt transkriberad", "automatiskt transkriberat", "automatiskt genererat",
    "automatiskt genererad",
    "automatically generated", "automatically transcribed", "kan innehålla fel", "ai-genererat",
    "ai-genererad",
  ])

  /// Where an organisation is found; a last line that is no sentence and holds one is a footer.
  static let places = PhraseTable<Void>([
    "sociala medier", "följ oss", "gilla oss", "follow us", "social media", "facebook", "instagram",
    "linkedin", "växel 0", "växel:", "org.nr", "org nr", "orgnr", "postadress", "besöksadress", "proton mail",
  ])

  /// Words of somebody who tells what was said: with one of these the paragraph is no footer.
  static let spoken = PhraseTable<Void>([
    "företaget", "företagen", "företagare", "ägaren", "hon", "han", "de tycker", "de vill", "de upplever",
    "tyckte", "tycker", "upplever", "berättade", "berättar", "sade", "säger", "önskar", "undrade", "undrar",
    "saknar", "efterfrågar", "föreslår", "föreslog", "påpekade", "menade", "menar", "klagade", "the company",
    "they said", "they want", "they think", "handläggaren", "handläggningen", "ansökan", "ansökningar",
  ])
}
