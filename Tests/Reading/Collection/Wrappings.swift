extension Wrapping {
  /// All the ways of the collection, sorted by kind.
  static var all: [Wrapping] {
    forwards + phones + quotedForwards + foreign + twice + replies + written + encodings + attached
      + furnished
  }

  static func made(
    _ id: String, _ client: Client, _ action: Action = .forward, _ change: (inout Wrapping) -> Void = { _ in }
  ) -> Wrapping {
    var wrapping = Wrapping(id: id, client: client, action: action)
    change(&wrapping)
    return wrapping
  }

  /// Each program, in Swedish and in English, as both parts, as plain text and as HTML alone.
  static var forwards: [Wrapping] {
    let both: [Client] = [
      .outlookDesktop, .outlookWeb, .outlookNew, .outlookMac, .outlookClassic, .windowsMail, .gmail,
      .gmailOld,
      .thunderbird, .yahoo, .roundcube, .zimbra, .lotusNotes, .openXchange, .emClient,
    ]
    let comments: [Comment] = [.short, .long, .none, .fyi, .ask, .greeted]
    let signatures: [Signature] = [.full, .gdpr, .short, .vcard, .environment, .name, .slash, .stars]
    var all: [Wrapping] = []
    for (index, client) in both.enumerated() {
      all.append(
        made("\(client)-sv", client) {
          $0.comment = comments[index % comments.count]
          $0.signature = signatures[index % signatures.count]
          $0.authorSignature = signatures[(index + 3) % signatures.count]
        })
      all.append(
        made("\(client)-sv-html", client) {
          $0.comment = comments[(index + 1) % comments.count]
          $0.format = .html
          $0.signature = signatures[(index + 2) % signatures.count]
          $0.authorSignature = signatures[(index + 5) % signatures.count]
        })
      all.append(
        made("\(client)-en", client) {
          $0.tongue = .en
          $0.format = index % 2 == 0 ? .plain : .both
          $0.comment = comments[(index + 2) % comments.count]
          $0.signature = index % 2 == 0 ? .english : .full
          $0.authorSignature = signatures[(index + 1) % signatures.count]
        })
    }
    let plainOnes: [Client] = [
      .evolution, .kmail, .mutt, .alpine, .claws, .horde, .sogo, .proton, .fastmail, .spark, .theBat,
      .mailspring,
    ]
    for (index, client) in plainOnes.enumerated() {
      all.append(
        made("\(client)-sv-plain", client) {
          $0.format = .plain
          $0.comment = comments[index % comments.count]
          $0.signature = index % 2 == 0 ? .dashes : .short
          $0.authorSignature = index % 3 == 0 ? .dashes : .full
        })
      if index % 2 == 0 {
        all.append(
          made("\(client)-en-html", client) {
            $0.format = .html
            $0.tongue = .en
            $0.comment = comments[(index + 3) % comments.count]
          })
      }
    }
    all.append(
      made("groupWise-en-plain", .groupWise) {
        $0.format = .plain
        $0.signature = .short
      })
    return all
  }

  static var phones: [Wrapping] {
    [
      made("outlookMobile-sv-html", .outlookMobile) {
        $0.format = .html
        $0.signature = .none
      },
      made("outlookMobile-sv", .outlookMobile) {
        $0.comment = .fyi
        $0.signature = .none
      },
      made("outlookMobile-en", .outlookMobile) {
        $0.tongue = .en
        $0.signature = .none
      },
      made("outlookMobile-no-comment", .outlookMobile) {
        $0.comment = .none
        $0.signature = .none
        $0.format = .html
      },
      made("samsung-sv", .samsung) {
        $0.format = .plain
        $0.signature = .none
      },
      made("samsung-en-html", .samsung) {
        $0.format = .html
        $0.tongue = .en
        $0.signature = .none
      },
      made("k9-sv", .k9) {
        $0.format = .plain
        $0.signature = .short
      },
      made("k9-en", .k9) {
        $0.format = .plain
        $0.tongue = .en
        $0.signature = .none
      },
      made("gmailMobile-sv", .gmailMobile) { $0.signature = .none },
      made("gmailMobile-en-plain", .gmailMobile) {
        $0.tongue = .en
        $0.format = .plain
      },
      made("yahoo-phone-note", .yahoo, .direct) { $0.signature = .none },
      made("iPhone-note", .iPhone, .direct) {
        $0.signature = .none
        $0.format = .plain
        $0.hasTitle = false
      },
      made("iPhone-note-en", .iPhone, .direct) {
        $0.signature = .slash
        $0.tongue = .en
        $0.hasTitle = false
      },
      made("outlookMobile-note", .outlookMobile, .direct) {
        $0.signature = .none
        $0.format = .html
        $0.hasTitle = false
      },
      made("samsung-note", .samsung, .direct) {
        $0.signature = .short
        $0.format = .html
      },
      made("k9-note", .k9, .direct) {
        $0.signature = .none
        $0.format = .plain
        $0.encoding = .base64
      },
    ]
  }

  /// Programs, and settings of them, that quote what they forward.
  static var quotedForwards: [Wrapping] {
    [
      made("appleMail-sv", .appleMail),
      made("appleMail-sv-plain", .appleMail) { $0.format = .plain },
      made("appleMail-sv-html", .appleMail) {
        $0.format = .html
        $0.comment = .long
      },
      made("appleMail-en", .appleMail) { $0.tongue = .en },
      made("appleMail-en-plain", .appleMail) {
        $0.tongue = .en
        $0.format = .plain
        $0.comment = .english
        $0.signature = .english
      },
      made("iPhone-sv", .iPhone) { $0.signature = .none },
      made("iPhone-sv-plain", .iPhone) {
        $0.signature = .none
        $0.format = .plain
        $0.comment = .fyi
      },
      made("iPhone-sv-below-quoted", .iPhone) {
        $0.signature = .slash
        $0.format = .plain
        $0.comment = .none
      },
      made("iPhone-en-html", .iPhone) {
        $0.tongue = .en
        $0.format = .html
        $0.signature = .none
      },
      made("thunderbird-quoted", .thunderbird) {
        $0.isQuoted = true
        $0.format = .plain
        $0.signature = .dashes
      },
      made("appleMail-comment-below", .appleMail) {
        $0.commentIsBelow = true
        $0.format = .plain
        $0.comment = .ask
        $0.signature = .short
      },
      made("mutt-comment-below", .mutt) {
        $0.commentIsBelow = true
        $0.format = .plain
        $0.comment = .ask
        $0.signature = .dashes
      },
      made("horde-comment-below", .horde) {
        $0.commentIsBelow = true
        $0.format = .plain
        $0.comment = .long
        $0.signature = .short
      },
      made("theBat-comment-below", .theBat) {
        $0.commentIsBelow = true
        $0.format = .plain
        $0.comment = .greeted
        $0.signature = .name
      },
    ]
  }

  static var foreign: [Wrapping] {
    var all: [Wrapping] = []
    let tongues: [(Tongue, Comment, Signature)] = [
      (.nb, .bokmal, .bokmal), (.da, .danish, .short), (.de, .german, .german), (.fi, .finnish, .finnish),
    ]
    for (index, (tongue, comment, signature)) in tongues.enumerated() {
      for client in [Client.outlookDesktop, .appleMail, .outlookWeb, .thunderbird] {
        all.append(
          made("\(client)-\(tongue)", client) {
            $0.tongue = tongue
            $0.comment = comment
            $0.signature = signature
            $0.format = client == .outlookWeb ? .html : index % 2 == 0 ? .both : .plain
          })
      }
    }
    return all
  }

  static var twice: [Wrapping] {
    let clients: [Client] = [.outlookDesktop, .outlookWeb, .gmail, .appleMail, .thunderbird, .outlookMobile]
    return clients.enumerated().map { index, client in
      made("\(client)-twice", client, .forwardTwice) {
        $0.format = [.both, .html, .plain][index % 3]
        $0.signature = index % 2 == 0 ? .full : .short
        $0.authorSignature = .full
      }
    } + [
      made("outlookClassic-twice-en", .outlookClassic, .forwardTwice) {
        $0.tongue = .en
        $0.format = .plain
      },
      made("roundcube-twice", .roundcube, .forwardTwice) {
        $0.format = .plain
        $0.comment = .none
        $0.signature = .none
      },
    ]
  }

  static var replies: [Wrapping] {
    let clients: [Client] = [
      .outlookDesktop, .outlookWeb, .outlookMac, .gmail, .appleMail, .iPhone, .thunderbird, .roundcube,
      .outlookMobile,
    ]
    var all: [Wrapping] = []
    for (index, client) in clients.enumerated() {
      all.append(
        made("\(client)-reply", client, .reply) {
          $0.format = [.both, .html, .plain][index % 3]
          $0.signature = [.full, .short, .none, .gdpr][index % 4]
          $0.hasTitle = index % 2 == 0
        })
    }
    for (index, client) in [Client.outlookDesktop, .gmail, .thunderbird].enumerated() {
      all.append(
        made("\(client)-reply-en", client, .reply) {
          $0.tongue = .en
          $0.format = index == 0 ? .html : .plain
          $0.signature = .english
        })
    }
    for (index, client) in [Client.outlookDesktop, .outlookWeb, .gmail, .thunderbird, .outlookMac]
      .enumerated()
    {
      all.append(
        made("\(client)-forward-history", client) {
          $0.hasHistory = true
          $0.format = [.both, .html, .plain][index % 3]
        })
    }
    return all
  }

  /// Notes that the officer typed into the mail.
  static var written: [Wrapping] {
    let signatures: [Signature] = [
      .full, .short, .slash, .name, .dashes, .gdpr, .environment, .stars, .vcard, .none,
    ]
    var all = signatures.enumerated().map { index, signature in
      let client = [Client.outlookDesktop, .outlookWeb, .gmail, .thunderbird, .appleMail][index % 5]
      return made("written-\(signature)", client, .direct) {
        $0.signature = signature
        $0.format = [.both, .html, .plain][index % 3]
        $0.hasTitle = index % 2 == 0
      }
    }
    all += [
      made("written-hej", .outlookDesktop, .direct) { $0.greeting = "Hej!" },
      made("written-hej-uppsala-mots", .outlookWeb, .direct) {
        $0.greeting = "Hej Uppsala möts,"
        $0.format = .html
      },
      made("written-hi", .gmail, .direct) {
        $0.greeting = "Hi all,"
        $0.signature = .english
        $0.tongue = .en
      },
      made("written-god-morgon", .roundcube, .direct) {
        $0.greeting = "God morgon!"
        $0.format = .plain
        $0.signature = .short
      },
      made("written-untitled", .emClient, .direct) {
        $0.hasTitle = false
        $0.format = .html
      },
    ]
    return all
  }
}
