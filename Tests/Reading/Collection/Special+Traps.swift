/// Notes whose own words look like what surrounds a note, two meetings in one text, and mails that were damaged.
extension Special {
  static func traps(_ notes: [CollectedNote]) -> [CollectedMail] {
    tricky + [twoMeetings(notes[10], notes[16])] + damaged(notes) + beside(notes) + recalls + nested(notes)
  }

  private static var tricky: [CollectedMail] {
    let texts: [(String, String)] = [
      (
        "from-in-text",
        """
        - Från: mars till juni väntade Ekens Måleri AB på ett besked.
        - Till slut fick de veta att ärendet låg hos fel förvaltning.
        - Samma fråga hade ställts av tre grannföretag.
        """
      ),
      (
        "thanks-in-text",
        """
        - Tack för ett bra bemötande, hälsade Ekens Måleri AB särskilt till receptionen.
        - Med vänliga ord kommer man långt, men de väntade ändå nio veckor.
        - Hälsningar från grannföretaget, som har samma besvär med e-tjänsten.
        """
      ),
      (
        "virus-in-text",
        """
        Ekens Måleri AB har avvisats av kommunens virusskydd när de mejlat ritningar. ¦? Bilagorna får inte vara större än två megabyte. ‖ De vill kunna ladda upp ritningarna i e-tjänsten i stället.
        """
      ),
      (
        "secrecy-in-text",
        """
        Ekens Måleri AB undrar om deras affärshemligheter är konfidentiella när de lämnar anbud. ‖ Upphandlaren svarade samma dag och gav ett tydligt besked om sekretess.
        """
      ),
      (
        "phone-in-text",
        """
        - Ekens Måleri AB ringde 018-727 00 00 sju gånger utan att komma fram.
        - Den som svarade på mobilen 070-174 06 05 visste däremot allt.
        - Adressen på webben, Stationsgatan 12, är inte längre den rätta.
        """
      ),
      (
        "quote-in-text",
        """
        Så här skrev Ekens Måleri AB i sin enkät: vi har aldrig fått veta vem som är vår handläggare. ‖ Handläggaren själv skrev i svaret att hon gärna kommer ut på besök.
        """
      ),
      (
        "agenda-like",
        """
        1. Ekens Måleri AB saknar en tidsplan för sitt bygglov.
        2. Ekens Måleri AB fick rådet att ringa varje fredag, vilket känns ålderdomligt.
        3. Handläggaren har varit mycket hjälpsam på plats.
        """
      ),
      (
        "abbreviations",
        """
        Ekens Måleri AB lämnade in handlingar den 3 mars kl. 14.30 och fick svar först efter ca 6 v. ‖ Bygglovsavdelningen hänvisade bl.a. till 9 kap. 2 § plan- och bygglagen m.m. utan att förklara. ‖ Avgiften, dvs. 4 500 kr exkl. moms, stod inte i taxan.
        """
      ),
    ]
    return texts.map { id, text in
      var note = CollectedNote(
        id: "trap-" + id,
        "title: Samtal med Ekens Måleri\nvoice: company\nwritten: 2026-03-17 15:25\ncompanies: Ekens Måleri AB\n\n# Samtal med Ekens Måleri\n"
          + text)
      note.place = nil
      var mail = kept("trap-" + id, note, below: ["Mvh Anna"])
      mail.expected.judgesFacts = false
      return mail
    }
  }

  /// Minutes of two meetings in one text.
  private static func twoMeetings(_ first: CollectedNote, _ second: CollectedNote) -> CollectedMail {
    let text = [first, second].map { note in
      "\(note.title)\nDatum: \(note.date ?? "")\n\n\(note.plain(PlainStyle(hasTitle: false)))"
    }.joined(separator: "\n\n\n")
    var expected = Expectation(notes: [first, second], reporter: anna.address)
    expected.judgesComment = false
    expected.junk = [Junk(kind: .signature, text: "Mvh Anna")]
    let envelope = Envelope(
      from: anna.mailbox, to: People.box.mailbox, subject: "Anteckningar från två möten", day: second.written,
      id: "two-meetings")
    return CollectedMail(
      id: "special-two-meetings",
      bytes: envelope.bytes(.text(text + "\n\nMvh Anna\n", subtype: "plain", .qp)), expected: expected)
  }

