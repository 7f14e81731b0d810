import Testing

@testable import Settings

@Suite("Themes and areas")
struct ThemesAndAreasTests {
  @Test("A standard theme is changed key by key; new ones come after the five")
  func themes() throws {
    let settings = try Configuration(
      "themes: themes.yaml\n",
      themes: """
        themes:
          - name: gronska
            sv: grönska
            en: greenery
            definition: { sv: Det är grönt., en: It is green. }
            words: [park]
          - name: fast_decisions
            words: [raskt]
        """
    ).load()
    #expect(
      settings.themes.map(\.name) == [
        "simplicity", "efficiency", "fast_decisions", "accessibility", "personal_meetings", "gronska",
      ])
    #expect(settings.themes[2].words == ["raskt"])
    #expect(settings.themes[2].title == Settings.Theme.standard[2].title)
    #expect(settings.themes[2].isStandard)
    #expect(!settings.themes[5].isStandard)
  }

  @Test("A new area comes before other and none, and can be named by a source")
  func areas() throws {
    let settings = try Configuration(
      "sources:\n  - { name: a, url: \"file:///in\", service_area: hamn }\nareas: areas.yaml\n",
      areas: "areas:\n  - { name: hamn, sv: hamnen, en: the port, words: [kajplats] }\n"
    ).load()
    #expect(settings.areas.map(\.name).suffix(3) == ["hamn", "other", "none"])
    #expect(settings.sources[0].serviceArea == "hamn")
  }

  static let mistakes = [
    (
      "themes:\n  - { name: gron, sv: grönt, en: green, definition: { sv: a, en: b } }\n",
      ["themes.yaml:2: themes[0]: a new theme is recognised by nothing; write some words or examples"]
    ),
    (
      "themes:\n  - { name: simplicity }\n  - { name: simplicity }\n",
      [#"themes.yaml:3: themes[1].name: "simplicity" stands in the list twice; keep one"#]
    ),
    (
      "themes:\n  - { name: Snabba Beslut }\n",
      [
        #"themes.yaml:2: themes[0].name: "Snabba Beslut" is no name; write at most 40 of the small letters a to z, digits and _"#,
        "themes.yaml:2: themes[0]: sv is missing; write sv: and a text",
        "themes.yaml:2: themes[0]: en is missing; write en: and a text",
        "themes.yaml:2: themes[0]: definition is missing; write what belongs to the theme, under sv and en",
        "themes.yaml:2: themes[0]: a new theme is recognised by nothing; write some words or examples",
      ]
    ),
    (
      "theme: []\n",
      [
        #"themes.yaml:1: theme: unknown key; did you mean "themes"?"#,
        "themes.yaml:1: themes is missing; write themes: and a list",
      ]
    ),
    (
      "themes:\n  - { name: simplicity, words: snabbt }\n",
      [
        "themes.yaml:2: themes[0].words: a single value stands where a list is expected; write each element after a dash, or all in [ ]"
      ]
    ),
  ]

  @Test(arguments: mistakes)
  func mistaken(_ text: String, _ sentences: [String]) throws {
    #expect(try Configuration("themes: themes.yaml\n", themes: text).problems() == sentences)
  }

  @Test("The area that stands for none has no words and no digest")
  func none() throws {
    let configuration = try Configuration(
      "areas: areas.yaml\n", areas: "areas:\n  - { name: none, words: [inget] }\n")
    #expect(
      configuration.problems() == [
        "areas.yaml:2: areas[0]: none stands for no area at all; it has neither words nor a digest"
      ])
  }
}
