import Language

/// Small closed classes of Swedish and English words.
enum FunctionWords {
  static let negations = WordSet(
    """
    inte ej icke aldrig ingen inget inga utan varken knappt sällan saknar saknas saknades slipper slapp ingenting
    ingenstans not no never none without neither nor don't didn't doesn't isn't wasn't can't cannot couldn't won't
    """)

  static let numerals = WordSet(
    """
    en ett två tre fyra fem sex sju åtta nio tio elva tolv femton tjugo trettio fyrtio femtio sextio hundra halv halva
    några flera ett par åtskilliga one two three four five six seven eight nine ten twelve twenty thirty few several
    """)

  /// Units of time.
  static let units = WordSet(
    """
    sekund sekunder minut minuter minuters timme timmar timmars dag dagar dagars dygn arbetsdag arbetsdagar vecka veckor
    veckors månad månader månaders kvartal halvår år års
    second seconds minute minutes hour hours day days week weeks month months year years
    """)

  /// Words that say nothing by themselves, whatever they add to a model: never evidence beside others.
  static let silent = WordSet(
    """
    och att det som en ett av till den de med om har i på för är var vi oss vår vårt våra jag mig min mitt mina man sig
    sin sitt sina du dig din ditt dina ni er ert era han hon hans hennes dem deras vid ut upp ner efter mellan under
    eller bara mot så nu då när där här vad hur vilken vilket vilka denna detta dessa varje sedan innan ur samt från
    hade blir blev blivit vara varit kan kunde ska skulle vill ville måste får fick gör men även också redan ännu just
    mycket mer mest lite än ju väl nog dock fast eftersom därför
    the a an and of to is was were are be been it its they them their we our us you your he she his her this that these
    those with from for on at as by in but or if when what which how why would could should will can may have has had
    do does did about into than then there here i me my so just also very
    """)

  /// Common finite verbs: a passage that has one has a subject of its own.
  static let verbs = WordSet(
    """
    är var blir blev har hade kan kunde ska skall skulle vill ville måste bör borde får fick går gick kommer kom tar tog
    ger gav gör gjorde ser såg säger sade sa vet visste tycker anser menar finns fanns saknas saknar behöver behövs
    fungerar funkar väntar vänta ringer ringde svarar svarade hör hörde träffar träffade möter mötte dröjer dröjde
    undrar önskar hoppas tackar beskrev berättade uppgav framförde lyfte heter håller står låg ligger kostar krävs
    is are was were be been has have had can could will would should must may gets got goes went comes came takes took
    gives gave makes made says said knows knew needs wants works waits calls called answers answered
    """)
}
