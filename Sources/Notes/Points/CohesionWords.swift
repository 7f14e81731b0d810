import Language

/// The words at a sentence's beginning that tell whether it goes on or turns to another matter, Swedish and English,
/// in lower case.
enum CohesionWords {
  private static func words(_ list: String) -> WordTable { WordTable(list) }

  private static func phrases(_ list: String) -> WordTable {
    WordTable(list.split(whereSeparator: \.isNewline))
  }

  // MARK: Turning to another matter

  static let turning = words(
    """
    dessutom vidare slutligen avslutningsvis däremot samtidigt även också angående gällande beträffande vad
    övrigt därutöver därtill likaså positivt negativt önskar önskas önskemål önskemålet önskan efterlyser uppskattar
    uppskattades however regarding additionally furthermore moreover also meanwhile besides lastly positive negative
    another
    """)

  static let turningPairs = phrases(
    """
    vad gäller
    när det
    till sist
    till slutet
    en annan
    ett annat
    en sak
    en fråga
    ett förslag
    ett önskemål
    en idé
    en önskan
    ytterligare en
    ytterligare ett
    å andra
    i övrigt
    för övrigt
    på plussidan
    på minussidan
    det positiva
    det negativa
    det bästa
    det sämsta
    flera lyfte
    flera tog
    flera uppskattade
    många uppskattade
    as for
    on the
    with regard
    in addition
    apart from
    """)

  static let turningPhrases = phrases(
    """
    när det gäller
    vad det gäller
    det som fungerar
    det som inte
    som avslutning togs
    vi pratade även
    vi pratade också
    when it comes
    """)

  /// Within a sentence's first words.
  static let turningWithin = words(
    "däremot dock själv själva också även dessutom avslutningsvis slutligen also")
  static let leaningWithin = words("stället samtidigt tvärtom however")
  /// They turn within a longer way too.
  static let contrasting = words("däremot however")

  /// Imperatives that a proposal begins with.
  static let asking = words(
    """
    dela bjud låt gör skriv sätt ge inför skapa samla visa skicka ring publicera börja sluta förenkla samordna
    digitalisera utbilda anställ tillåt använd erbjud minska korta förkorta lägg ändra håll informera fundera prova
    pröva bygg öppna ordna utveckla förbättra satsa se bestäm tydliggör ta ha let make give send show offer simplify
    publish put provide keep stop start create
    """)

  /// With one of these verbs behind it, what begins with an article is what would help.
  static let articles = words("en ett a an")
  static let conditional = words("skulle borde would should")

  /// Words that end as nouns in the definite form do and are none.
  static let noNouns = words(
    "redan innan sedan nästan utan även igen någon någonting inget ibland annan egen först ungefär sådan medan"
  )

  /// Endings of words for the people of the municipality whom a note speaks of, in the definite and indefinite form.
  static let people = [
    "handläggare", "handläggaren", "inspektör", "inspektören", "kontrollant", "kontrollanten", "person",
    "personen", "upphandlare", "upphandlaren", "chef", "chefen", "lots", "lotsen", "samordnare",
    "samordnaren", "rådgivare", "rådgivaren", "kontakt", "kontakten", "officer", "inspector", "manager",
    "sekreterare", "ledare", "ledaren", "tjejen", "killen", "kvinnan", "mannen", "kollega", "arkitekt",
    "arkitekten", "personal", "ordföranden", "ägare", "ägaren", "innehavare", "krögare", "krögaren",
    "företagare", "företagaren", "owner", "vd", "clerk", "adviser", "planner",
  ]

  /// What a sentence speaks of that only says what is to come.
  static let matters = words("fråga frågan ämne ämnet punkt punkten sak topic issue matter")
  static let discussing = words(
    "diskuterades upp lyftes berördes nämndes dryftades avhandlades discussed raised")

  /// Two words, the last of a phrase that turns within the sentence: `The invoice, on the other hand, …`
  static let turningPairsWithin = phrases(
    """
    other hand
    andra sidan
    i sig
    """)

  /// It says of a matter that with it all is different, and how is yet to come.
  static let anotherMatter = phrases(
    """
    annan historia
    annan femma
    annan sak
    another story
    different story
    another matter
    """)

  // MARK: Going on

  static let goingOn = words(
    """
    det detta den denna de dessa dom därför men då sen sedan så han hon hen och eller där ändå istället därefter
    därmed efteråt fast vilket annars alltså därpå dit hans hennes deras dess själva sådant samma
    däri tyvärr först gärna helst särskilt speciellt exempelvis man inte nej ja ingen inget inga vem orsaken
    anledningen skälet resultatet följden konsekvensen problemet svaret båda bägge nu numera
    it this that these those they but so then therefore and he she instead still yet which otherwise afterwards his
    her their its especially preferably only nobody none now neither both by
    """)

