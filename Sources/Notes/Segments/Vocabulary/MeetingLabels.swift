/// What a line's label says that it holds, in minutes and notes.
enum MeetingLabel: Sendable, Hashable {
  /// A fact of the meeting: when, where, about what, who wrote it down.
  case fact
  /// A fact whose name is a subject as well (`Tid`, `Plats`): only its value tells.
  case time, place
  /// Who was there.
  case attendance
  /// Who was there, if names follow: `Från kommunen`.
  case side
  /// What was to be treated.
  case agenda
}

enum MeetingLabels {
  static let table = PhraseTable<MeetingLabel>([
    ("datum", .fact), ("mötesdatum", .fact), ("datum och tid", .fact), ("datum & tid", .fact),
    ("datum/tid", .fact),
    ("dag", .time), ("tid", .time), ("klockan", .time), ("kl", .time), ("när", .time), ("tidpunkt", .time),
    ("mötestid", .time),
    ("tid och plats", .fact), ("tid & plats", .fact), ("tid/plats", .fact), ("plats och tid", .fact),
    ("plats & tid", .fact),
    ("plats", .place), ("lokal", .place), ("var", .place), ("mötesplats", .place), ("adress", .place),
    ("rum", .place),
    ("besöksadress", .place), ("ort", .place), ("område", .place),
    ("ämne", .place), ("rubrik", .place), ("möte", .place), ("typ av möte", .fact), ("mötestyp", .fact),
    ("mötesform", .fact),
    ("till", .place), ("från", .place), ("kopia", .place), ("kopia till", .place), ("för kännedom", .place),
    ("diarienummer", .fact), ("dnr", .fact), ("diarienr", .fact), ("ärendenummer", .fact),
    ("ärendenr", .fact),
    ("antecknat av", .fact), ("antecknare", .fact), ("anteckningar av", .fact),
    ("anteckningar förda av", .fact),
    ("anteckningar förs av", .fact), ("noterat av", .fact), ("vid pennan", .fact), ("vid tangenterna", .fact),
    ("sekreterare", .fact), ("mötessekreterare", .fact), ("protokollförare", .fact),
    ("vid protokollet", .fact),
    ("ordförande", .fact), ("mötesordförande", .fact), ("mötesledare", .fact), ("justerare", .fact),
    ("justeras", .fact),
    ("författare", .fact), ("upprättad av", .fact), ("version", .fact), ("handläggare", .place),
    ("referent", .fact),
    ("värd", .place), ("värdföretag", .fact), ("företag", .place), ("bolag", .place),
    ("företagets namn", .fact),
    ("organisationsnummer", .fact), ("org.nr", .fact), ("org nr", .fact), ("orgnr", .fact),
    ("kontaktperson", .fact),
    ("nästa möte", .place), ("bransch", .place), ("antal anställda", .fact), ("verksamhet", .place),
    ("sni", .fact),
    ("date", .fact), ("time", .time), ("location", .place), ("venue", .place), ("place", .place),
    ("subject", .place),
    ("minutes taken by", .fact), ("notes by", .fact), ("chair", .fact), ("company", .place),
    ("meeting", .place),
    ("närvarande", .attendance), ("närvarolista", .attendance), ("närvaro", .attendance),
    ("deltagare", .attendance),
    ("deltagarlista", .attendance), ("deltog", .attendance), ("deltagande", .attendance),
    ("medverkande", .attendance),
    ("medverkade", .attendance), ("mötesdeltagare", .attendance), ("närvarande vid mötet", .attendance),
    ("deltagare vid mötet", .attendance), ("deltagande företag", .attendance),
    ("närvarande företag", .attendance),
    ("frånvarande", .attendance), ("frånvaro", .attendance), ("anmält förhinder", .attendance),
    ("förhinder", .attendance),
    ("ej närvarande", .attendance), ("inbjudna", .attendance), ("kallade", .attendance),
    ("övriga närvarande", .attendance),
    ("övriga deltagare", .attendance), ("beslutande", .attendance), ("ledamöter", .attendance),
    ("ersättare", .attendance),
    ("tjänstepersoner", .attendance), ("tjänstemän", .attendance),
    ("present", .attendance), ("attendees", .attendance), ("participants", .attendance),
    ("attending", .attendance),
    ("absent", .attendance), ("apologies", .attendance), ("in attendance", .attendance),
    ("från kommunen", .side), ("från företaget", .side), ("från företagen", .side), ("från bolaget", .side),
    ("från näringslivet", .side), ("från näringslivskontoret", .side), ("från miljökontoret", .side),
    ("från staden", .side),
    ("från miljöförvaltningen", .side), ("från stadsbyggnad", .side),
    ("från stadsbyggnadsförvaltningen", .side),
    ("kommunen", .side), ("företagen", .side), ("företagare", .side), ("på plats", .side),
    ("med på mötet", .side),
    ("vi som var med", .side), ("med", .side), ("runt bordet", .side), ("for the municipality", .side),
    ("from the municipality", .side), ("from the company", .side), ("for the company", .side),
    ("vilka", .side),
    ("dagordning", .agenda), ("agenda", .agenda), ("föredragningslista", .agenda), ("program", .agenda),
    ("på agendan", .agenda), ("punkter", .agenda), ("mötespunkter", .agenda), ("dagens agenda", .agenda),
    ("innehåll", .agenda),
    ("dagens punkter", .agenda), ("förslag till dagordning", .agenda), ("punkter på dagordningen", .agenda),
    ("mötets dagordning", .agenda), ("topics", .agenda),
  ])
}

