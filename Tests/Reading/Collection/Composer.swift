import Foundation

/// Puts a note into a mail, in plain text and in HTML side by side.
struct Composer {
  let wrapping: Wrapping
  let note: CollectedNote
  let number: Int
  let reporter: Person
  let author: Person
  let colleague: Person
  private var plain: [String] = []
  private var html = ""
  private var junk: [Junk] = []

  private var client: Client { wrapping.client }
  private var markup: Markup { wrapping.client.markup }
  private var labels: Labels { Labels.of(wrapping.tongue) }

  init(_ wrapping: Wrapping, _ note: CollectedNote, number: Int) {
    self.wrapping = wrapping
    self.note = note
    self.number = number
    reporter = People.reporters[number % People.reporters.count]
    author = People.authors[number % People.authors.count]
    colleague = People.reporters[(number + 2) % People.reporters.count]
  }

  /// The mail, and how it is read.
  func mail() -> CollectedMail {
    var composer = self
    return composer.composed()
  }

  private mutating func composed() -> CollectedMail {
    var expected = Expectation(notes: [note], reporter: reporter.address)
    expected.junk = note.furniture.map { Junk(kind: .furniture, text: $0) }
    var subject = note.title
    var day = note.written
    if let banner = wrapping.banner { show(banner) }
    let entity: Entity
    switch wrapping.action {
    case .direct:
      if let greeting = wrapping.greeting { words([greeting, ""]) }
      noteText()
      sign(reporter, wrapping.signature)
      disclaim(wrapping.disclaimer)
      expected.judgesComment = wrapping.greeting == nil
      entity = body()
    case .reply:
      subject = "\(client.markup == .gmail ? "Re" : labels.reply): \(subject)"
      if let greeting = wrapping.greeting { words([greeting, ""]) }
      noteText()
      sign(reporter, wrapping.signature)
      history(of: Exchange.before(day, from: author, to: reporter, number))
      disclaim(wrapping.disclaimer)
      expected.judgesComment = wrapping.greeting == nil
      entity = body()
    case .forward, .forwardTwice:
      let prefix = ["gmail", "apple", "mozilla", "breaks"].contains("\(markup)") ? "Fwd" : labels.forward
      subject = "\(prefix): \(subject)"
      day = note.written.nextDay()
      // Where the program gives no address, none can be told.
      if client != .exchangeNames { expected.origins = [author.address] }
      forward(&expected)
      if case .forwardTwice = wrapping.action { subject = "\(prefix): \(subject)" }
      entity = body()
    case .attachedMail:
      expected.hasFiles = true
      subject = "\(labels.forward): \(subject)"
      day = note.written.nextDay()
      expected.origins = [author.address]
      comment(&expected)
      sign(reporter, wrapping.signature)
      var inner = Wrapping(id: wrapping.id + "-inner", client: client, action: .direct)
      inner.format = .plain
      inner.signature = wrapping.authorSignature
      var within = Composer(inner, note, number: number).withSender(author)
      let bytes = within.composed()
      junk += bytes.expected.junk.filter { $0.kind == .signature }
      entity = .multipart("mixed", [body(), .message(bytes.bytes)])
    case .file(let kind):
      expected.hasFiles = true
      subject = "Anteckningar från \(note.isEnglish ? "besöket" : "mötet")"
      comment(&expected)
      sign(reporter, wrapping.signature)
      disclaim(wrapping.disclaimer)
      entity = .multipart("mixed", [body(), NoteFile.entity(kind, note, number: number, author: author)])
      if kind == .eml { expected.origins = [author.address] }
      if kind == .xlsx || kind == .rtf || kind == .tnef { expected.judgesFacts = false }
    }
    expected.junk += junk
    var envelope = Envelope(
      from: reporter.mailbox, to: People.box.mailbox, subject: subject, day: day,
      id: wrapping.id + ".\(number)",
      more: client.fields + wrapping.more)
    envelope.subjectIsQuoted = wrapping.subjectIsQuoted
    return CollectedMail(id: wrapping.id + "+" + note.id, bytes: envelope.bytes(entity), expected: expected)
  }

  private func withSender(_ person: Person) -> Composer {
    Composer(self, sender: person)
  }

  private init(_ other: Composer, sender: Person) {
    wrapping = other.wrapping
    note = other.note
    number = other.number
    reporter = sender
    author = other.author
    colleague = other.colleague
  }

