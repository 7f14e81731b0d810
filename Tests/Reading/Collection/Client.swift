/// A mail program, named as people name it.
enum Client: String, Sendable, CaseIterable {
  case outlookDesktop, outlookClassic, outlookWeb, outlookNew, outlookMobile, outlookMac, windowsMail
  case gmail, gmailOld, gmailMobile
  case appleMail, iPhone
  case thunderbird, evolution, kmail, mutt, alpine, claws
  case yahoo, samsung, k9, roundcube, horde, sogo, proton, zimbra, openXchange, fastmail, emClient, spark,
    theBat
  case mailspring
  case lotusNotes, groupWise
  /// Outlook's forward as a program that makes plain text of bold HTML sends it on: `*Från:* …`.
  case starred
  /// Outlook within one Exchange organisation, in plain text: names without addresses.
  case exchangeNames

  var markup: Markup {
    switch self {
    case .outlookDesktop, .outlookClassic, .outlookMac, .windowsMail, .starred, .exchangeNames: .word
    case .outlookWeb, .outlookNew, .outlookMobile: .outlookWeb
    case .gmail, .gmailOld, .gmailMobile, .spark, .mailspring, .yahoo, .samsung: .gmail
    case .appleMail, .iPhone: .apple
    case .thunderbird, .evolution, .kmail, .claws, .sogo, .emClient: .mozilla
    default: .breaks
    }
  }

  var bullet: String {
    switch self {
    case .outlookDesktop, .outlookClassic, .outlookMac, .windowsMail: "*       "
    case .outlookWeb, .outlookNew: "  *   "
    case .gmail, .gmailOld: "   - "
    case .appleMail: "• "
    case .thunderbird, .claws: "  * "
    case .lotusNotes, .groupWise: "• "
    default: "- "
    }
  }

  /// The column at which its plain text is broken.
  var width: Int? {
    switch self {
    case .gmail, .gmailOld, .thunderbird, .claws, .mutt, .alpine, .horde, .evolution: 72
    default: nil
    }
  }

  /// The fields by which it names itself.
  var fields: [String] {
    switch self {
    case .outlookDesktop, .outlookClassic:
      [
        "X-Mailer: Microsoft Outlook 16.0", "Thread-Index: AdyF1m3kq0p5bS2gTqC9b3cH0xQm1A==",
        "Content-Language: sv",
      ]
    case .outlookWeb, .outlookNew:
      [
        "Thread-Topic: anteckningar", "Accept-Language: sv-SE, en-US", "Content-Language: sv-SE",
        "X-MS-Has-Attach:",
        "X-MS-TNEF-Correlator:",
      ]
    case .outlookMobile: ["X-Mailer: Outlook for iOS and Android", "Accept-Language: sv-SE"]
    case .outlookMac: ["User-Agent: Microsoft-MacOutlook/16.94"]
    case .windowsMail: ["X-Mailer: Microsoft Outlook 17.0"]
    case .appleMail:
      ["Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3826.400.131\\))", "X-Mailer: Apple Mail (2.3826)"]
    case .iPhone: ["X-Mailer: iPhone Mail (22D72)", "Mime-Version: 1.0 (1.0)"]
    case .thunderbird: ["User-Agent: Mozilla Thunderbird", "Content-Language: sv-SE"]
    case .evolution: ["User-Agent: Evolution 3.52.3"]
    case .kmail: ["User-Agent: KMail/6.1"]
    case .mutt: ["User-Agent: Mutt/2.2.9"]
    case .claws: ["X-Mailer: Claws Mail 4.1.1"]
    case .yahoo: ["X-Mailer: WebService/1.1.23369 YMailNorrin"]
    case .k9: ["User-Agent: Thunderbird for Android"]
    case .roundcube: ["User-Agent: Roundcube Webmail/1.6.9"]
    case .horde: ["User-Agent: Horde Application Framework 5"]
    case .sogo: ["User-Agent: SOGoMail 5.11"]
    case .zimbra: ["X-Mailer: Zimbra 8.8.15_GA_4717 (ZimbraWebClient - GC131 (Win)/8.8.15)"]
    case .openXchange: ["X-Mailer: Open-Xchange Mailer v8.30"]
    case .emClient: ["User-Agent: eM_Client/10.1"]
    case .spark: ["X-Readdle-Message-ID: 1b7c@Spark"]
    case .theBat: ["X-Mailer: The Bat! (v11.0)"]
    case .mailspring: ["X-Mailer: Mailspring"]
    case .lotusNotes: ["X-Mailer: HCL Notes Release 12.0.2", "X-KeepSent: 0A1B2C3D"]
    case .groupWise: ["X-Mailer: GroupWise 18.4"]
    default: []
    }
  }

  /// What it puts below a mail by itself.
  func advertisement(_ tongue: Tongue) -> String? {
    switch (self, tongue) {
    case (.outlookMobile, .sv): "Skaffa Outlook för iOS"
    case (.outlookMobile, _): "Get Outlook for iOS"
    case (.iPhone, .sv): "Skickat från min iPhone"
    case (.iPhone, _): "Sent from my iPhone"
    case (.samsung, .sv): "Skickat från min Galaxy"
    case (.samsung, _): "Sent from my Galaxy"
    case (.k9, .sv): "Skickat från min Android-enhet med K-9 Mail. Ursäkta min fåordighet."
    case (.k9, _): "Sent from my Android device with K-9 Mail. Please excuse my brevity."
    case (.yahoo, .sv): "Skickat från Yahoo Mail till iPhone"
    case (.yahoo, _): "Sent from Yahoo Mail on Android"
    case (.proton, _): "Sent with Proton Mail secure email."
    case (.windowsMail, .sv): "Skickades från E-post för Windows"
    case (.windowsMail, _): "Sent from Mail for Windows"
    case (.spark, _): "Skickat med Spark"
    default: nil
    }
  }
}
