import Embedded
import Feedback
import Testing
import Themes

@Suite struct LabelledFileTests {
  private func read(_ text: String) throws(LabelledFileError) -> [LabelledPassage] {
    let result: Result<LabelledFile, LabelledFileError> = Array(text.utf8).withUnsafeBytes { bytes in
      do throws(LabelledFileError) {
        return .success(try LabelledFile(name: "egna.jsonl", reading: bytes))
      } catch { return .failure(error) }
    }
    return try result.get().passages
  }

  @Test func readsAllFields() throws {
    let passages = try read(
      """
      {"id": "a-1", "text": "Det dröjde.", "themes": ["fast_decisions"], "stance": "need", "area": "bygglov", \
      "lang": "sv", "register": "notes", "evidence": {"fast_decisions": ["dröjde"]}}

      {"text": "Annat.", "themes": [], "stance": null, "area": "none"}
      """)
    #expect(
      passages == [
        LabelledPassage(
          id: "a-1", text: "Det dröjde.", themes: [.fastDecisions], stance: .need, area: "bygglov",
          language: .swedish,
          register: "notes", evidence: [.fastDecisions: ["dröjde"]]),
        LabelledPassage(text: "Annat.", themes: [], stance: nil, area: .none),
      ])
  }

  @Test func readsTheWholeCorpus() throws {
    var count = 0
    for file in Embedded.corpus {
      count += try LabelledFile(name: file.name, reading: file.bytes).passages.count
    }
    #expect(count == 44_757)
  }

  @Test(arguments: [
    ("{", "egna.jsonl:2: this is not JSON; each line must be one object"),
    ("[]", "egna.jsonl:2: this is no JSON object; each line must be one"),
    (#"{"themes":[],"stance":null,"area":"none"}"#, "egna.jsonl:2: text: missing or empty"),
    (
      #"{"text":"a","stance":null,"area":"none"}"#,
      "egna.jsonl:2: themes: must be a list of names, [] where there is none"
    ),
    (
      #"{"text":"a","themes":["Enkelhet!"],"stance":"need","area":"none"}"#,
      "egna.jsonl:2: themes: each name once, in lower-case letters, digits and _"
    ),
    (
      #"{"text":"a","themes":[],"area":"none"}"#,
      "egna.jsonl:2: stance: missing; null where there is no theme"
    ),
    (
      #"{"text":"a","themes":[],"stance":"need","area":"none"}"#,
      "egna.jsonl:2: stance: \"need\", but there is no theme; write null"
    ),
    (
      #"{"text":"a","themes":["efficiency"],"stance":null,"area":"none"}"#,
      "egna.jsonl:2: stance: null, but there is a theme"
    ),
    (
      #"{"text":"a","themes":["efficiency"],"stance":"glad","area":"none"}"#,
      "egna.jsonl:2: stance: \"glad\" is none of need, praise, idea, neutral"
    ),
    (#"{"text":"a","themes":[],"stance":null}"#, "egna.jsonl:2: area: missing; \"none\" where there is none"),
    (
      #"{"text":"a","themes":[],"stance":null,"area":"none","lang":"fi"}"#,
      "egna.jsonl:2: lang: \"fi\" is neither sv nor en"
    ),
    (
      #"{"text":"a","themes":[],"stance":null,"area":"none","tema":1}"#,
      "egna.jsonl:2: unknown key \"tema\"; possible are id, text, themes, stance, area, lang, register, evidence"
    ),
    (
      #"{"text":"a","themes":["efficiency"],"stance":"need","area":"none","evidence":{"efficiency":["b"]}}"#,
      "egna.jsonl:2: evidence: \"b\" does not stand in the text"
    ),
    (
      #"{"text":"a","themes":[],"stance":null,"area":"none","evidence":{"efficiency":["a"]}}"#,
      "egna.jsonl:2: evidence: \"efficiency\" is none of the passage's themes"
    ),
  ])
  func saysWhatIsWrongAndWhere(_ line: String, _ sentence: String) {
    let good = #"{"text":"Ett","themes":[],"stance":null,"area":"none"}"#
    #expect {
      try read(good + "\n" + line + "\n")
    } throws: { error in
      (error as? LabelledFileError)?.description == sentence
    }
  }
}
