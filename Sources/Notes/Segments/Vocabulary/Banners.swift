/// The notices that mail servers set above mail from outside.
enum Banners {
  /// What a notice begins with.
  static let openings = PhraseTable<Void>([
    "detta mejl kommer från en extern", "detta mail kommer från en extern",
    "detta e-postmeddelande kommer från en extern",
    "detta meddelande kommer från en extern", "detta meddelande har en extern",
    "detta mejl har skickats från en extern",
    "detta mejl har skickats utifrån", "detta mail har skickats från en extern", "detta mejl kommer utifrån",
    "detta mejl är skickat från en extern", "detta meddelande skickades från en extern",
    "det här mejlet kommer från en extern",
    "det här meddelandet kommer från en extern", "detta e-postmeddelande har skickats från en extern",
    "detta e-postmeddelande skickades från", "detta meddelande är skickat från en extern",
    "detta är ett externt mejl", "detta är ett externt mail", "detta är ett externt e-post",
    "detta är ett externt meddelande",
    "[extern]", "[externt]", "[external]", "extern:", "external:", "external email", "external sender",
    "external mail",
    "varning: extern", "varning! extern", "varning: externt", "varning! externt", "varning externt",
    "obs! externt",
    "obs: externt", "varning: detta", "varning! detta mejl", "obs! extern",
    "obs: extern",
    "obs! detta mejl kommer", "obs! detta mail kommer", "obs! mejlet kommer",
    "caution: external", "caution: this email", "caution: this e-mail", "warning: this email",
    "warning: external",
    "caution:", "this email originated", "this e-mail originated", "this message originated",
    "this is an external", "this message is from an external", "this message came from outside",
    "zjqcmqryfpfptbannerstart", "zjqcmqryfpfptbannerend",
    "this message was sent from outside", "this email was sent from outside", "this email came from outside",
    "du får inte ofta e-post från", "du får inte ofta mejl från", "vissa personer som har fått",
    "vissa som tog emot",
    "you don't often get email from", "you don’t often get email from",
    "some people who received this message",
    "lär dig varför det här är viktigt", "learn why this is important", "mejlet är märkt", "märkning:",
    // Of systems for errands, above what answers them.
    "skriv ditt svar ovanför", "skriv svaret ovanför", "svara ovanför den", "please type your reply above",
    "type your response above", "reply above this line", "please reply above this line",
  ])

  /// What a notice says and a sentence may begin with: `Extern avsändare som söker kontakt …` is none.
  static let plain = PhraseTable<Void>([
    "externt mejl", "externt mail", "externt e-postmeddelande", "externt meddelande", "extern avsändare",
    "extern e-post",
    "externt e-brev", "extern mejl", "extern mail",
  ])

  /// How a notice goes on: lines with these, right below, belong to it.
  static let continuations = PhraseTable<Void>([
    "klicka inte på", "öppna inte", "klicka bara på", "kontrollera avsändaren", "kontrollera avsändarens",
    "innan du svarar", "innan du klickar", "svara inte på", "check the sender", "verify the sender",
    "var försiktig", "var vaksam", "var uppmärksam",
    "lita inte på",
    "om du inte känner", "om du inte litar på", "utanför organisationen", "utanför kommunen",
    "extern avsändare",
    "do not click", "don't click", "do not open", "unless you", "be careful", "be cautious",
    "outside of the organization",
    "outside the organization", "outside your organization", "lär dig varför", "learn why",
    "aka.ms/learnaboutsenderidentification",
    "rapportera misstänkt", "misstänkt mejl", "känner igen avsändaren", "recognize the sender",
    "content is safe",
  ])

  /// What a notice speaks of: the mail, or who sent it.
  static let mails = PhraseTable<Void>([
    "mejl", "mejlet", "mail", "mailet", "e-post", "e-posten", "e-postmeddelande", "e-postmeddelandet",
    "epostmeddelande", "epostmeddelandet", "e-mail", "epost", "brevet", "meddelande", "meddelandet",
    "avsändare",
    "avsändaren", "avsändarens", "email", "message", "sender", "senders", "e-brev", "e-posten", "mailen",
  ])

  /// Of those, who sent it.
  static let senders = PhraseTable<Void>([
    "avsändare", "avsändaren", "avsändarens", "sender", "senders", "mejlet", "mailet", "meddelandet",
    "e-postmeddelandet",
  ])

  /// That it comes from outside, as only such notices put it.
  static let outside = PhraseTable<Void>([
    "utanför organisationen", "utanför vår organisation", "utanför din organisation", "utanför kommunen",
    "utanför uppsala", "utanför staden", "utanför regionen", "utanför koncernen", "utanför myndigheten",
    "utanför företaget", "utanför verksamheten", "utanför er organisation", "utifrån", "extern avsändare",
    "externa avsändare", "extern användare", "extern adress", "extern domän", "extern e-postadress",
    "extern källa", "är extern", "är externt", "från internet", "okänd avsändare", "okända avsändare",
    "avsändare utanför", "avsändaren utanför", "outside of", "outside the", "outside your", "outside our",
    "external sender", "external source", "external email", "external address", "from outside", "externt",
    "from the internet", "unknown sender", "unknown senders",
  ])

  /// What it asks of the reader.
  static let cautions = PhraseTable<Void>([
    "klicka inte", "klicka aldrig", "klicka ej", "klicka endast", "klicka bara", "öppna inte", "öppna aldrig",
    "öppna ej", "öppna endast", "var försiktig", "var vaksam", "var extra vaksam", "var uppmärksam",
    "var extra uppmärksam", "var extra försiktig", "tänk efter innan du klickar", "lita inte på",
    "lämna aldrig ut", "lämna inte ut", "länkar och bilagor", "länkar eller bilagor", "bilagor eller länkar",
    "bilagor och länkar", "do not click", "don't click", "don’t click", "do not open", "don't open",
    "be careful", "be cautious", "exercise caution", "use caution", "think before you click",
    "links or attachments",
    "links and attachments", "attachments or links", "attachments or click",
  ])
}
