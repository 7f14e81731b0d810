import Feedback
import Foundation
import Testing
import Themes

@Suite struct EvaluationTests {
  private func judgement(_ themes: [ThemeName], _ stance: Stance?, score: Double = 0.9) -> Judgement {
    Judgement(
      themes: themes.map { .init(theme: $0, score: score, evidence: [0..<5]) },
      scores: ThemeName.standard.map {
        .init(theme: $0, score: themes.contains($0) ? score : 0.1, evidence: [])
      },
      stance: stance, serviceArea: "bygglov", language: .swedish)
  }

  private func passage(_ themes: [ThemeName], _ stance: Stance?, area: ServiceArea = "bygglov")
    -> LabelledPassage
  {
    LabelledPassage(text: "tio tecken", themes: themes, stance: stance, area: area, language: .swedish)
  }

  private var evaluation: Evaluation {
    var evaluation = Evaluation(themes: ThemeName.standard)
    evaluation.add(judgement([.simplicity], .need), for: passage([.simplicity], .need))
    evaluation.add(judgement([.simplicity], .praise), for: passage([.simplicity], .need, area: .none))
    evaluation.add(judgement([.simplicity], .need), for: passage([.efficiency], .need))
    evaluation.add(judgement([], nil), for: passage([], nil))
    evaluation.add(judgement([], nil), for: passage([.efficiency, .simplicity], .idea))
    return evaluation
  }

  @Test func tellsErrorsByTheirKind() {
    var evaluation = evaluation
    evaluation.add(judgement([.simplicity], .need), for: passage([], nil))
    evaluation.add(judgement([.simplicity, .efficiency], .need), for: passage([.efficiency], .need))
    evaluation.add(judgement([.simplicity], .need), for: passage([.simplicity, .efficiency], .need))
    let counts = Dictionary(evaluation.errors.named.map { ($0.name, $0.count) }, uniquingKeysWith: { $1 })
    #expect(
      counts == ["out_of_scope_tagged": 1, "in_scope_untagged": 1, "missed": 1, "wrong": 1, "confused": 1])
    #expect(evaluation.passages - evaluation.exact == counts.values.reduce(0, +))
    #expect(evaluation.report.contains("out of scope tagged"))
  }

  @Test func tellsLanguagesAndRegistersApart() throws {
    var evaluation = Evaluation(themes: ThemeName.standard)
    var minutes = passage([.simplicity], .need)
    minutes.register = "minutes"
    var english = passage([.efficiency], .need)
    (english.language, english.register) = (.english, "quote")
    evaluation.add(judgement([.simplicity], .need), for: minutes)
    evaluation.add(judgement([], nil), for: english)
    #expect(evaluation.languages["sv"]?.macroF1 == 1)
    #expect(evaluation.languages["en"]?.macroF1 == 0)
    #expect(evaluation.registers["minutes"]?.exactMatch == 1)
    #expect(evaluation.registers["quote"]?.passages == 1)
    let json = try JSONSerialization.jsonObject(with: Data(evaluation.json.line.utf8)) as? [String: Any]
    #expect((json?["languages"] as? [[String: Any]])?.map { $0["name"] as? String } == ["en", "sv"])
    #expect((json?["registers"] as? [[String: Any]])?.count == 2)
    #expect((json?["errors"] as? [String: Any])?["in_scope_untagged"] as? Int == 1)
  }

  @Test func countsThemes() {
    let evaluation = evaluation
    #expect(evaluation.tallies[0].precision == 2.0 / 3)
    #expect(evaluation.tallies[0].recall == 2.0 / 3)
    #expect(evaluation.tallies[1].f1 == 0)
    #expect(evaluation.tallies[1].support == 2)
    #expect(evaluation.micro.right == 2 && evaluation.micro.wrong == 1 && evaluation.micro.missed == 3)
    // Themes that neither saw do not count.
    #expect(abs(evaluation.macroF1 - 1.0 / 3) < 1e-12)
    #expect(evaluation.exactMatch == 0.6)
    #expect(evaluation.scopeAccuracy == 0.8)
  }

  @Test func countsStanceWhereTheThemesAreRight() {
    #expect(evaluation.stancesCompared == 2)
    #expect(evaluation.stanceAccuracy == 0.5)
    #expect(evaluation.stanceConfusion[0][1] == 1)
  }

  @Test func countsAreaLanguageAndEvidence() {
    #expect(evaluation.areaAccuracy == 0.8)
    #expect(evaluation.languageAccuracy == 1)
    #expect(evaluation.evidenceShare == 0.5)
  }

  @Test func tellsWhatIsConfusedWithWhat() {
    let confusion = evaluation.confusion
    #expect(confusion[0][0] == 2)
    #expect(confusion[1][0] == 1)
    #expect(confusion[1][5] == 1 && confusion[0][5] == 1)
    #expect(confusion[5][5] == 1)
  }

  @Test func measuresWhetherScoresCanBeBelieved() {
    // 3 scores of 0.9, of which 2 are right; 22 of 0.1, of which 3 are.
    let high = 3 * 0.9 - 2
    let low = 3 - 22 * 0.1
    let expected = (high + low) / 25
    #expect(abs(evaluation.reliability.expectedError - expected) < 1e-9)
  }

  @Test func reportsForPeopleAndPrograms() throws {
    let report = evaluation.report
    #expect(report.contains("simplicity             0.667     0.667     0.667         3"))
    #expect(report.contains("exact match      0.600"))
    let object = try JSONSerialization.jsonObject(with: Data(evaluation.json.line.utf8)) as? [String: Any]
    #expect(object?["passages"] as? Int == 5)
    #expect((object?["themes"] as? [[String: Any]])?.first?["theme"] as? String == "simplicity")
    #expect(object?["stance_accuracy"] as? Double == 0.5)
  }

  @Test func crossValidationJudgesEachPassageOnce() throws {
    var seen = 0
    let whole = try CrossValidation.folds(3, of: Samples.sources) { _, fold in seen += fold.passages }
    #expect(whole.passages == Samples.sources[0].passages.count)
    #expect(seen == whole.passages)
    #expect(whole.macroF1 > 0.8)
  }
}
