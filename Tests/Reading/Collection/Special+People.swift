import Foundation

extension Special {
  /// What a person wrote, and what only looks automatic.
  static func nearMisses(_ notes: [CollectedNote]) -> [CollectedMail] {
    func note(_ index: Int) -> CollectedNote { notes[index % notes.count] }
    return [
      kept("person-subject-autosvar", note(0), subject: "Autosvar i e-tjänsten, synpunkter från möte"),
      kept("person-auto-submitted-no", note(1), fields: ["Auto-Submitted: no"]),
      kept("person-suppress", note(2), fields: ["X-Auto-Response-Suppress: OOF, AutoReply"]),
      kept("person-precedence-normal", note(3), fields: ["Precedence: first-class"]),
      kept("person-subject-semester", note(4), subject: "Inför semestern: anteckningar från mötet"),
      kept("person-subject-accepterat", note(5), subject: "Accepterat anbud, vad företagen sade"),
      kept("person-subject-last", note(6), subject: "Läst och begrundat: leverantörsträffen"),
      kept(
        "person-subject-undelivered", note(16), subject: "Olevererade varor och annat från mötet om ramavtal"),
      kept("person-no-date-no-id", note(19)),
      kept(
        "person-receipt-asked", note(21), fields: ["Disposition-Notification-To: <anna.ek@uppsala.example>"]),
      kept(
        "person-out-of-office-topic", note(17), subject: "Frånvaro i telefonkön, från företagslotsens dag"),
      calendarAttached(note(2)),
      signed(note(13)), pgpSigned(note(20)),
    ]
  }

  /// Minutes sent with the invitation they belong to.
  private static func calendarAttached(_ note: CollectedNote) -> CollectedMail {
    let event =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Samråd\r\nDTSTART:20260119T120000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    return kept(
      "person-calendar-attached", note,
      entity: .multipart(
        "mixed",
        [
          .text(note.plain(), subtype: "plain", .qp),
          .file(
            name: "mote.ics", type: "text/calendar", Array(event.utf8), nameStyle: .ascii,
            disposition: "attachment"),
        ]))
  }

  private static func signed(_ note: CollectedNote) -> CollectedMail {
    kept(
      "person-smime-signed", note,
      entity: .multipart(
        "signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256",
        [
          .text(note.plain(), subtype: "plain", .qp),
          .file(
            name: "smime.p7s", type: "application/pkcs7-signature", Array("signatur".utf8), nameStyle: .ascii,
            disposition: "attachment"),
        ]))
  }

  private static func pgpSigned(_ note: CollectedNote) -> CollectedMail {
    let text =
      "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n\(note.plain().replacing("\n- ", with: "\n- - "))\n\n-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCgAdFiEE\n=abcd\n-----END PGP SIGNATURE-----\n"
    return kept("person-pgp-inline", note, entity: .text(text, subtype: "plain", .qp))
  }

  /// Several notes at once, answers between the lines, and two files.
  static func odd(_ notes: [CollectedNote]) -> [CollectedMail] {
    [
      twoFiles("two-docx", notes[0], notes[6], .docx), twoFiles("two-mixed", notes[10], notes[18], .odt),
      twoAttachedMails(notes[2], notes[14]), inlineAnswers("inline-angle", isOutlook: false),
      inlineAnswers("inline-outlook", isOutlook: true), noDate(notes[24]), noteWithImages(notes[25]),
    ]
  }

  private static func twoFiles(
    _ id: String, _ first: CollectedNote, _ second: CollectedNote, _ kind: Wrapping.FileKind
  ) -> CollectedMail {
    let words = "Här är anteckningarna från veckans båda möten."
    let person = People.reporters[1]
    let envelope = Envelope(
      from: person.mailbox, to: People.box.mailbox, subject: "Två anteckningar", day: second.written, id: id)
    var expected = Expectation(notes: [first, second], reporter: person.address)
    expected.comment = [words]
    expected.hasFiles = true
    expected.junk = (first.furniture + second.furniture).map { Junk(kind: .furniture, text: $0) }
    expected.junk += [Junk(kind: .comment, text: words), Junk(kind: .signature, text: "Mvh Karin")]
    return CollectedMail(
      id: "special-" + id,
      bytes: envelope.bytes(
        .multipart(
          "mixed",
          [
            .text("\(words)\n\nMvh Karin\n", subtype: "plain", .qp),
            NoteFile.entity(kind, first, number: 0, author: person),
            NoteFile.entity(.docx, second, number: 1, author: person),
          ])), expected: expected)
  }