/// The words that may follow a label before its colon: `Deltagare från kommunen:`.
enum LabelQualifiers {
  static let table = PhraseTable<Void>([
    "från", "vid", "för", "på", "i", "hos", "var", "är", "from", "at", "for",
  ])
}

/// How the questions of a form begin, whose answers stand below.
enum FormQuestions {
  static let table = PhraseTable<Void>(["vad", "vilka", "vilket", "what", "which"])
}

/// How a heading begins that is half a sentence: `Det som fungerar`, `What does not work`.
enum VerdictHeadings {
  static let table = PhraseTable<Void>([
    "det som", "det vi", "sådant som", "saker som", "vad som", "vad vi", "vad de", "vad företagen",
    "detta fungerar",
    "så fungerar", "hur det", "så tycker", "what works", "what does", "what worked", "what did", "what is",
    "what was",
    "what we", "what they", "what could", "what should", "things that",
  ])
}

/// The words a note's title begins with.
enum TitleWords {
  static let table = PhraseTable<Void>([
    "minnesanteckningar", "minnesanteckning", "mötesanteckningar", "mötesanteckning", "anteckningar",
    "anteckning",
    "protokoll", "mötesprotokoll", "referat", "mötesreferat", "sammanfattning", "noteringar", "rapport",
    "tjänsteanteckning",
    "besöksanteckningar", "besöksrapport", "pm", "företagsbesök", "frukostmöte", "dialogmöte",
    "näringslivsfrukost",
    "notes", "minutes", "meeting notes", "summary", "memo",
  ])
}

/// How a sentence begins that only says who was there: `I mötet deltog Anna Ek och Bo Alm.`
enum AttendanceSentences {
  static let table = PhraseTable<Void>([
    "deltog gjorde", "deltog:", "i mötet deltog", "vid mötet deltog", "på mötet deltog",
    "från kommunen deltog",
    "från företaget deltog", "från oss deltog", "i samtalet deltog", "närvarande var", "närvarande är",
    "deltagare var", "deltagarna var", "med på mötet var", "med var", "på plats var", "vi som deltog var",
    "vi som var med var", "runt bordet satt", "medverkade gjorde", "medverkande var", "frånvarande var",
    "förhinder hade", "förhinder anmälde", "från kommunen var", "från kommunen medverkade", "present were",
    "those present were", "attending were",
  ])
}

/// The lines of an invitation by which one joins a meeting on line.
enum JoiningLines {
  static let table = PhraseTable<Void>([
    "microsoft teams-möte", "microsoft teams möte", "microsoft teams meeting", "teams-möte",
    "microsoft teams",
    "anslut till mötet", "anslut på din dator", "anslut på datorn", "anslut i", "anslut via", "anslut med",
    "anslut på webben",
    "delta i mötet",
    "klicka här för att ansluta", "klicka här för att delta", "mötes-id", "mötets id", "mötesid", "möteskod",
    "lösenord:", "lösenkod", "ring in", "eller ring in", "telefonkonferens-id", "hämta teams",
    "ladda ned teams",
    "läs mer | mötesalternativ", "mötesalternativ", "behöver du hjälp?", "för organisatörer",
    "hitta ett lokalt nummer",
    "join microsoft teams", "join the meeting", "join on your computer", "join with", "click here to join",
    "meeting id", "passcode", "dial in", "dial-in", "or call in", "phone conference id", "download teams",
    "learn more | meeting options", "meeting options", "need help?", "for organizers", "find a local number",
    "join zoom meeting", "zoom-möte", "one tap mobile", "dial by your location", "google meet",
    "meet.google.com", "videosamtal", "video call link",
  ])
}
