package import Feedback

extension Evaluation {
  /// The evaluation for people: a table of the themes, then the rest.
  package var report: String {
    var lines = ["\(passages) passages", ""]
    let width = max(16, (themes.map { $0.rawValue.utf8.count }.max() ?? 0) + 1)
    lines.append(Self.row("theme", ["precision", "recall", "F1", "support"], width))
    for (theme, tally) in zip(themes, tallies) {
      lines.append(Self.row(theme.rawValue, Self.cells(tally), width))
    }
    lines.append(Self.row("micro", Self.cells(micro), width))
    lines.append(Self.row("macro", ["", "", Self.decimal(macroF1), ""], width))
    lines.append("")
    lines.append("exact match      \(Self.decimal(exactMatch))")
    lines.append("in scope or not  \(Self.decimal(scopeAccuracy))")
    lines.append(
      "stance           \(Self.decimal(stanceAccuracy)) of \(stancesCompared) where the themes are right")
    lines.append("service area     \(Self.decimal(areaAccuracy))")
    lines.append("language         \(Self.decimal(languageAccuracy)) of \(languagesCompared)")
    lines.append("evidence         \(Self.decimal(evidenceShare)) of a passage on average")
    lines.append("")
    lines.append("errors            passages")
    for (name, count) in errors.named {
      lines.append(Self.row(name.replacing("_", with: " "), [String(count)], 20))
    }
    for (title, subsets) in [("language", languages), ("register", registers)] where !subsets.isEmpty {
      lines.append("")
      lines.append(Self.row(title, ["macro F1", "micro F1", "exact", "count"], width))
      for (name, subset) in subsets.sorted(by: { $0.key < $1.key }) {
        let cells = [subset.macroF1, subset.microF1, subset.exactMatch].map(Self.decimal)
        lines.append(Self.row(name, cells + [String(subset.passages)], width))
      }
    }
    lines.append("")
    lines.append("confusion (the reader's theme down, the given one across)")
    let names = themes.map(\.rawValue) + ["none"]
    lines.append(Self.row("", names.map { String($0.prefix(9)) }, width))
    for (name, counts) in zip(names, confusion) {
      lines.append(Self.row(name, counts.map { String($0) }, width))
    }
    lines.append("")
    lines.append("stance (the reader's down)")
    lines.append(Self.row("", Stance.allCases.map(\.rawValue), width))
    for (stance, counts) in zip(Stance.allCases, stanceConfusion) {
      lines.append(Self.row(stance.rawValue, counts.map { String($0) }, width))
    }
    lines.append("")
    lines.append("reliability: expected calibration error \(Self.decimal(reliability.expectedError))")
    lines.append(Self.row("score", ["mean", "right", "count"], width))
    for (index, bin) in reliability.bins.enumerated() where bin.count > 0 {
      let cells = [Self.decimal(bin.meanScore), Self.decimal(bin.share), String(bin.count)]
      lines.append(Self.row("0.\(index) to \(index == 9 ? "1.0" : "0.\(index + 1)")", cells, width))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The evaluation as one object.
  package var json: JSON {
    .object([
      "passages": .int(passages),
      "themes": .array(
        zip(themes, tallies).map { theme, tally in
          .object([
            "theme": .string(theme.rawValue), "precision": .number(tally.precision),
            "recall": .number(tally.recall),
            "f1": .number(tally.f1), "support": .int(tally.support),
          ])
        }),
      "micro": .object([
        "precision": .number(micro.precision), "recall": .number(micro.recall), "f1": .number(micro.f1),
      ]),
      "macro_f1": .number(macroF1),
      "exact_match": .number(exactMatch),
      "scope_accuracy": .number(scopeAccuracy),
      "stance_accuracy": .number(stanceAccuracy),
      "stance_compared": .int(stancesCompared),
      "area_accuracy": .number(areaAccuracy),
      "language_accuracy": .number(languageAccuracy),
      "evidence_share": .number(evidenceShare),
      "errors": .object(errors.named.map { JSON.Member(name: $0.name, value: .int($0.count)) }),
      "languages": Self.json(languages),
      "registers": Self.json(registers),
      "confusion": .object([
        "names": .array(themes.map { .string($0.rawValue) } + [.string("none")]),
        "counts": .array(confusion.map { .array($0.map(JSON.int)) }),
      ]),
      "stance_confusion": .object([
        "names": .array(Stance.allCases.map { .string($0.rawValue) }),
        "counts": .array(stanceConfusion.map { .array($0.map(JSON.int)) }),
      ]),
      "calibration": .object([
        "expected_error": .number(reliability.expectedError),
        "bins": .array(
          reliability.bins.map { bin in
            .object([
              "mean_score": .number(bin.meanScore), "share": .number(bin.share), "count": .int(bin.count),
            ])
          }),
      ]),
    ])
  }

  private static func json(_ subsets: [String: Subset]) -> JSON {
    .array(
      subsets.sorted { $0.key < $1.key }.map { name, subset in
        .object([
          "name": .string(name), "passages": .int(subset.passages), "macro_f1": .number(subset.macroF1),
          "micro_f1": .number(subset.microF1), "exact_match": .number(subset.exactMatch),
        ])
      })
  }

  private static func cells(_ tally: Tally) -> [String] {
    [decimal(tally.precision), decimal(tally.recall), decimal(tally.f1), String(tally.support)]
  }

  /// Three decimals, with a point whatever the locale.
  private static func decimal(_ number: Double) -> String {
    let thousandths = Int((number * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
  }

  private static func row(_ name: String, _ cells: [String], _ width: Int) -> String {
    func pad(_ text: String, _ length: Int) -> String {
      String(repeating: " ", count: max(0, length - text.count))
    }
    return name + pad(name, width) + cells.map { pad($0, 10) + $0 }.joined()
  }
}
