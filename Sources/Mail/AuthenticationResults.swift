/// The value of an Authentication-Results field (RFC 8601): what a mail server found out about a message's sender.
package struct AuthenticationResults: Hashable, Sendable {
  /// What one method found (section 2.2, `resinfo`).
  package struct Result: Hashable, Sendable {
    /// In lower case: `dmarc`, `dkim`, `spf`.
    package var method: String
    /// 1 where it is not said.
    package var version: Int
    /// In lower case: `pass`, `fail`, `none`.
    package var result: String
    package var reason: String?
    /// In the order of the field.
    package var properties: [Property]

    /// The first property of a type and a name given in lower case, such as `header`, `from`.
    package func property(_ type: String, _ name: String) -> String? {
      properties.first { $0.type == type && $0.name == name }?.value
    }
  }

  /// What a result rests on: `header.from=uppsala.example` (section 2.2, `propspec`).
  package struct Property: Hashable, Sendable {
    /// In lower case: `smtp`, `header`, `body`, `policy`. Empty where there is none, as in Exchange's `action=none`.
    package var type: String
    /// In lower case.
    package var name: String
    package var value: String
  }

  /// The identifier of the server that speaks (section 2.5), in lower case; nil where the field begins with a result,
  /// as Exchange Online writes it.
  package var authservID: String?
  /// The version of the syntax; 1 where it is not said.
  package var version: Int
  /// Empty for `none`: the server checked nothing.
  package var results: [Result]

  /// Reads a value without its field name; nil where it does not follow the syntax, as a field that can be read in two
  /// ways may not admit anybody.
  package init?(_ value: String) {
    guard let tokens = AuthenticationTokens.tokens(Array(value.utf8)) else { return nil }
    let statements = tokens.split(separator: .semicolon, omittingEmptySubsequences: false).map(Array.init)
    guard var first = statements.first, !first.isEmpty else { return nil }
    authservID = nil
    version = 1
    var rest = statements.dropFirst()
    if first.count >= 2, first[1] == .equals {
      rest = statements[...]
    } else {
      guard case .word(let id) = first.removeFirst() else { return nil }
      authservID = id.asciiLowercased
      if let token = first.first {
        guard first.count == 1, case .word(let digits) = token, let number = Int(digits) else { return nil }
        version = number
      }
    }
    results = []
    for statement in rest where !statement.isEmpty {
      // `none`, or the recipient's domain, which Exchange Online puts between its results.
      if statement.count == 1, case .word = statement[0] { continue }
      guard let result = Result(statement) else { return nil }
      results.append(result)
    }
  }
}

extension AuthenticationResults.Result {
  /// Reads `method [/version] = result [reason = value] *(ptype . property = value)`.
  fileprivate init?(_ statement: [AuthenticationTokens.Token]) {
    var pairs: [(key: String, value: String)] = []
    var index = 0
    while index < statement.count {
      guard index + 2 < statement.count, case .word(let key) = statement[index],
        statement[index + 1] == .equals,
        case .word(let value) = statement[index + 2]
      else { return nil }
      pairs.append((key.asciiLowercased, value))
      index += 3
    }
    guard let first = pairs.first else { return nil }
    let name = first.key.split(separator: "/", maxSplits: 1)
    guard let method = name.first, !method.contains(".") else { return nil }
    self.method = String(method)
    version = 1
    if name.count == 2 {
      guard let number = Int(name[1]) else { return nil }
      version = number
    }
    result = first.value.asciiLowercased
    reason = nil
    properties = []
    for (key, value) in pairs.dropFirst() {
      if key == "reason" {
        reason = value
        continue
      }
      let path = key.split(separator: ".", maxSplits: 1).map(String.init)
      properties.append(
        AuthenticationResults.Property(
          type: path.count == 2 ? path[0] : "", name: path.last ?? "", value: value))
    }
  }
}
