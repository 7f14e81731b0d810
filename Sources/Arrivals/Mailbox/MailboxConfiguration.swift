package import Curl
package import Feedback

/// How a mailbox is taken in.
package struct MailboxConfiguration: Sendable {
  /// What is done with a message whose outcome is committed.
  package enum Done: Hashable, Sendable {
    /// It gets this keyword (RFC 9051, section 2.3.2). Where the server keeps no keywords, the position alone tells.
    case keyword(String)
    /// It is moved into this folder, levels separated by `/`, which is made where it is missing. What is quarantined
    /// stays where it is, with ``marker``, so that a release finds it under its UID.
    case moveTo(String)
    /// Nothing; the position alone tells.
    case nothing

    /// The keyword where none is configured.
    package static let marker = "$Lyssnad"
  }

  /// Its name in records and logs.
  package var name: SourceName
  package var target: SessionTarget
  package var login: SessionLogin
  /// With `/` between its levels, whatever the server puts there.
  package var folder: String
  package var done: Done
  /// Messages that came to the server before that day are not taken in by a first start.
  package var since: CalendarDate?
  /// How often the server is asked where it does not tell by itself, and how often IDLE is ended and begun again where
  /// it does. A connection that died without a word is noticed after this time and ``probeTimeout``.
  package var poll: Duration = .seconds(40)
  /// For connecting and logging in.
  package var connectTimeout: Duration = .seconds(30)
  /// How long the server may say nothing while it has something to answer.
  package var answerTimeout: Duration = .seconds(30)
  /// The same for the question that only finds out whether there is something new.
  package var probeTimeout: Duration = .seconds(15)
  /// The most messages of a batch.
  package var batchCount = 100
  /// The most bytes of a batch; a larger message comes alone.
  package var batchBytes = 1024 * 1024
  /// How many batches are asked for or ready, beside the one that is being worked on.
  package var batchesAhead = 2
  /// A message at which the connection ended this often without any headway, over at least ``stallPatience``, is handed
  /// out without its bytes, so that it does not stop the ones after it.
  package var stallAttempts = 6
  package var stallPatience: Duration = .seconds(600)
  /// Larger messages are handed out without their bytes.
  package var messageBytes = 50_000_000

  package init(
    name: SourceName, target: SessionTarget, login: SessionLogin, folder: String = "INBOX",
    done: Done = .keyword(Done.marker), since: CalendarDate? = nil
  ) {
    self.name = name
    self.target = target
    self.login = login
    self.folder = folder
    self.done = done
    self.since = since
  }
}
