/// Months in the languages of the mail programs, in full and as they are shortened, with their numbers.
enum MonthNames {
  static let table: PhraseTable<Int> = PhraseTable(
    names.enumerated().flatMap { month, names in
      names.map { (phrase: $0, value: month + 1) }
    })

  private static let names: [[String]] = [
    ["januari", "january", "januar", "jan", "tammikuuta", "tammi"],
    ["februari", "february", "februar", "feb", "febr", "helmikuuta", "helmi"],
    ["mars", "march", "marts", "mar", "märz", "maaliskuuta", "maalis"],
    ["april", "apr", "huhtikuuta", "huhti"],
    ["maj", "may", "mai", "toukokuuta", "touko"],
    ["juni", "june", "jun", "kesäkuuta", "kesä"],
    ["juli", "july", "jul", "heinäkuuta", "heinä"],
    ["augusti", "august", "aug", "elokuuta", "elo"],
    ["september", "sep", "sept", "syyskuuta", "syys"],
    ["oktober", "october", "okt", "oct", "lokakuuta", "loka"],
    ["november", "nov", "marraskuuta", "marras"],
    ["december", "desember", "dezember", "dec", "des", "dez", "joulukuuta", "joulu"],
  ]
}

/// Names of time zones in mail dates, with their seconds east of Greenwich.
enum ZoneNames {
  static let table = PhraseTable<Int>([
    ("utc", 0), ("gmt", 0), ("z", 0), ("cet", 3_600), ("mez", 3_600), ("cest", 7_200), ("mesz", 7_200),
    ("eet", 7_200),
    ("eest", 10_800), ("bst", 3_600),
  ])
}
