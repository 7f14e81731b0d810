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
