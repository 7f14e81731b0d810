import Curl
import Feedback
import IMAP
import Intake

/// Sentences for what goes wrong with a mailbox, and whether waiting helps. They hold nothing that a server said.
struct MailboxFault {
  /// Of the source.
  var name: SourceName
  /// As configured.
  var folder: String

  func of(_ error: SessionError) -> SourceError {
    if error.kind == .cancelled { return SourceError(.cancelled, "\(name): cancelled") }
    return SourceError(
      error.isTemporary ? .unreachable : .refused, "\(name): \(error.description)", pause: error.retryAfter)
  }

  func of(_ error: ProtocolError) -> SourceError {
    SourceError(.unreachable, "\(name): \(error.description)")
  }

  func of(_ error: CommandError) -> SourceError {
    // The only one that time brings about: BYE or LOGOUT came before the command.
    SourceError(error == .sessionEnded ? .unreachable : .refused, "\(name): \(error.description)")
  }

  var silent: SourceError {
    SourceError(
      .unreachable, "\(name): the server stopped answering; the connection is given up and made anew")
  }

  var ended: SourceError { SourceError(.unreachable, "\(name): the server closed the connection") }

  var saidGoodbye: SourceError {
    SourceError(.unreachable, "\(name): the server ended the session (BYE); it is asked again later")
  }

  /// What the server has not answered is asked again after that time.
  func throttled(_ throttling: Throttling) -> SourceError {
    let pause = throttling.pause ?? Self.usualPause
    let seconds = max(1, Int((pause / .seconds(1)).rounded(.up)))
    return SourceError(
      .unreachable,
      "\(name): the server asks for fewer requests (throttling); it is left alone for \(seconds) seconds, and nothing is lost",
      pause: pause)
  }

  /// For servers that do not say how long.
  private static let usualPause = Duration.seconds(60)

  var validityChanged: SourceError {
    SourceError(
      .unreachable, "\(name): the server gave the folder a new UIDVALIDITY; it is opened anew")
  }

  var noValidity: SourceError {
    SourceError(
      .refused,
      "\(name): the server says no UIDVALIDITY for the folder \(folder), so its messages cannot be told apart; "
        + "use a folder that the server keeps for good")
  }

  var badKeyword: SourceError {
    SourceError(
      .refused,
      "\(name): the keyword cannot be one (printable ASCII without spaces, quotes and brackets); correct it")
  }

  /// A command about the folder that was answered by NO or BAD.
  func refusal(of what: String, _ text: ResponseText) -> SourceError {
    switch text.code {
    case .unavailable, .inUse, .serverBug, .limit:
      SourceError(.unreachable, "\(name): the server cannot \(what) now; it is asked again later")
    case .noPermission, .authorizationFailed:
      SourceError(
        .refused, "\(name): the server does not let this user \(what); let its owner grant the permission")
    case .expired, .authenticationFailed, .contactAdministrator, .privacyRequired:
      SourceError(.refused, "\(name): the server refuses to \(what) for this user; its owner must mend that")
    case .overQuota:
      SourceError(.refused, "\(name): the server cannot \(what), the user's quota is used up; make room")
    case .nonexistent:
      SourceError(
        .refused, "\(name): the server cannot \(what): there is no such folder; make it, or correct the name")
    default:
      // Exchange Online says so, without a code, where the application has no access to the mailbox.
      if text.text.lowercased().contains("not connected") {
        SourceError(
          .refused,
          "\(name): the login is right, but the server does not connect it to the mailbox; grant the application "
            + "access to this mailbox")
      } else {
        SourceError(
          .refused,
          "\(name): the server refuses to \(what); see that the folder is there and that this user may use it"
        )
      }
    }
  }
}
