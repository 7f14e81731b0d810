extension Special {
  static var automatic: [CollectedMail] {
    autoReplies + reports + calendars + lists
  }

  private static var autoReplies: [CollectedMail] {
    let away =
      "Hej!\n\nTack för ditt mejl. Jag är på semester till och med den 3 augusti och läser inte min e-post.\nVid brådskande ärenden, kontakta kundtjänst på 018-727 00 00.\n\nMed vänlig hälsning\nAnna Ek\n"
    return [
      refused(
        "autoreply-exchange-sv", "ignored", "auto_reply", subject: "Autosvar: Möte med Bergs Bygg",
        fields: [
          "X-Auto-Response-Suppress: All", "Auto-Submitted: auto-generated",
          "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent",
          "In-Reply-To: <abc@uppsala.example>",
        ], text: away),
      refused(
        "autoreply-exchange-en", "ignored", "auto_reply", subject: "Automatic reply: Meeting",
        fields: ["X-Auto-Response-Suppress: All", "auto-submitted: auto-replied"],
        text: "I am out of the office until Monday and will answer when I am back.\n"),
      refused(
        "autoreply-rfc3834", "ignored", "auto_reply", subject: "Frånvaromeddelande",
        fields: ["Auto-Submitted: auto-replied; owner-email=\"anna.ek@uppsala.example\""], text: away),
      refused(
        "autoreply-gmail", "ignored", "auto_reply", subject: "Frånvarande Re: Möte",
        fields: ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes"], text: away),
      refused(
        "autoreply-subject-alone", "ignored", "auto_reply", subject: "Automatiskt svar: Anteckningar",
        fields: ["X-Autorespond: Anteckningar"], text: away),
      refused(
        "autoreply-vacation", "ignored", "auto_reply", subject: "Re: Möte",
        fields: ["Precedence: auto_reply", "X-Autoreply: yes"],
        text: away),
      refused(
        "autoreply-ticket", "ignored", "auto_reply", subject: "Vi har tagit emot ditt ärende [#104411]",
        fields: ["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"],
        text: "Tack för ditt mejl. Ditt ärende har fått nummer 104411. Vi svarar inom fem arbetsdagar.\n"),
    ]
  }

  private static var reports: [CollectedMail] {
    func report(_ kind: String, _ text: String, _ status: String, type: String) -> Entity {
      .raw(
        fields: ["Content-Type: multipart/report; report-type=\(kind); boundary=\"rep\""],
        body: Array(
          "--rep\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\(text)\r\n--rep\r\nContent-Type: \(type)\r\n\r\n\(status)\r\n--rep--\r\n"
            .utf8))
    }
    let failed = report(
      "delivery-status", "Leveransen misslyckades för följande mottagare: mats@bergsbygg.example",
      "Reporting-MTA: dns; mx.uppsala.example\r\n\r\nFinal-Recipient: rfc822; mats@bergsbygg.example\r\nAction: failed\r\nStatus: 5.1.1\r\n",
      type: "message/delivery-status")
    let read = report(
      "disposition-notification", "Ditt meddelande lästes den 12 mars 2026 09:14.",
      "Reporting-UA: Outlook\r\nFinal-Recipient: rfc822; anna.ek@uppsala.example\r\nDisposition: manual-action/MDN-sent-automatically; displayed\r\n",
      type: "message/disposition-notification")
    return [
      refused(
        "bounce-dsn", "ignored", "bounce", from: "Mail Delivery Subsystem <mailer-daemon@uppsala.example>",
        subject: "Undelivered Mail Returned to Sender",
        fields: ["Auto-Submitted: auto-replied", "Return-Path: <>"],
        entity: failed),
      refused(
        "bounce-exchange", "ignored", "bounce", from: "Microsoft Outlook <postmaster@uppsala.example>",
        subject: "Kan inte levereras: Möte", fields: ["Return-Path: <>", "X-MS-Exchange-Message-Is-Ndr:"],
        entity: failed),
      refused(
        "bounce-qmail", "ignored", "bounce", from: "MAILER-DAEMON@uppsala.example", subject: "failure notice",
        fields: ["Return-Path: <>"],
        text:
          "Hi. This is the qmail-send program at uppsala.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<mats@bergsbygg.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n"
      ),
      refused(
        "receipt-mdn", "ignored", "receipt_report", subject: "Läst: Möte med Bergs Bygg", entity: read),
      refused("receipt-mdn-en", "ignored", "receipt_report", subject: "Read: Meeting", entity: read),
      refused(
        "own-mail", "ignored", "own_mail", from: "Uppsala möts <uppsalamots@uppsala.example>",
        subject: "Kvittens: Frukostmöte", fields: ["Auto-Submitted: auto-generated"],
        text: "Vi har tagit emot anteckningen Frukostmöte med byggföretag.\n"),
    ]
  }

  private static var calendars: [CollectedMail] {
    func calendar(_ method: String, _ text: String) -> Entity {
      let event =
        "BEGIN:VCALENDAR\r\nMETHOD:\(method)\r\nPRODID:Microsoft Exchange Server 2010\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:0400\r\nSUMMARY:Samråd\r\nDTSTART:20260312T090000Z\r\nDTEND:20260312T100000Z\r\nDTSTAMP:20260310T100000Z\r\nORGANIZER:mailto:anna.ek@uppsala.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:erik.lund@uppsala.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
      return .multipart(
        "alternative",
        [
          .text(text, subtype: "plain", .qp),
          .raw(
            fields: [
              "Content-Type: text/calendar; charset=\"utf-8\"; method=\(method)",
              "Content-Transfer-Encoding: 8bit",
            ],
            body: Array(event.utf8)),
        ])
    }
    return [
      refused(
        "calendar-accepted", "ignored", "calendar", subject: "Accepterat: Samråd",
        entity: calendar("REPLY", "\n")),
      refused(
        "calendar-declined", "ignored", "calendar", subject: "Avböjt: Samråd",
        entity: calendar("REPLY", "Jag kan tyvärr inte den dagen.\n")),
      refused(
        "calendar-request", "ignored", "calendar", subject: "Samråd serveringstillstånd",
        entity: calendar("REQUEST", "Välkomna till samråd i rum Gillet. Kaffe serveras från klockan nio.\n")),
      refused(
        "calendar-cancel", "ignored", "calendar", subject: "Avbokat: Samråd", entity: calendar("CANCEL", "\n")
      ),
    ]
  }

  private static var lists: [CollectedMail] {
    let newsletter = "Nyheter från näringslivet. Läs om höstens träffar. Avregistrera dig här.\n"
    return [
      refused(
        "list-mailman", "ignored", "mailing_list", subject: "[naringsliv] Höstens träffar",
        fields: [
          "List-Id: <naringsliv.lists.uppsala.example>",
          "List-Unsubscribe: <mailto:leave@lists.uppsala.example>",
          "List-Post: <mailto:naringsliv@lists.uppsala.example>", "Precedence: list",
        ], text: newsletter),
      refused(
        "list-newsletter", "ignored", "mailing_list", subject: "Nyhetsbrev november",
        fields: [
          "List-Unsubscribe: <https://nyhetsbrev.uppsala.example/u/1>",
          "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
          "Precedence: bulk", "List-Id: nyhetsbrev <1.nyhetsbrev.uppsala.example>",
        ], text: newsletter),
      refused(
        "empty", "quarantined", "no_text", subject: "Anteckningar", text: "\n\n"),
      refused(
        "signature-alone", "quarantined", "no_text", subject: "",
        text: "\n\nMed vänliga hälsningar\n\nAnna Ek\nNäringslivsutvecklare\nUppsala kommun\n018-727 00 41\n"),
      refused(
        "image-alone", "quarantined", "unsupported_type", subject: "Bild av whiteboard",
        entity: .multipart(
          "mixed",
          [
            .text("\n", subtype: "plain", .qp),
            .file(
              name: "IMG_0412.jpg", type: "image/jpeg",
              [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 60_000),
              nameStyle: .ascii, disposition: "attachment"),
          ])),
      refused(
        "encrypted-smime", "quarantined", "encrypted", subject: "Anteckningar",
        entity: .raw(
          fields: [
            "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=\"smime.p7m\"",
            "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename=\"smime.p7m\"",
          ], body: Array("MIAGCSqGSIb3DQEHA6CAMIACAQAxggFJMIIBRQIBADAtMBkxFzAVBgNVBAMMDlRlc3Q=\r\n".utf8))),
      refused(
        "encrypted-pgp", "quarantined", "encrypted", subject: "Anteckningar",
        entity: .raw(
          fields: [
            "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=\"enc\""
          ],
          body: Array(
            "--enc\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--enc\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA0t5AAAAAAAAAQf/\r\n=abcd\r\n-----END PGP MESSAGE-----\r\n\r\n--enc--\r\n"
              .utf8))),
      refused(
        "outsider", "quarantined", "sender_not_allowed", from: People.outsider.mailbox, subject: "Synpunkter",
        text: "Vi har väntat tolv veckor på besked om vår uteservering.\n"),
    ]
  }
}
