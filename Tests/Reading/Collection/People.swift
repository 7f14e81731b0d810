/// Somebody of the fictional municipality, or of a company.
struct Person: Sendable {
  var name: String
  var address: String
  var title: String
  var unit: String

  /// As in a header field that names whom it is from.
  var mailbox: String { "\(name) <\(address)>" }

  static func at(_ local: String, _ name: String, _ title: String, _ unit: String) -> Person {
    Person(name: name, address: "\(local)@uppsala.example", title: title, unit: unit)
  }
}

enum People {
  /// Those who send in.
  static let reporters: [Person] = [
    .at("anna.ek", "Anna Ek", "Näringslivsutvecklare", "Näringslivsenheten"),
    .at("karin.sandell", "Karin Sandell", "Tillståndshandläggare", "Miljöförvaltningen"),
    .at("mona.falk", "Mona Falk", "Markförvaltare", "Gatu- och samhällsmiljönämnden"),
    .at("bjorn.akerstrom", "Björn Åkerström", "Företagslots", "Kommunledningskontoret"),
    .at("fatima.haddad", "Fatima Haddad", "Livsmedelsinspektör", "Miljöförvaltningen"),
  ]
  /// Those who wrote what was forwarded.
  static let authors: [Person] = [
    .at("erik.lund", "Erik Lund", "Bygglovshandläggare", "Stadsbyggnadsförvaltningen"),
    .at("lovisa.bratt", "Lovisa Bratt", "Miljöinspektör", "Miljöförvaltningen"),
    .at("goran.nyqvist", "Göran Nyqvist", "Brandingenjör", "Räddningstjänsten"),
    .at("asa.ostling", "Åsa Östling", "Upphandlare", "Upphandlingsenheten"),
  ]
  static let box = Person.at("uppsalamots", "Uppsala möts", "", "")
  static let outsider = Person(
    name: "Johan Vret", address: "johan.vret@foretaget.example", title: "Vd", unit: "Företaget i Vret AB")
}
