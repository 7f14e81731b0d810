import Arrivals
import Curl
import Feedback
import Foundation
import Intake
import Settings

/// Makes the sources that a configuration names.
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
    case .sftp, .ftps:
      return source.login.map { remoteDrop(source, name, $0) }
    case .smtp, .smtps, .https:
      return nil
    }
  }

  private func remoteDrop(_ source: Settings.Source, _ name: SourceName, _ login: Settings.Login)
    -> RemoteDrop
  {
    let secrets = secrets
    return RemoteDrop(
      RemoteDropConfiguration(name: name, folder: source.url.path, settle: source.settle.duration) {
        do throws(SecretError) {
          let proof: ServerLogin.Proof
          switch login.proof {
          case .password(let reference):
            proof = .password(try secrets.secret(reference).withBytes { SecretBytes($0) })
          case .privateKey(let reference):
            proof = .key(file: try secrets.path(of: reference), passphrase: nil)
          case .oauth2:
            return .failure(SourceError(.refused, "\(name): a drop has no oauth2; name a password or a key"))
          }
          return .success(
            RemoteServer(
              scheme: source.url.scheme == .sftp ? .sftp : .ftps, host: source.url.host,
              port: source.url.port,
              login: ServerLogin(user: login.user, proof), caFile: source.transport.caFile,
              hostKeys: source.hostKeys.map {
                switch $0 {
                case .knownHosts(let file): .file(file)
                case .fingerprint(let print): .fingerprint(print)
                }
              }))
        } catch {
          return .failure(SourceError(.refused, error.description))
        }
      }, log: log, now: surroundings.now)
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
    // The reader refuses a key for a mailbox: IMAP has no login by one.
    case .password(let reference), .privateKey(let reference):
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
