/// Takes in officers' judgements, from wherever they come: checks them against what is configured, stores them, and
/// tells the log.
package struct Correcting: Sendable {
  /// What an officer says of a passage.
  package struct Request: Hashable, Sendable {
    package var passage: ULID
    package var author: String
    /// Nil leaves the themes as they are; `[]` says that there is none.
    package var themes: [ThemeName]?
    package var stance: Stance?
    package var serviceArea: ServiceArea?
    package var evidence: [Words]

    package init(
      passage: ULID, author: String, themes: [ThemeName]? = nil, stance: Stance? = nil,
      serviceArea: ServiceArea? = nil, evidence: [Words] = []
    ) {
      self.passage = passage
      self.author = author
      self.themes = themes
      self.stance = stance
      self.serviceArea = serviceArea
      self.evidence = evidence
    }
  }

  /// Words of a passage that carry a theme.
  package struct Words: Hashable, Sendable {
    /// Nil is each of the given themes.
    package var theme: ThemeName?
    /// As they stand in the passage.
    package var words: String

    package init(theme: ThemeName?, words: String) {
      self.theme = theme
      self.words = words
    }
  }

  package let store: any JudgementStore
  package let tagger: any Tagger
  /// The themes that are configured.
  package let themes: [ThemeName]
  /// The areas that are configured.
  package let areas: [ServiceArea]
  package let log: any EventLog
  package let surroundings: Surroundings

  package init(
    store: any JudgementStore, tagger: any Tagger, themes: [ThemeName], areas: [ServiceArea],
    log: any EventLog, surroundings: Surroundings
  ) {
    self.store = store
    self.tagger = tagger
    self.themes = themes
    self.areas = areas
    self.log = log
    self.surroundings = surroundings
  }

  /// Stores a judgement, which is in force when this returns.
  /// - Returns: the passage as it then stands.
  /// - Throws: ``CorrectionRefusal`` where it cannot be taken, `StoreError`.
  package func apply(_ request: Request) async throws -> Passage {
    do {
      let correction = try await correction(for: request)
      let tagger = tagger
      guard
        let passage = try await store.correct(correction, judging: { tagger.judge($0, under: $1) })
      else { throw CorrectionRefusal.unknownPassage(request.passage) }
      log.record(
        Event(
          .correctionApplied, .info, "a correction of passage \(passage.id) is in force (\(correction.id))"))
      return passage
    } catch let refusal as CorrectionRefusal {
      log.record(
        Event(
          .correctionRefused, .notice,
          "a correction of passage \(request.passage) was refused: \(refusal.name)"))
      throw refusal
    }
  }

  /// Withdraws what officers have said of a passage: the model judges it again.
  /// - Returns: the passage as it then stands.
  /// - Throws: ``CorrectionRefusal`` where there is nothing to withdraw, `StoreError`.
  package func withdraw(_ passage: ULID, by actor: String) async throws -> Passage {
    let tagger = tagger
    let withdrawn = try await store.withdraw(
      correctionsOf: passage, by: actor, at: surroundings.now(), judging: { tagger.judge($0, under: $1) })
    let refusal: CorrectionRefusal
    switch withdrawn {
    case .some(let (count, after)) where count > 0:
      log.record(
        Event(.correctionApplied, .info, "\(count) corrections of passage \(passage) were withdrawn"))
      return after
    case .some: refusal = .nothingToWithdraw(passage)
    case nil: refusal = .unknownPassage(passage)
    }
    log.record(
      Event(.correctionRefused, .notice, "nothing was withdrawn of passage \(passage): \(refusal.name)"))
    throw refusal
  }

  private func correction(for request: Request) async throws -> Correction {
    guard request.themes != nil || request.stance != nil || request.serviceArea != nil else {
      throw CorrectionRefusal.nothingSaid
    }
    for theme in request.themes ?? [] where !themes.contains(theme) {
      throw CorrectionRefusal.unknownTheme(theme)
    }
    if let area = request.serviceArea, !areas.contains(area) { throw CorrectionRefusal.unknownArea(area) }
    guard let passage = try await store.passage(request.passage) else {
      throw CorrectionRefusal.unknownPassage(request.passage)
    }
    // What the officer says of themes counts; a stance without any theme is about nothing.
    if request.stance != nil, request.themes.map(\.isEmpty) ?? passage.tags.isEmpty {
      throw CorrectionRefusal.stanceWithoutTheme
    }
    var once = [ThemeName]()
    for theme in request.themes ?? [] where !once.contains(theme) { once.append(theme) }
    var evidence: [ThemeName: [Range<Int>]] = [:]
    for named in request.evidence {
      guard let range = passage.text.scalarRange(of: named.words) else {
        throw CorrectionRefusal.wordsNotInPassage(named.words)
      }
      if let theme = named.theme, !once.contains(theme) {
        throw CorrectionRefusal.evidenceWithoutTheme(theme)
      }
      for theme in named.theme.map({ [$0] }) ?? once { evidence[theme, default: []].append(range) }
    }
    return Correction(
      id: surroundings.identifier(), passage: request.passage, author: request.author,
      madeAt: surroundings.now(), themes: request.themes == nil ? nil : once, stance: request.stance,
      serviceArea: request.serviceArea, evidence: evidence.mapValues(\.merged))
  }
}

/// Why a correction cannot be taken.
package enum CorrectionRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  case nothingSaid
  case unknownPassage(ULID)
  case unknownTheme(ThemeName)
  case unknownArea(ServiceArea)
  case stanceWithoutTheme
  case evidenceWithoutTheme(ThemeName)
  case wordsNotInPassage(String)
  case nothingToWithdraw(ULID)

  /// For the log: without anything that was written.
  package var name: String {
    switch self {
    case .nothingSaid: "it says nothing"
    case .unknownPassage: "no passage has that identifier"
    case .unknownTheme: "a theme is not configured"
    case .unknownArea: "the area is not configured"
    case .stanceWithoutTheme: "a stance without a theme"
    case .evidenceWithoutTheme: "words for a theme that is not given"
    case .wordsNotInPassage: "its words do not stand in the passage"
    case .nothingToWithdraw: "no correction is in force"
    }
  }

  package var description: String {
    switch self {
    case .nothingSaid: "nothing is corrected; say the themes, the stance or the area"
    case .unknownPassage(let id): "no passage has the identifier \(id)"
    case .unknownTheme(let theme): "there is no theme \"\(theme.rawValue)\""
    case .unknownArea(let area): "there is no service area \"\(area.rawValue)\""
    case .stanceWithoutTheme: "a stance is about a theme, and the passage has none; say the themes too"
    case .evidenceWithoutTheme(let theme):
      "words are named for \(theme.rawValue), which is none of the given themes"
    case .wordsNotInPassage(let words):
      "\"\(words)\" does not stand in the passage; write its words as they stand there"
    case .nothingToWithdraw(let id): "no correction of the passage \(id) is in force"
    }
  }
}

extension String {
  /// The first place of some words, as half-open offsets in Unicode scalars; nil where they do not stand here.
  fileprivate func scalarRange(of words: String) -> Range<Int>? {
    let text = Array(unicodeScalars)
    let wanted = Array(words.unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= text.count else { return nil }
    for start in 0...text.count - wanted.count where text[start] == wanted[0] {
      if text[start..<start + wanted.count].elementsEqual(wanted) { return start..<start + wanted.count }
    }
    return nil
  }
}

extension [Range<Int>] {
  /// In order, those that touch or overlap made one.
  fileprivate var merged: [Range<Int>] {
    sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { merged, range in
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
  }
}
