import Arrivals
import Curl
import Feedback
import Foundation
import Intake
import Settings

/// The sources that a configuration names, as the rooms know them.
struct SourceMaking: Sendable {
  let surroundings: Surroundings
  let limits: Settings.Limits
  let secrets: SecretStore
  let log: any EventLog

  /// Nil for a kind that this version does not read.
  func source(_ source: Settings.Source) -> (any Source)? {
    let name = SourceName(rawValue: source.name)
    switch source.url.scheme {
    case .file:
      guard let folder = source.folder else { return nil }
      return Drop(
        DropConfiguration(name: name, folder: folder, settle: source.settle.duration), log: log,
        now: surroundings.now)
    case .imap, .imaps:
      return source.login.map { mailbox(source, name, $0) }
    case .sftp, .ftps, .smtp, .smtps, .https:
      return nil
    }
  }

  private func mailbox(_ source: Settings.Source, _ name: SourceName, _ login: Settings.Login) -> Mailbox {
    let encryption: SessionTarget.Encryption =
      source.url.scheme == .imaps ? .immediate : source.transport.tls == .none ? .none : .startTLS
    var configuration = MailboxConfiguration(
      name: name,
      target: SessionTarget(
        host: source.url.host, port: source.url.port, encryption: encryption, caFile: source.transport.caFile),
      login: sessionLogin(login, caFile: source.transport.caFile), folder: source.url.mailbox,
      done: {
        switch source.done {
        case .keyword(let keyword): .keyword(keyword)
        case .moveTo(let folder): .moveTo(folder)
        }
      }(),
      since: source.since.flatMap { CalendarDate(year: $0.year, month: $0.month, day: $0.day) })
    configuration.messageBytes = limits.message.bytes
    return Mailbox(configuration, log: log, now: surroundings.now)
  }

  private func sessionLogin(_ login: Settings.Login, caFile: String?) -> SessionLogin {
    switch login.proof {
    case .password(let reference):
      return .password(user: login.user, secret: secret(reference))
    case .oauth2(let client):
      return .token(
        user: login.user,
        from: TokenSource(
          TokenSource.Client(
            url: client.tokenURL.description, clientID: client.clientID, scope: client.scope, caFile: caFile,
            secret: secret(client.clientSecret))))
    }
  }

  /// Looked up anew each time, so that a rotated secret is found.
  private func secret(_ reference: SecretReference) -> @Sendable () throws -> SecretBytes {
    let secrets = secrets
    return { try secrets.secret(reference).withBytes { SecretBytes($0) } }
  }
}

extension Settings.Source {
  /// Of a kind that this version does not read.
  var isNotRead: Bool { url.scheme == .sftp || url.scheme == .ftps }
}