  private mutating func add(_ kind: Junk.Kind, _ lines: [String]) {
    for line in lines where line.contains(where: \.isLetter) { junk.append(Junk(kind: kind, text: line)) }
  }

  /// Plain lines of somebody's words.
  private mutating func words(_ lines: [String]) {
    plain += lines
    html += lines.map { $0.isEmpty ? markup.blank : markup.line($0) }.joined()
  }

  private mutating func noteText() {
    let style = PlainStyle(bullet: client.bullet, width: client.width, hasTitle: wrapping.hasTitle)
    plain += note.plain(style).components(separatedBy: "\n")
    html += note.html(markup, hasTitle: wrapping.hasTitle)
  }

  private mutating func sign(_ person: Person, _ signature: Signature) {
    let lines = signature.lines(person)
    if !lines.isEmpty {
      add(.signature, lines)
      plain += [""] + lines
      let text = lines.map { $0.isEmpty ? markup.blank : markup.line($0) }.joined()
      html += markup.blank
      switch markup {
      case .gmail:
        html += "<div dir=\"ltr\" class=\"gmail_signature\" data-smartmail=\"gmail_signature\">\(text)</div>"
      case .mozilla: html += "<div class=\"moz-signature\">\(text)</div>"
      case .outlookWeb: html += "<div id=\"Signature\" class=\"elementToProof\">\(text)</div>"
      default: html += text
      }
    }
    guard person.address == reporter.address, let advertisement = client.advertisement(wrapping.tongue) else {
      return
    }
    add(.signature, [advertisement])
    plain += ["", advertisement]
    html +=
      client == .outlookMobile
      ? "<div id=\"ms-outlook-mobile-signature\">\(markup.line(advertisement))</div>"
      : markup.blank + markup.line(advertisement)
  }

  private mutating func comment(_ expected: inout Expectation) {
    let lines = wrapping.comment.lines
    guard !lines.isEmpty else { return }
    words(lines)
    let said = lines.filter { !$0.isEmpty && !Comment.greetings.contains($0) }
    add(.comment, said)
    expected.comment = said
  }

  private mutating func show(_ banner: Banner) {
    plain += banner.lines + [""]
    html += banner.html
    add(.banner, banner.lines)
  }

  private mutating func disclaim(_ disclaimer: Disclaimer?) {
    guard let disclaimer else { return }
    add(.disclaimer, disclaimer.lines)
    plain += ["", ""] + disclaimer.lines
    html +=
      "<hr>" + "<p style=\"font-size:8.0pt;color:gray\">"
      + disclaimer.lines.map { escaped($0) }.joined(separator: "<br>") + "</p>"
  }

  private mutating func forward(_ expected: inout Expectation) {
    if !wrapping.commentIsBelow {
      comment(&expected)
      sign(reporter, wrapping.signature)
    }
    var plainAbove = plain
    let htmlAbove = html
    plain = []
    html = ""
    if let banner = wrapping.authorBanner { show(banner) }
    if let greeting = wrapping.authorGreeting { words([greeting, ""]) }
    noteText()
    sign(author, wrapping.authorSignature)
    disclaim(wrapping.authorDisclaimer)
    if wrapping.hasHistory {
      history(of: Exchange.before(note.written, from: colleague, to: author, number))
    }
    let isTwice = if case .forwardTwice = wrapping.action { true } else { false }
    if isTwice { forwarded(from: author, to: colleague, day: note.written) }
    if isTwice {
      let (text, markedUp) = (plain, html)
      plain = []
      html = ""
      let said = ["Hej, se nedan från mötet som vi talade om vid kaffet."]
      words(said)
      add(.comment, said)
      sign(colleague, .short)
      plain += [""] + text
      html += markup.blank + markedUp
    }
    forwarded(
      from: isTwice ? colleague : author, to: reporter, day: isTwice ? note.written.later(45) : note.written)
    plainAbove += plainAbove.isEmpty ? [] : ["", ""]
    plain = plainAbove + plain
    html = htmlAbove + html
    if wrapping.commentIsBelow {
      plain.append("")
      html += markup.blank
      comment(&expected)
      sign(reporter, wrapping.signature)
    }
    disclaim(wrapping.disclaimer)
  }

