import Embedded
import Foundation
import Themes

/// Labelled passages, shipped and given.
enum LabelledFiles {
  /// The corpus within the program.
  static func corpus() throws(Failure) -> [LabelledFile] {
    var files = [LabelledFile]()
    for (name, bytes) in Embedded.corpus {
      do throws(LabelledFileError) {
        files.append(try LabelledFile(name: name, reading: bytes))
      } catch {
        throw Failure(.ownFault, "the shipped corpus: \(error)")
      }
    }
    return files
  }

  /// The passages within the program that no model learns from.
  static func apart() throws(Failure) -> [LabelledPassage] {
    do throws(LabelledFileError) {
      return try LabelledFile(name: "apart.jsonl", reading: Embedded.apart).passages
    } catch {
      throw Failure(.ownFault, "the shipped passages that are kept apart: \(error)")
    }
  }

  /// The lexicon of concepts within the program.
  static func lexicon() throws(Failure) -> ConceptLexicon {
    do throws(ConceptLexicon.Problem) {
      return try ConceptLexicon(reading: Embedded.concepts)
    } catch {
      throw Failure(.ownFault, "the shipped lexicon of concepts: \(error)")
    }
  }

  /// - Parameter path: `-` is standard input.
  static func read(_ path: String) throws(Failure) -> LabelledFile {
    let data: Data
    do {
      data =
        path == "-"
        ? try FileHandle.standardInput.readToEnd() ?? Data()
        : try Data(contentsOf: URL(fileURLWithPath: path))
    } catch {
      throw Failure(.badInput, "\(path): it cannot be read; name a file of labelled passages")
    }
    let name = path == "-" ? "standard input" : path
    let read: Result<LabelledFile, LabelledFileError> = data.withUnsafeBytes { bytes in
      Result { () throws(LabelledFileError) in try LabelledFile(name: name, reading: bytes) }
    }
    switch read {
    case .success(let file): return file
    case .failure(let error): throw Failure(.badInput, error.description)
    }
  }
}
