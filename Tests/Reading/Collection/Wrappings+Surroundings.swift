extension Wrapping {
  static var encodings: [Wrapping] {
    let kinds: [(String, Encoding)] = [
      ("latin1-qp", .latin1), ("latin1-8bit", Encoding(transfer: .eightBit, charset: .latin1)),
      ("windows-qp", .windows), ("windows-base64", Encoding(transfer: .base64, charset: .windows)),
      ("windows-as-latin1", Encoding(charset: .windows, label: "iso-8859-1")),
      ("utf8-base64", .base64), ("utf8-8bit", .eightBit),
      ("utf8-as-latin1", Encoding(transfer: .eightBit, charset: .utf8, label: "iso-8859-1")),
      ("utf8-as-ascii", Encoding(transfer: .eightBit, charset: .utf8, label: "us-ascii")),
      ("utf8-unlabelled", Encoding(transfer: .none, charset: .utf8, label: "")),
      ("latin1-unlabelled", Encoding(transfer: .none, charset: .latin1, label: "")),
      ("latin1-as-utf8", Encoding(transfer: .eightBit, charset: .latin1, label: "utf-8")),
      ("windows-as-utf8-qp", Encoding(charset: .windows, label: "utf-8")),
      ("latin1-as-ascii-qp", Encoding(charset: .latin1, label: "us-ascii")),
      ("latin9-qp", Encoding(charset: .latin9)), ("flowed", .flowed),
      ("utf16-base64", Encoding(transfer: .base64, charset: .utf16)),
      ("unknown-charset", Encoding(transfer: .eightBit, charset: .utf8, label: "x-unknown")),
      ("mac-qp", Encoding(charset: .mac)),
    ]
    return kinds.enumerated().map { index, kind in
      made(
        "charset-\(kind.0)", index % 2 == 0 ? .thunderbird : .outlookDesktop,
        index % 3 == 0 ? .direct : .forward
      ) {
        $0.encoding = kind.1
        $0.format = kind.1.isFlowed || index % 4 != 1 ? .plain : .html
        $0.subjectIsQuoted = index % 2 == 0
      }
    }
  }

  static var attached: [Wrapping] {
    var all: [Wrapping] = []
    let kinds: [FileKind] = [
      .docx, .odt, .pdf, .txt, .html, .md, .rtf, .docx, .pdf, .eml, .docx, .xlsx, .tnef, .odt, .txt,
    ]
    for (index, kind) in kinds.enumerated() {
      let client = [Client.outlookDesktop, .gmail, .appleMail, .outlookWeb, .thunderbird][index % 5]
      all.append(
        made("file-\(kind)-\(index)", client, .file(kind)) {
          $0.comment = [.short, .long, .ask, .greeted, .none][index % 5]
          $0.signature = [.full, .gdpr, .short, .none][index % 4]
          $0.format = [.both, .html, .plain][index % 3]
        })
    }
    for (index, client) in [Client.outlookDesktop, .thunderbird, .outlookWeb, .appleMail].enumerated() {
      all.append(
        made("\(client)-attached-mail", client, .attachedMail) {
          $0.comment = [.short, .none, .long, .fyi][index]
          $0.signature = index == 1 ? .none : .full
          $0.format = index == 2 ? .html : .plain
        })
    }
    return all
  }

  /// Banners and disclaimers around everything.
  static var furnished: [Wrapping] {
    var all: [Wrapping] = []
    for (index, banner) in Banner.allCases.enumerated() {
      all.append(
        made("banner-\(banner)-forward", [.outlookDesktop, .outlookWeb, .gmail][index % 3]) {
          $0.banner = banner
          $0.format = [.html, .both, .plain][index % 3]
        })
      if index % 2 == 0 {
        all.append(
          made("banner-\(banner)-note", .outlookDesktop, .direct) {
            $0.banner = banner
            $0.format = index % 4 == 0 ? .plain : .html
          })
      }
    }
    for (index, disclaimer) in Disclaimer.allCases.enumerated() {
      all.append(
        made("disclaimer-\(disclaimer)-forward", [.outlookWeb, .gmail, .outlookDesktop][index % 3]) {
          $0.disclaimer = disclaimer
          $0.format = [.both, .plain, .html][index % 3]
          $0.authorSignature = [.full, .none, .short][index % 3]
        })
      all.append(
        made("disclaimer-\(disclaimer)-note", .thunderbird, .direct) {
          $0.disclaimer = disclaimer
          $0.format = [.html, .plain][index % 2]
          $0.signature = [.none, .short, .full][index % 3]
        })
    }
    all += [
      made("stub-plain", .outlookWeb) { $0.format = .stub },
      made("stub-note", .gmail, .direct) { $0.format = .stub },
      made("empty-plain", .outlookDesktop) { $0.format = .emptyPlain },
      made("logotype", .outlookDesktop) { $0.format = .related },
      made("logotype-note", .outlookWeb, .direct) { $0.format = .related },
      made("importance", .outlookDesktop) { $0.more = ["Importance: high", "X-Priority: 1"] },
      made("auto-submitted-no", .outlookDesktop) { $0.more = ["Auto-Submitted: no"] },
      made("spam-fields", .gmail) {
        $0.more = [
          "X-Spam-Status: No, score=-1.9", "Precedence: normal",
          "X-Auto-Response-Suppress: DR, OOF, AutoReply",
        ]
      },
      made("unsubscribe-footer-field", .outlookWeb, .direct) {
        $0.more = [
          "Return-Receipt-To: <anna.ek@uppsala.example>",
          "Disposition-Notification-To: <anna.ek@uppsala.example>",
        ]
      },
    ]
    return all
  }

  /// What stands around the note within the forward, and programs that spoil a forward's fields.
  static var nested: [Wrapping] {
    var all: [Wrapping] = []
    for (index, disclaimer) in Disclaimer.allCases.enumerated() {
      all.append(
        made("author-disclaimer-\(disclaimer)", [.outlookDesktop, .gmail, .outlookWeb][index % 3]) {
          $0.authorDisclaimer = disclaimer
          $0.format = [.html, .both, .plain][index % 3]
          $0.authorSignature = [.full, .booking, .short][index % 3]
        })
    }
    for (index, banner) in [Banner.caution, .swedish, .seldomSwedish].enumerated() {
      all.append(
        made("author-banner-\(banner)", [.outlookWeb, .outlookDesktop, .gmail][index % 3]) {
          $0.authorBanner = banner
          $0.format = index == 1 ? .plain : .html
        })
    }
    for (index, greeting) in ["Hej!", "Hej Anna,", "Hejsan alla!", "God eftermiddag"].enumerated() {
      all.append(
        made("author-greeting-\(index)", [.outlookDesktop, .outlookWeb, .gmail, .appleMail][index]) {
          $0.authorGreeting = greeting
          $0.authorSignature = [.iPhone, .outlookApp, .booking, .slash][index]
          $0.format = index % 2 == 0 ? .plain : .html
        })
    }
    all += [
      made("starred-sv", .starred) { $0.format = .plain },
      made("starred-en", .starred) {
        $0.format = .plain
        $0.tongue = .en
        $0.comment = .none
        $0.signature = .none
      },
      made("starred-quoted", .starred) {
        $0.format = .plain
        $0.isQuoted = true
      },
      made("exchange-names-sv", .exchangeNames) { $0.format = .plain },
      made("exchange-names-en", .exchangeNames) {
        $0.format = .plain
        $0.tongue = .en
      },
      made("oneNote", .outlookDesktop, .direct) {
        $0.signature = .oneNote
        $0.format = .html
      },
      made("signature-booking", .outlookWeb, .direct) { $0.signature = .booking },
      made("signature-iPhone", .appleMail, .direct) {
        $0.signature = .iPhone
        $0.format = .plain
      },
      made("outlookDesktop-history-disclaimer", .outlookDesktop) {
        $0.hasHistory = true
        $0.authorDisclaimer = .swedish
        $0.disclaimer = .record
        $0.banner = .swedish
        $0.format = .html
      },
      made("outlookWeb-everything", .outlookWeb) {
        $0.hasHistory = true
        $0.authorGreeting = "Hej!"
        $0.comment = .greeted
        $0.signature = .booking
        $0.authorSignature = .gdpr
        $0.disclaimer = .both
        $0.banner = .caution
        $0.format = .html
      },
    ]
    return all
  }
}