  /// Puts the fields of a forward above what has been written so far.
  private mutating func forwarded(from: Person, to: Person, day: Day) {
    let mail = ForwardedMail(
      from: from, to: to, copy: number % 3 == 0 ? People.reporters[(number + 1) % 5] : nil, day: day,
      subject: note.title, tongue: wrapping.tongue)
    let head = mail.head(client).components(separatedBy: "\n")
    add(.header, head.filter { $0.contains("@") })
    html = mail.html(client, html)
    // A program that quotes what it forwards leaves the line above alone.
    let isQuoted = wrapping.isQuoted || client == .appleMail || client == .iPhone
    let opening = !isQuoted || head[0].contains("@") ? 0 : head.count > 1 && head[1].isEmpty ? 2 : 1
    let rest = Array(head.dropFirst(opening)) + [""] + plain
    plain = Array(head.prefix(opening)) + (isQuoted ? rest.map { $0.isEmpty ? ">" : "> " + $0 } : rest)
    if let tail = mail.tail(client) { plain += ["", tail] }
  }

  /// What a program puts below an answer.
  private mutating func history(of exchange: Exchange) {
    let mail = ForwardedMail(
      from: exchange.from, to: exchange.to, day: exchange.day, subject: exchange.subject,
      tongue: wrapping.tongue)
    add(.history, exchange.lines.filter { $0.count > 12 })
    let text = exchange.lines.map { $0.isEmpty ? markup.blank : markup.line($0) }.joined()
    let isSwedish = wrapping.tongue == .sv
    let day = exchange.day
    switch markup {
    case .word, .outlookWeb:
      let head = mail.head(client).components(separatedBy: "\n")
      add(.header, head.filter { $0.contains("@") })
      plain += [""] + head + [""] + exchange.lines
      html += mail.html(client, text)
    case .gmail, .apple, .mozilla, .breaks:
      let line =
        switch (client, isSwedish) {
        case (.iPhone, true), (.appleMail, true):
          "\(day.day) \(day.month(.sv).prefix(3)). \(day.year) kl. \(day.time) skrev \(exchange.from.mailbox):"
        case (.gmail, true), (.gmailMobile, true), (.gmailOld, true):
          "Den \(day.shortWeekday(.sv)) \(day.day) \(day.month(.sv)) \(day.year) kl \(day.time) skrev \(exchange.from.mailbox):"
        case (.roundcube, true): "\(day.iso) \(day.time) skrev \(exchange.from.name):"
        case (_, true): "Den \(day.iso) kl. \(day.time), skrev \(exchange.from.name):"
        case (_, false):
          "On \(day.weekday(.en).prefix(3)), \(Day.shortEnglish[day.month - 1]) \(day.day), \(day.year) at \(day.clock), \(exchange.from.mailbox) wrote:"
        }
      add(.header, [line])
      plain += ["", line, ""] + exchange.lines.map { $0.isEmpty ? ">" : "> " + $0 }
      html +=
        markup == .gmail
        ? "<br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">\(escaped(line))<br></div><blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex\">\(text)</blockquote></div>"
        : "<div>\(escaped(line))</div><blockquote type=\"cite\">\(text)</blockquote>"
    }
  }

  private func body() -> Entity {
    let encoding = wrapping.encoding
    let text = Entity.text(plain.joined(separator: "\n") + "\n", subtype: "plain", encoding)
    let page = markup.page(html, charset: encoding.label ?? encoding.charset.rawValue)
    let marked = Entity.text(page, subtype: "html", encoding)
    switch wrapping.format {
    case .plain: return text
    case .html: return marked
    case .both: return .multipart("alternative", [text, marked])
    case .stub:
      return .multipart(
        "alternative",
        [
          .text("Ditt e-postprogram kan inte visa HTML.\n", subtype: "plain", encoding), marked,
        ])
    case .emptyPlain: return .multipart("alternative", [.text("\n", subtype: "plain", encoding), marked])
    case .related:
      let logotype = Entity.raw(
        fields: [
          "Content-Type: image/png; name=\"image001.png\"", "Content-ID: <image001.png@01DB.0A1B>",
          "Content-Disposition: inline; filename=\"image001.png\"", "Content-Transfer-Encoding: base64",
        ],
        body: Array(
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\r\n"
            .utf8))
      return .multipart("related", [.multipart("alternative", [text, marked]), logotype])
    }
  }
}
