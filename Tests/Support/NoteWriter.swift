package import Foundation

/// Writes notes as officers would mail them, in any number and never the same twice, for runs that need many. The same
/// seed gives the same mails.
package struct NoteWriter {
  private var random: SeededRandom
  private let sentences: [String]

  /// - Parameter sentences: passages to make notes of; needs at least one.
  package init(seed: UInt64, sentences: [String]) {
    random = SeededRandom(seed: seed)
    self.sentences = sentences
  }

  /// One mail of about `size` bytes with about `passages` passages; what is over is quoted history, as in real mail.
  package mutating func mail(_ number: Int, passages: Int, size: Int) -> Data {
    var body = "Hej!\n\nHär kommer anteckning \(number) från mötet.\n\n"
    body += "________________________________\nFrån: Erik Lundmark <erik.lundmark@uppsala.example>\n"
    body += "Skickat: den 12 mars 2025 16:41\nTill: Karin Sandell <karin.sandell@uppsala.example>\n"
    body +=
      "Ämne: Möte \(number)\n\nMöte \(number)\n\nDatum: 2025-03-12\nPlats: Lokal \(number)\n\nSynpunkter\n\n"
    for _ in 0..<passages { body += "- \(pick()) (\(number))\n" }
    body += "\nMed vänlig hälsning\n\nErik Lundmark\nNäringslivsutvecklare\n\n"
    body += "Den 11 mars 2025 kl. 09:12 skrev Karin Sandell <karin.sandell@uppsala.example>:\n"
    while body.utf8.count < size - 600 { body += "> \(pick())\n" }
    let head = """
      From: Karin Sandell <karin.sandell@uppsala.example>
      To: uppsalamots@uppsala.example
      Subject: =?utf-8?Q?VB=3A_M=C3=B6te_\(number)?=
      Date: Thu, 13 Mar 2025 09:02:09 +0100
      Message-ID: <made-\(number)@uppsala.example>
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: 8bit


      """
    return Data((head + body).utf8)
  }

  /// A size between the two, small ones more often, as mail is.
  package mutating func size(_ least: Int, _ most: Int) -> Int {
    let fraction = Double(random.next() % 1_000_000) / 1_000_000
    return least + Int(Double(most - least) * fraction * fraction)
  }

  private mutating func pick() -> String { sentences[random.below(sentences.count)] }
}
