import Testing

@testable import Stores

@Suite struct CompanyIdentityTests {
  @Test(arguments: [
    ("Exempelbageriet AB", "exempelbageriet"),
    ("EXEMPELBAGERIET  Aktiebolag", "exempelbageriet"),
    ("AB Exempel & Söner", "exempel söner"),
    ("Exempel (publ)", "exempel"),
    ("AB", "ab"),
    // 556036-0793 has a right check digit, 556036-0794 has not.
    ("Exempel AB, 556036-0793", "5560360793"),
    ("Exempel AB 5560360793", "5560360793"),
    ("Exempel 556036-0794", "exempel 556036 0794"),
    // The third digit of a personal number is 0 or 1.
    ("Firma 811218-9876", "firma 811218 9876"),
  ])
  func isTheNumberElseTheFoldedName(_ name: String, _ identity: String) {
    #expect(CompanyIdentity.of(name) == identity)
  }

  @Test func aNameWithoutLettersHasNone() { #expect(CompanyIdentity.of(" – ") == nil) }
}