  static let goingOnPairs = phrases(
    """
    i stället
    till slut
    efter det
    trots det
    trots detta
    på så
    av den
    ingen av
    inget av
    en av
    ett av
    för att
    as a
    in the
    after that
    for that
    because of
    one of
    på grund
    under tiden
    i dag
    som det
    vissa av
    flera av
    ett exempel
    som exempel
    den ena
    den andra
    """)

  /// Words that go on with a tale or an account, less surely than a pronoun does.
  static let telling = words(
    """
    fortfarande efter i under tidigare förr alla allt varje fick får kom är skickades skickade jag vi ni tre fyra fem två sex
    after before in during earlier all every we i two three four five
    """)

  /// A sentence that ends so looks back: `Det går inte att planera då.`
  static let lookingBack = words("då därför detta then dem them")

  /// Words before a colon that carry the point on.
  static let labels = words(
    """
    förslag exempel resultat resultatet svar lösning orsak anledning slutsats kommentar önskemål följd suggestion
    example result reason answer
    """)

  // MARK: Beginning anew

  /// Who or what a note turns to by name.
  static let namingAnew = words(
    """
    företagen företagarna företagaren krögarna handlarna lantbrukarna leverantörerna byggherrarna
    arrangörerna kommunen kommunens många flera andra inspektören inspektörerna kontakten bemötandet
    räddningstjänsten handläggningstiden handläggningstiderna ordföranden kontaktcenter förvaltningen nämnden svårt
    fler bättre låt tillgängligheten inför växeln webbplatsen hemsidan e bra snabbare
    companies several many some others
    """)

  /// The same behind `the`.
  static let namingAnewBehindThe = words(
    """
    phone switchboard website portal municipality city staff inspector inspectors office e companies owners
    """)

  /// Verbs after a pronoun that say what its people think of something, often something else than before.
  static let namingAgain = words(
    """
    vill ville skulle bad ber behöver önskar önskade tycker tyckte efterlyser efterlyste anser ansåg saknar saknade föreslår föreslog borde
    uppskattar uppskattade berömmer berömde gillar gillade tackar tackade nämnde nämner lyfte flesta
    found find finds think thought feel felt wanted wants wishes suggested suggests propose proposed
    want wish would suggest appreciate appreciates appreciated liked praised also
    """)

  /// Verbs behind a `det` that points forward: `Det finns …` begins something new.
  static let presenting = words("finns fanns behövs behövdes saknas saknades krävs krävdes råder")

  /// Verbs of a `det` that points forward where `att` follows: `Det är svårt att …`
  static let impersonal = words("är var känns kändes vore går gick blir blev is was would")

  /// After an article, words that name a subject anew: `Den nya e-tjänsten …`
  static let describing = words(
    """
    nya flesta andra som stora lilla små största enda bästa digitala tekniska personliga långa korta första sista
    viktigaste fråga frågan
    """)

  /// A verdict at the head, of what the sentence then names.
  static let verdicts = words(
    "sämre sämst värre värst svårare svårast krångligast bäst enklast lättast viktigast roligast worse worst hardest"
  )

  /// Behind `sedan`, they wish for one thing more.
  static let wishing = words("vore skulle borde vill ville önskar önskade")

  /// What a case begins with that stands for many.
  static let instances = words("en ett någon one someone somebody")

  /// Verbs of who says something else than before.
  static let saying = words(
    """
    sa säger sade berättade berättar påpekade påpekar undrade undrar frågade frågar tipsade menade menar said says told
    asked noted
    """)

  /// What a matter is told on by: a case's own things, in the definite form.
  static let steps = words("ärendet ärendena processen motiveringen förklaringen")

  /// Behind the first word, they look back.
  static let concerning = phrases(
    """
    handlade det
    handlar det
    gällde det
    berodde det
    beror det
    innebar det
    innebär det
    """)

  /// Behind who speaks: what is asked for politely.
  static let askingWhether = phrases(
    """
    frågade om
    frågar om
    undrade om
    undrar om
    asked if
    asked whether
    wondered if
    wonders if
    """)

  /// Behind the article `de`.
  static let describingSeveral = words(
    """
    två tre fyra fem sex sju åtta flesta andra stora större största små mindre minsta nya äldre yngre övriga enskilda
    privata lokala
    """)

  // MARK: Other

  /// Verbs of short sentences; without one, they are fragments.
  static let verbs = words(
    """
    är var gick går tog tar blev blir har hade fick får finns fanns kom kommer svarar svarade fungerar fungerade
    saknas saknades krävs krävdes dröjer dröjde is was are were has had works worked took takes failed
    """)

  /// Long words of every note, which tie nothing together.
  static let common = words(
    """
    kommunen kommunens företagen företaget företagare företagarna verksamhet uppsala egentligen naturligtvis
    förhoppningsvis handläggare handläggaren municipality companies business businesses någonting ytterligare
    fortfarande
    """)
}
