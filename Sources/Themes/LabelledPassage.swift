package import Feedback
import Foundation

/// A passage with the judgement of a careful reader: what a model learns from and is measured by.
package struct LabelledPassage: Hashable, Sendable {
  package var id: String?
  package var text: String
  /// In the order of the file; none is out of scope.
  package var themes: [ThemeName]
  /// Nil where there is no theme.
  package var stance: Stance?
  package var area: ServiceArea
  package var language: NoteLanguage?
  /// The kind of text, such as `minutes`; for people.
  package var register: String?
  /// For each theme the exact words of the text that carry it.
  package var evidence: [ThemeName: [String]]

  package init(
    id: String? = nil, text: String, themes: [ThemeName], stance: Stance?, area: ServiceArea,
    language: NoteLanguage? = nil, register: String? = nil, evidence: [ThemeName: [String]] = [:]
  ) {
    self.id = id
    self.text = text
    self.themes = themes
    self.stance = stance
    self.area = area
    self.language = language
    self.register = register
    self.evidence = evidence
  }
}

/// Why a labelled file cannot be used: file, line, what is wrong.
package struct LabelledFileError: Error, Hashable, Sendable, CustomStringConvertible {
  package var file: String
  /// From 1.
  package var line: Int
  package var problem: String

  package var description: String { "\(file):\(line): \(problem)" }
}

/// A file of labelled passages.
package struct LabelledFile: Hashable, Sendable {
  package var name: String
  package var passages: [LabelledPassage]

  package init(name: String, passages: [LabelledPassage]) {
    self.name = name
    self.passages = passages
  }

  /// Reads JSON Lines: an object a line with `text`, `themes`, `stance` and `area`, and optionally `id`, `lang`,
  /// `register` and `evidence`. Empty lines are passed over.
  /// - Throws: at the first line that is not as it should be.
  package init(name: String, reading bytes: UnsafeRawBufferPointer) throws(LabelledFileError) {
    self.name = name
    passages = []
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      guard line.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { continue }
      do {
        passages.append(try LabelledLine(Data(line)).passage())
      } catch let error {
        throw LabelledFileError(file: name, line: number, problem: error.problem)
      }
    }
  }
}
