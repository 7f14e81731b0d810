extension Settings.Area {
  /// The service areas that every installation has. `config/areas.yaml` shows the same, and a test holds the two
  /// against each other.
  package static let standard: [Settings.Area] = [
    area(
      "bygglov", "bygglov", "building permits",
      ["bygglov", "startbesked", "slutbesked", "rivningslov", "skyltlov"]),
    area(
      "miljo_halsoskydd", "miljö- och hälsoskydd", "environment and health",
      ["miljötillsyn", "hälsoskydd", "miljöinspektör", "enskilt avlopp", "buller"]),
    area(
      "livsmedelskontroll", "livsmedelskontroll", "food control",
      ["livsmedelskontroll", "livsmedelsinspektör", "livsmedelsanläggning", "egenkontroll"]),
    area(
      "serveringstillstand", "serveringstillstånd", "licences to serve alcohol",
      ["serveringstillstånd", "alkoholtillstånd", "alkoholhandläggare", "kunskapsprov"]),
    area(
      "markupplatelse", "markupplåtelse", "use of public ground",
      ["markupplåtelse", "uteservering", "torghandel", "torgplats", "parklet"]),
    area(
      "brandskydd", "brandskydd", "fire safety",
      ["brandskydd", "räddningstjänsten", "brandtillsyn", "tillstånd för brandfarlig vara", "sotning"]),
    area(
      "upphandling", "upphandling", "procurement",
      ["upphandling", "anbud", "förfrågningsunderlag", "ramavtal", "tilldelningsbeslut"]),
    area("other", "annat", "other", ["detaljplan", "markanvisning", "gatuarbete", "parkering"]),
    area("none", "inget", "none", []),
  ]

  private static func area(_ name: String, _ swedish: String, _ english: String, _ words: [String])
    -> Settings.Area
  {
    Settings.Area(
      name: name, title: .init(swedish: swedish, english: english), words: words, digest: [], isStandard: true
    )
  }
}
