package import Curl
package import Feedback
package import Intake

/// How a folder on a server is taken in.
package struct RemoteDropConfiguration: Sendable {
  /// Its name in records and logs.
  package var name: SourceName
  /// The server and the login, asked for whenever the source is opened, so that a renewed secret is found; fails
  /// where the secret cannot be had.
  package var server: @Sendable () -> Result<RemoteServer, SourceError>
  /// The folder's path as its URL has it, percent-decoded: absolute for SFTP, from where the login begins for FTP.
  package var folder: String
  /// How long a file must have stood still between two looks before it is taken.
  package var settle: Duration
  /// How often the folder is looked through: servers do not tell of changes.
  package var poll: Duration
  /// The most messages of a batch.
  package var batchCount = 100
  /// The most bytes of a batch, as the files' sizes tell; a larger message comes alone.
  package var batchBytes = 2 * 1024 * 1024
  /// How many waiting files are kept in mind at once: the oldest. About 400 bytes each, and over SFTP one question.
  package var candidates = 1_000
  /// How many levels of subfolders are walked.
  package var depth = 8
  /// How many folders are walked; each is one listing.
  package var folders = 1_000
  /// The most bytes of a file whose name does not tell what it holds, such as an mbox: it is fetched whole into a
  /// temporary file. What is larger is too large.
  package var fileBytes = 256 * 1024 * 1024
  /// The most connections at once.
  package var connections = 2
  /// How long each exchange with the server may take.
  package var timeout: Duration = .seconds(60)

  package init(
    name: SourceName, folder: String, settle: Duration = .seconds(2), poll: Duration = .seconds(60),
    server: @escaping @Sendable () -> Result<RemoteServer, SourceError>
  ) {
    self.name = name
    self.folder = folder
    self.settle = settle
    self.poll = poll
    self.server = server
  }
}
