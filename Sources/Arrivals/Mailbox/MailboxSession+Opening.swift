import Curl
import Feedback
import Foundation
import IMAP
import Intake

extension MailboxSession {
  /// Connects, logs in, finds out what the server can do, and opens the folder.
  static func open(
    _ configuration: MailboxConfiguration, log: any EventLog, now: @escaping @Sendable () -> Date,
    ledger: MailboxLedger
  ) async throws(SourceError) -> MailboxSession {
    let fault = MailboxFault(name: configuration.name, folder: configuration.folder)
    let name =
      if case .keyword(let name) = configuration.done { name } else { MailboxConfiguration.Done.marker }
    guard let keyword = Flag(name), keyword.isKeyword else { throw fault.badKeyword }
    let curl: CurlSession
    do throws(SessionError) {
      curl = try await CurlSession.open(
        configuration.target, as: configuration.login, timeout: configuration.connectTimeout)
    } catch {
      throw fault.of(error)
    }
    ledger.note(certificateExpires: await curl.certificate?.expires)
    let session = MailboxSession(
      configuration, curl: curl, keyword: keyword, log: log, now: now, ledger: ledger)
    do throws(SourceError) {
      try await session.introduce()
      try await session.select()
    } catch {
      await session.close()
      throw error
    }
    return session
  }

  /// What the server said with the login is lost to libcurl: it is asked again.
  private func introduce() async throws(SourceError) {
    let answer = try await run(.capability)
    guard answer.status == .ok, let capabilities else {
      throw fault.refusal(of: "say what it can do", answer.text)
    }
    abilities = ServerAbilities(capabilities: capabilities)
    var tags: [CommandTag] = []
    if abilities.has(.id), let fields = Self.identity { tags.append(try submit(.id(fields))) }
    // QRESYNC and CONDSTORE would tell of changed flags, of which none matters here.
    if abilities.worthEnabling.contains(.utf8Accept) { tags.append(try submit(.enable([.utf8Accept]))) }
    tags.append(try submit(.list(.delimiter)))
    // Whatever is refused of these, the folder may open nevertheless.
    for tag in tags { _ = try await self.answer(to: tag) }
  }

  private static let identity: [ClientIDField]? = try? [
    ClientIDField(name: CommandText("name"), value: CommandText("Lyssnad"))
  ]

  private func select() async throws(SourceError) {
    let folder = try name(of: configuration.folder)
    messageCount = 0
    let answer = try await run(.select(folder, abilities.resync(since: nil, nil, enabled: enabled)))
    guard answer.status == .ok else {
      throw fault.refusal(of: "open the folder \(configuration.folder)", answer.text)
    }
    guard validity != nil else { throw fault.noValidity }
    if uidNext == nil {
      // For `n:*` a server gives its highest message, even if that is below n.
      found = SearchResult()
      let answer = try await run(.search([.uidsFrom(.last)]))
      guard answer.status == .ok else { throw fault.refusal(of: "search the folder", answer.text) }
      uidNext = found.all.last.map { $0.successor ?? .last } ?? .first
    }
    hasNews = false
  }

  /// A configured folder as this server names it.
  func name(of folder: String) throws(SourceError) -> MailboxName {
    do throws(CommandError) { return try MailboxName(path: folder, delimiter: delimiter) } catch {
      throw fault.of(error)
    }
  }

  /// Whether messages can be marked so that the mark is still there the next time.
  var keepsKeyword: Bool { !isReadOnly && abilities.keeps(keyword) }
}
