/// The name of a theme in code, schema and records, such as `fast_decisions`. A municipality adds its own.
package struct ThemeName: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }
  package static func < (a: ThemeName, b: ThemeName) -> Bool { a.rawValue < b.rawValue }

  package static let simplicity: ThemeName = "simplicity"
  package static let efficiency: ThemeName = "efficiency"
  package static let fastDecisions: ThemeName = "fast_decisions"
  package static let accessibility: ThemeName = "accessibility"
  package static let personalMeetings: ThemeName = "personal_meetings"

  /// The five that every municipality has, in the order in which they are shown.
  package static let standard: [ThemeName] = [
    .simplicity, .efficiency, .fastDecisions, .accessibility, .personalMeetings,
  ]
}

/// What the tagged part of a passage expresses about its themes.
package enum Stance: String, CaseIterable, Sendable {
  case need, praise, idea, neutral
}

/// The name of a service area (verksamhetsområde) in records, such as `bygglov`. Configuration, like themes.
package struct ServiceArea: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }
  package static func < (a: ServiceArea, b: ServiceArea) -> Bool { a.rawValue < b.rawValue }

  /// About the municipality's service, in an area that has no name of its own here.
  package static let other: ServiceArea = "other"
  /// About no area, or several at once.
  package static let none: ServiceArea = "none"

  package static let standard: [ServiceArea] = [
    "bygglov", "miljo_halsoskydd", "livsmedelskontroll", "serveringstillstand", "markupplatelse",
    "brandskydd",
    "upphandling", .other, .none,
  ]
}

/// Whose experience a note tells.
package enum Voice: String, CaseIterable, Sendable {
  case company, employee, mixed, unknown
}

/// The language of a text, ISO 639-1.
package enum NoteLanguage: String, CaseIterable, Sendable {
  case swedish = "sv"
  case english = "en"
}

/// The name of a source in configuration, records and logs.
package struct SourceName: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
  CustomStringConvertible
{
  package let rawValue: String
  package init(rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }
  package var description: String { rawValue }
  package static func < (a: SourceName, b: SourceName) -> Bool { a.rawValue < b.rawValue }
}
