package import Feedback

/// How a drop is taken in.
package struct DropConfiguration: Hashable, Sendable {
  /// Its name in records and logs.
  package var name: SourceName
  /// The folder's absolute path. Links on the way to it are followed, links within it never.
  package var folder: String
  /// How long a file must have stood still before it is taken.
  package var settle: Duration
  /// How often the folder is looked through without being told of a change.
  package var poll: Duration
  /// The most messages of a batch.
  package var batchCount = 100
  /// The most bytes of a batch, as the files' sizes tell; a larger message comes alone.
  package var batchBytes = 2 * 1024 * 1024
  /// How many waiting files are kept in mind at once: the oldest. About 200 bytes each.
  package var candidates = 16_384
  /// How many levels of subfolders are walked.
  package var depth = 8
  /// How many folders are walked, and how many of them are watched.
  package var folders = 10_000
  package var watchedFolders = 1_000

  package init(
    name: SourceName, folder: String, settle: Duration = .seconds(2), poll: Duration = .seconds(30)
  ) {
    self.name = name
    self.folder = folder
    self.settle = settle
    self.poll = poll
  }
}
