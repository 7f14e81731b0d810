/// Swedish and English abbreviations, in lower case and without their last full stop.
///
/// Those that are a word too (`tom`, `bil`, `art`) are left out: at the end of a sentence the word is likelier.
enum Abbreviations {
  /// They want a word after them: no sentence ends here.
  static let neverLast: Set<String> = [
    "t.ex", "bl.a", "d.v.s", "dvs", "s.k", "f.d", "resp", "ca", "c:a", "kl", "nr", "tfn", "tel", "mob", "ang",
    "avd",
    "dir", "doc", "dr", "enl", "ev", "exkl", "fr.o.m", "t.o.m", "f.n", "förf", "gm", "inkl", "jfr", "kap",
    "m.a.o",
    "m.h.a", "p.g.a", "pga", "prof", "ref", "s.a.s", "sid", "sign", "spec", "st.f", "t.f", "t.h", "t.v",
    "u.a",
    "uppsk", "handl", "ordf", "sekr", "adr", "m.b.t", "m.a.p", "i.o.m", "o", "bet", "förv", "ans", "org",
    "diarienr",
    "dnr", "ek", "e.g", "i.e", "mr", "mrs", "ms", "cf", "approx", "vs", "dept", "incl", "excl", "bl", "t",
    "fr",
  ]

  /// They can be the last word of a sentence: it ends where a capital follows.
  static let maybeLast: Set<String> = [
    "m.m", "ek.för", "mm", "m.fl", "mfl", "osv", "o.s.v", "etc", "e.d", "e.dyl", "o.d", "o.dyl", "dyl", "kr",
    "tkr",
    "mkr",
    "tim", "min", "sek", "mån", "v", "d", "å", "st", "max", "ex", "no", "fig", "inc", "ltd", "co", "a.m",
    "p.m", "jr",
    "sr", "vol", "kvm", "n.b", "obs", "m.v", "e.kr", "f.kr", "jan", "feb", "mar", "apr", "aug", "sep", "sept",
    "okt",
    "nov", "dec", "oct", "tis", "ons", "tors", "fre", "lör", "sön",
  ]

  /// The second of two abbreviations, by the first: `ek. för.`, of which each alone is a word.
  static let second: [String: String] = ["för": "ek", "fören": "ek"]

  /// Words before which a single capital with a full stop is no name's initial: `plan B.`
  static let lettered: Set<String> = [
    "plan", "alternativ", "punkt", "bilaga", "kategori", "zon", "grupp", "typ", "nivå", "klass", "del", "hus",
    "option", "group", "annex", "zone", "sal",
  ]
}
