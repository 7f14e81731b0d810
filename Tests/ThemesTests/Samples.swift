import Feedback
import Themes

/// A small body of labelled passages of its own: enough to train on in a moment.
enum Samples {
  static let sources: [TrainingSource] = {
    let themes: [(ThemeName, [String], [String])] = [
      (
        .simplicity, ["blanketten", "ansökan", "regelverket"],
        ["är krånglig att förstå", "går lätt att begripa"]
      ),
      (
        .efficiency, ["avdelningarna", "enheterna", "handläggarna"],
        ["samordnar sig dåligt", "ger samma svar"]
      ),
      (
        .fastDecisions, ["beslutet", "bygglovet", "tillståndet"],
        ["dröjde nio veckor", "kom efter tre dagar"]
      ),
      (.accessibility, ["telefonen", "växeln", "mejlen"], ["besvarades aldrig", "besvarades direkt"]),
      (
        .personalMeetings, ["frukostmötet", "besöket", "dialogen"],
        ["uteblev i år", "gav oss ett bra samtal"]
      ),
    ]
    let endings = ["hos kommunen", "sade företagaren", "enligt krögaren", "för vår del"]
    var passages = [LabelledPassage]()
    for ending in endings {
      for (theme, subjects, verdicts) in themes {
        for subject in subjects {
          for (index, verdict) in verdicts.enumerated() {
            passages.append(
              LabelledPassage(
                text: "\(subject) \(verdict) \(ending).", themes: [theme],
                stance: index == 0 ? .need : .praise, area: subject == "bygglovet" ? "bygglov" : .none,
                evidence: [theme: [verdict]]))
          }
        }
      }
      for topic in ["Elpriset", "Ränteläget", "Skolan", "Vädret", "Fotbollen", "Riksdagen"] {
        passages.append(
          LabelledPassage(
            text: "\(topic) diskuterades länge \(ending).", themes: [], stance: nil, area: .none))
      }
    }
    return [TrainingSource(name: "samples", passages: passages)]
  }()

  static func tagger() throws -> LinearTagger {
    try LinearTagger(
      copying: Trainer(version: "test.1", trainedAt: "2026-01-01T00:00:00Z").train(on: sources))
  }
}

extension LinearTagger {
  func themes(_ text: String, context: String? = nil) -> Set<ThemeName> {
    Set(judge(text, context: context).themes.map(\.theme))
  }
}
