extension Settings {
  /// A top-level key whose value is not what it was.
  package struct Difference: Hashable, Sendable {
    /// As in the file, such as `store`.
    package var key: String
    /// True where the running service goes on with the old value until it is started anew.
    package var needsRestart: Bool
  }

  /// What a reload changes, in the order of the reference. Empty where nothing does, whatever was rewritten.
  package func differences(from earlier: Settings) -> [Difference] {
    var differences = [Difference]()
    func compare<Value: Equatable>(
      _ key: String, _ value: KeyPath<Settings, Value>, needsRestart: Bool = false
    ) {
      guard self[keyPath: value] != earlier[keyPath: value] else { return }
      differences.append(Difference(key: key, needsRestart: needsRestart))
    }
    compare("store", \.store, needsRestart: true)
    compare("timezone", \.timezone)
    compare("sources", \.sources)
    compare("senders", \.senders)
    compare("mail", \.mail)
    compare("receipts", \.receipts)
    compare("managers", \.managers)
    compare("digest", \.digest)
    compare("limits", \.limits)
    compare("retention", \.retention)
    compare("overview", \.overview)
    compare("metrics", \.metrics)
    compare("log", \.log)
    compare("themes", \.themes)
    compare("areas", \.areas)
    return differences
  }
}
