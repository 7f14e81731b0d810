/// The whole collection: the same mails every time.
package enum Collection {
  /// - Throws: where the notes cannot be read.
  package static func mails() throws -> [CollectedMail] {
    let notes = try CollectedNote.all()
    guard !notes.isEmpty else { return [] }
    var mails: [CollectedMail] = []
    for (index, wrapping) in Wrapping.all.enumerated() {
      // Each way meets a note or two; 7 has no divisor in common with the number of notes.
      mails.append(Composer(wrapping, notes[index * 7 % notes.count], number: index).mail())
      if index % 3 == 0 {
        mails.append(Composer(wrapping, notes[(index * 7 + 19) % notes.count], number: index + 1).mail())
      }
    }
    return try mails + Special.mails(notes) + Letters.mails()
  }
}