  /// Mails that are not as the standards want them.
  private static func damaged(_ notes: [CollectedNote]) -> [CollectedMail] {
    func changed(_ id: String, _ index: Int, _ change: ([UInt8]) -> [UInt8]) -> CollectedMail {
      let note = notes[index]
      var mail = kept(
        "damaged-" + id, note,
        entity: .multipart(
          "alternative",
          [
            .text(note.plain(), subtype: "plain", .qp),
            .text(Markup.mozilla.page(note.html(.mozilla), charset: "utf-8"), subtype: "html", .qp),
          ]))
      mail.bytes = change(mail.bytes)
      return mail
    }
    return [
      changed("bare-lf", 4) { $0.filter { $0 != 0x0D } },
      changed("no-last-boundary", 6) { Array($0.dropLast(30)) },
      changed("nul-bytes", 7) { bytes in
        var bytes = bytes
        bytes.insert(contentsOf: [0, 0], at: bytes.count - 40)
        return bytes
      },
      changed("mbox-line", 13) {
        Array("From anna.ek@uppsala.example Thu Mar 12 09:14:22 2026\r\n".utf8) + $0
      },
      changed("byte-order-mark", 17) { [0xEF, 0xBB, 0xBF] + $0 },
      changed("two-subjects", 20) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        return Array(
          text.replacing(
            "MIME-Version: 1.0\r\n", with: "MIME-Version: 1.0\r\nX-Subject: annat\r\nMIME-Version: 1.0\r\n"
          ).utf8)
      },
      changed("no-mime-version", 22) { bytes in
        Array(String(decoding: bytes, as: UTF8.self).replacing("MIME-Version: 1.0\r\n", with: "").utf8)
      },
    ]
  }

  /// A note in the mail itself, and files beside it that cannot be read or say nothing.
  private static func beside(_ notes: [CollectedNote]) -> [CollectedMail] {
    func with(_ id: String, _ index: Int, name: String, type: String, _ bytes: [UInt8]) -> CollectedMail {
      kept(
        "beside-" + id, notes[index],
        entity: .multipart(
          "mixed",
          [
            .text(notes[index].plain(), subtype: "plain", .qp),
            .file(name: name, type: type, bytes, nameStyle: .ascii, disposition: "attachment"),
          ]))
    }
    return [
      with(
        "photo", 1, name: "IMG_0412.jpg", type: "image/jpeg",
        [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 60_000)),
      with(
        "old-word", 6, name: "gammal.doc", type: "application/msword",
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 2000)),
      with(
        "contact", 8, name: "kontakt.vcf", type: "text/x-vcard",
        Array("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mats Berg\r\nEND:VCARD\r\n".utf8)),
      with(
        "broken-word", 13, name: "trasig.docx",
        type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Array("PK\u{3}\u{4}trasig".utf8)),
      with("empty-file", 18, name: "tom.txt", type: "text/plain", []),
    ]
  }

  private static var recalls: [CollectedMail] {
    [
      refused(
        "recall-sv", "ignored", "*", subject: "Återkalla: Anteckningar från mötet",
        fields: [
          "X-MS-Exchange-Organization-RecallReportGenerated: true",
          "Content-Class: urn:content-classes:recallmessage",
        ],
        text: "Anna Ek vill återkalla meddelandet \"Anteckningar från mötet\".\n"),
      refused(
        "recall-en", "ignored", "*", subject: "Recall: Notes from the meeting",
        text: "Anna Ek would like to recall the message, \"Notes from the meeting\".\n"),
      refused(
        "rights-managed", "quarantined", "encrypted", subject: "Anteckningar",
        entity: .multipart(
          "mixed",
          [
            .text("Det här meddelandet är skyddat. Öppna det i Outlook.\n", subtype: "plain", .qp),
            .file(
              name: "message.rpmsg", type: "application/x-microsoft-rpmsg-message",
              [0x76, 0xE8, 0x04, 0x60] + [UInt8](repeating: 9, count: 900), nameStyle: .ascii,
              disposition: "attachment"),
          ])),
      refused(
        "autoreply-norwegian", "ignored", "auto_reply", subject: "Automatisk svar: Møte",
        fields: ["Auto-Submitted: auto-replied"],
        text: "Jeg er på ferie.\n"),
      refused(
        "share-notice", "ignored", "*", subject: "Anna Ek delade \"Anteckningar\" med dig",
        fields: ["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"],
        text: "Anna Ek har delat en fil med dig. Öppna filen i SharePoint.\n"),
    ]
  }

  /// Mails within mails within mails: who wrote the innermost wrote the note.
  private static func nested(_ notes: [CollectedNote]) -> [CollectedMail] {
    let author = People.authors[1]
    let between = People.authors[2]
    func original(_ note: CollectedNote) -> [UInt8] {
      Envelope(
        from: author.mailbox, to: between.mailbox, subject: note.title, day: note.written,
        id: "innermost-\(note.id)"
      ).bytes(.text(note.plain() + "\n\nHälsningar\nLovisa\n", subtype: "plain", .windows))
    }
    func outer(_ id: String, _ note: CollectedNote, _ within: [UInt8]) -> CollectedMail {
      let words = "Se bifogat mejl från räddningstjänsten."
      var expected = Expectation(notes: [note], reporter: anna.address, origins: [author.address])
      expected.comment = [words]
      expected.hasFiles = true
      expected.junk =
        [Junk(kind: .comment, text: words)] + note.furniture.map { Junk(kind: .furniture, text: $0) }
      expected.judgesFacts = false
      return CollectedMail(
        id: "special-" + id,
        bytes: Envelope(
          from: anna.mailbox, to: People.box.mailbox, subject: "VB: \(note.title)",
          day: note.written.nextDay(), id: id
        ).bytes(.multipart("mixed", [.text(words + "\n", subtype: "plain", .qp), .message(within)])),
        expected: expected)
    }
    let first = notes[33]
    let middle = Envelope(
      from: between.mailbox, to: anna.mailbox, subject: "VB: \(first.title)", day: first.written.later(40),
      id: "middle"
    ).bytes(.multipart("mixed", [.text("\n", subtype: "plain", .qp), .message(original(first))]))
    let second = notes[22]
    let head = ForwardedMail(
      from: author, to: between, copy: nil, day: second.written, subject: second.title, tongue: .sv
    ).head(.outlookDesktop)
    let forwarded = Envelope(
      from: between.mailbox, to: anna.mailbox, subject: "VB: \(second.title)", day: second.written.later(40),
      id: "middle-forward"
    ).bytes(.text("\(head)\n\n\(second.plain())\n\nMvh Lovisa\n", subtype: "plain", .latin1))
    return [outer("attached-in-attached", first, middle), outer("attached-forward", second, forwarded)]
  }
}