  private static func twoAttachedMails(_ first: CollectedNote, _ second: CollectedNote) -> CollectedMail {
    let person = People.reporters[3]
    let words = "Två mejl från Erik om förra veckans möten."
    let author = People.authors[0]
    let inner = [first, second].map { note in
      Entity.message(
        Envelope(
          from: author.mailbox, to: person.mailbox, subject: note.title, day: note.written,
          id: "inner-\(note.id)"
        ).bytes(.text(note.plain() + "\n\nMvh Erik\n", subtype: "plain", .latin1)))
    }
    var expected = Expectation(notes: [first, second], reporter: person.address, origins: [author.address])
    expected.comment = [words]
    expected.hasFiles = true
    expected.junk = [Junk(kind: .comment, text: words), Junk(kind: .signature, text: "Mvh Erik")]
    return CollectedMail(
      id: "special-two-attached-mails",
      bytes: Envelope(
        from: person.mailbox, to: People.box.mailbox, subject: "VB: två mejl", day: second.written.nextDay(),
        id: "two-attached"
      ).bytes(.multipart("mixed", [.text(words + "\n", subtype: "plain", .qp)] + inner)), expected: expected)
  }

  /// Questions of somebody else, and the officer's answers below each.
  private static func inlineAnswers(_ id: String, isOutlook: Bool) -> CollectedMail {
    let asked = [
      "Hur upplevde Lada & Loft AB handläggningen av sitt bygglov?",
      "Vad tyckte de om mötet med handläggaren?",
      "Hade de några egna förslag?",
    ]
    let answers = [
      "De väntade elva veckor utan att få ett enda besked.",
      "Mötet var bra, handläggaren hade läst på ordentligt.",
      "De vill ha ett sms när något händer i ärendet.",
    ]
    var note = CollectedNote(
      id: id,
      "title: Frågor efter besöket\nvoice: company\nwritten: 2026-03-17 15:25\ncompanies: Lada & Loft AB\n\n")
    note.passages = answers.map { CollectedNote.Passage(units: [$0]) }
    note.sentences = answers
    let person = People.reporters[0]
    let pairs = zip(asked, answers).map { (isOutlook ? $0 : "> " + $0) + "\n\n" + $1 }.joined(
      separator: "\n\n")
    let head =
      isOutlook
      ? "Hej, se mina svar nedan i texten.\n\n-----Ursprungligt meddelande-----\nFrån: Erik Lund <erik.lund@uppsala.example>\nSkickat: den 16 mars 2026 10:02\nTill: Anna Ek <anna.ek@uppsala.example>\nÄmne: Frågor efter besöket\n\n"
      : "Den 2026-03-16 kl. 10:02, skrev Erik Lund:\n> Hej Anna!\n>\n"
    var expected = Expectation(notes: [note], reporter: person.address)
    expected.judgesComment = false
    expected.judgesFacts = false
    expected.junk = isOutlook ? [] : asked.map { Junk(kind: .history, text: $0) }
    // In Outlook's plain text nobody can tell question from answer; both are kept.
    if isOutlook { note.passages = [] }
    if isOutlook { expected.notes = [note] }
    return CollectedMail(
      id: "special-" + id,
      bytes: Envelope(
        from: person.mailbox, to: People.box.mailbox, subject: "SV: Frågor efter besöket",
        day: Day("2026-03-17 15:25"),
        id: id
      ).bytes(.text(head + pairs + "\n\nMvh Anna\n", subtype: "plain", .qp)), expected: expected)
  }

  private static func noDate(_ note: CollectedNote) -> CollectedMail {
    var mail = kept("no-date-no-id", note)
    let text = String(decoding: mail.bytes, as: UTF8.self).components(separatedBy: "\r\n")
    mail.bytes = Array(
      text.filter { !$0.hasPrefix("Date: ") && !$0.hasPrefix("Message-ID: ") }.joined(separator: "\r\n").utf8)
    return mail
  }

  private static func noteWithImages(_ note: CollectedNote) -> CollectedMail {
    let html =
      note.html(.mozilla).replacing(
        "<h2>",
        with:
          "<img src=\"https://spar.example/pixel.gif\" width=\"1\" height=\"1\" alt=\"\"><div style=\"display:none\">Förhandsvisning: läs nyheterna.</div><h2>"
      )
    var mail = kept(
      "hidden-text", note, entity: .text(Markup.mozilla.page(html, charset: "utf-8"), subtype: "html", .qp))
    mail.expected.junk.append(Junk(kind: .header, text: "Förhandsvisning: läs nyheterna."))
    return mail
  }
}
