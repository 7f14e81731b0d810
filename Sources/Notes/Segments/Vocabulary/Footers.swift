/// Confidentiality footers, lines on personal data, and appeals to save paper.
enum Footers {
  /// What such a text begins with.
  static let openings = PhraseTable<Void>([
    "så här behandlar vi personuppgifter", "så behandlar vi personuppgifter", "så här behandlar vi dina personuppgifter",
    "så behandlar vi dina personuppgifter", "så här hanterar vi personuppgifter", "så hanterar vi personuppgifter",
    "så här hanterar vi dina personuppgifter", "så hanterar vi dina personuppgifter",
    "information om hur vi behandlar", "information om hur kommunen behandlar", "information om behandling av personuppgifter",
    "när du skickar e-post till", "när du kontaktar oss", "när du mejlar", "när du mailar", "när du skickar mejl till",
    "när du kommunicerar med", "genom att skicka e-post till", "om du skickar e-post till", "genom att mejla",
    "dina personuppgifter behandlas", "dina personuppgifter hanteras", "vi behandlar dina personuppgifter",
    "vi behandlar personuppgifter enligt", "kommunen behandlar personuppgifter", "personuppgifter som du lämnar",
    "för information om hur vi behandlar", "för mer information om hur vi behandlar",
    "läs mer om hur vi behandlar", "läs om hur vi behandlar", "läs mer om hur kommunen behandlar",
    "läs mer om hur vi hanterar personuppgifter", "läs om hur vi hanterar", "läs mer om hur vi hanterar dina",
    "detta meddelande kan innehålla", "detta meddelande är avsett", "detta meddelande är endast avsett",
    "detta meddelande och eventuella bilagor", "detta meddelande innehåller konfidentiell", "meddelandet är avsett endast",
    "detta e-postmeddelande", "detta e-mail", "detta epostmeddelande", "detta mejl kan innehålla",
    "detta mejl är avsett", "detta mail kan innehålla", "detta mail är avsett", "det här meddelandet kan innehålla",
    "det här meddelandet är avsett", "det här e-postmeddelandet", "den här e-posten", "denna e-post",
    "informationen i detta", "innehållet i detta meddelande", "innehållet i detta e-post", "innehållet i detta mejl",
    "om du har fått detta meddelande av misstag", "om du fått detta meddelande av misstag",
    "om du av misstag", "har du fått detta", "om du inte är avsedd mottagare", "om du inte är rätt mottagare",
    "sekretess:", "sekretessmeddelande", "konfidentialitet", "konfidentiellt meddelande",
    "e-post till och från", "e-post som skickas till", "e-post till kommunen", "mejl till kommunen är", "tänk på att e-post till",
    "observera att e-post till", "allmän handling:", "meddelanden till kommunen blir", "obs! e-post till",
    "tänk på miljön", "tänk på miljön innan", "tänk på naturen", "spara miljön", "var rädd om miljön", "behöver du skriva ut",
    "måste du skriva ut", "skriv inte ut",
    "this e-mail", "this email may", "this email is", "this email and any", "this email contains", "this message may",
    "this message is intended", "this message and any", "this message contains", "this communication is",
    "the information contained in this", "the contents of this", "the information in this e-mail", "the information in this email",
    "if you are not the intended", "if you have received this", "if you received this", "confidentiality notice", "confidential:",
    "disclaimer", "notice:", "please consider the environment", "consider the environment", "think before you print",
    "before printing", "how we process your personal data", "how we process personal data", "privacy policy",
    "information on how we process", "read about how we process", "denne e-posten", "denne e-mail", "tenk på miljøet",
    "viruskontrollerad", "virusfri", "virus-free", "detta mejl har kontrollerats", "this email has been checked",
    "this email has been scanned", "scanned by", "avast",
  ])

  /// What is said in no note; the text around it is a footer wherever it stands.
  static let tellings = PhraseTable<Void>([
    "kan innehålla konfidentiell", "kan innehålla sekretess", "innehåller konfidentiell information", "avsedd mottagare",
    "avsedda mottagaren", "avsedd endast för adressaten", "endast avsett för adressaten", "endast avsett för mottagaren",
    "vänligen radera meddelandet", "vänligen radera detta", "radera meddelandet och", "kontakta avsändaren och radera",
    "underrätta avsändaren", "meddela avsändaren", "innan du skriver ut detta", "innan du skriver ut det här",
    "intended recipient", "named addressee", "notify the sender", "may contain confidential", "contains confidential",
    "solely for the use of the individual", "legally privileged", "before printing this", "delete this message",
    "delete this e-mail", "delete this email", "blir allmän handling", "blir allmänna handlingar",
    "enligt dataskyddsförordningen (gdpr)",
  ])
}

/// The notices that mail servers set above mail from outside.
enum Banners {
  /// What a notice begins with.
  static let openings = PhraseTable<Void>([
    "detta mejl kommer från en extern", "detta mail kommer från en extern", "detta e-postmeddelande kommer från en extern",
    "detta meddelande kommer från en extern", "detta meddelande har en extern", "detta mejl har skickats från en extern",
    "detta mejl har skickats utifrån", "detta mail har skickats från en extern", "detta mejl kommer utifrån",
    "detta mejl är skickat från en extern", "detta meddelande skickades från en extern", "det här mejlet kommer från en extern",
    "det här meddelandet kommer från en extern", "detta e-postmeddelande har skickats från en extern",
    "detta e-postmeddelande skickades från", "detta meddelande är skickat från en extern",
    "detta är ett externt mejl", "detta är ett externt mail", "detta är ett externt e-post", "detta är ett externt meddelande",
    "externt mejl", "externt mail", "externt e-postmeddelande", "externt meddelande", "extern avsändare", "extern e-post",
    "[extern]", "[externt]", "[external]", "extern:", "external:", "external email", "external sender", "external mail",
    "varning: extern", "varning! extern", "varning: detta", "varning! detta mejl", "obs! extern", "obs: extern",
    "obs! detta mejl kommer", "obs! detta mail kommer", "obs! mejlet kommer",
    "caution: external", "caution: this email", "caution: this e-mail", "warning: this email", "warning: external",
    "caution:", "this email originated", "this e-mail originated", "this message originated", "this is an external",
    "this message was sent from outside", "this email was sent from outside", "this email came from outside",
    "du får inte ofta e-post från", "du får inte ofta mejl från", "vissa personer som har fått", "vissa som tog emot",
    "you don't often get email from", "you don’t often get email from", "some people who received this message",
    "lär dig varför det här är viktigt", "learn why this is important", "mejlet är märkt", "märkning:",
  ])

  /// How a notice goes on: lines with these, right below, belong to it.
  static let continuations = PhraseTable<Void>([
    "klicka inte på", "öppna inte", "klicka bara på", "var försiktig", "var vaksam", "var uppmärksam", "lita inte på",
    "om du inte känner", "om du inte litar på", "utanför organisationen", "utanför kommunen", "extern avsändare",
    "do not click", "don't click", "do not open", "unless you", "be careful", "be cautious", "outside of the organization",
    "outside the organization", "outside your organization", "lär dig varför", "learn why", "aka.ms/learnaboutsenderidentification",
    "rapportera misstänkt", "misstänkt mejl", "känner igen avsändaren", "recognize the sender", "content is safe",
  ])
}
