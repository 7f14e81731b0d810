package import Feedback
package import Foundation
import Synchronization

/// Warns of what will expire: certificates of servers and secrets of ours. From thirty days before on, once a day; as
/// an error within the last week. The once is told by a clock that nobody sets.
package final class ExpiryForecast: Sendable {
  package enum Subject: Hashable, Sendable {
    /// The certificate of the source's server.
    case certificate
    /// The certificate of the endpoint that gives the source its tokens.
    case tokenCertificate
    /// The client secret with which the source asks for tokens.
    case secret
  }

  private struct Key: Hashable {
    var source: SourceName
    var subject: Subject
  }

  private struct Telling {
    var at: Double
    var expires: Date
    var priority: Event.Priority
  }

  /// How long before its end something is told of, and as an error, in seconds.
  static let warning: Double = 30 * 86_400
  static let error: Double = 7 * 86_400

  private let log: any EventLog
  private let tellings = Mutex<[Key: Telling]>([:])

  package init(log: any EventLog) { self.log = log }

  /// Judges one date.
  /// - Parameters:
  ///   - expires: nil where it is not known.
  ///   - now: the present time.
  ///   - uptime: see ``Surroundings/uptime``.
  package func judge(
    _ subject: Subject, of source: SourceName, expires: Date?, now: Date, uptime: Double
  ) {
    let key = Key(source: source, subject: subject)
    guard let expires, expires.timeIntervalSince(now) < Self.warning else {
      // Renewed, or not known: the next time begins anew.
      tellings.withLock { _ = $0.removeValue(forKey: key) }
      return
    }
    let left = expires.timeIntervalSince(now)
    let priority: Event.Priority = left < Self.error ? .error : .warning
    let isDue = tellings.withLock { tellings in
      if let last = tellings[key], last.expires == expires, last.priority == priority,
        uptime - last.at < 86_400
      {
        return false
      }
      tellings[key] = Telling(at: uptime, expires: expires, priority: priority)
      return true
    }
    guard isDue else { return }
    let when =
      left < 0
      ? "expired on \(expires.rfc3339)" : "expires on \(expires.rfc3339), in \(Int(left / 86_400)) days"
    switch subject {
    case .certificate:
      log.record(
        Event(
          .certificateExpiring, priority,
          "the certificate of the server \(when); its owner must renew it, or the source will be refused",
          source: source))
    case .tokenCertificate:
      log.record(
        Event(
          .certificateExpiring, priority,
          "the certificate of the token endpoint \(when); its owner must renew it, or the source will get no token",
          source: source))
    case .secret:
      log.record(
        Event(
          .credentialExpiring, priority,
          "the client secret \(when); make a new one, put it in its place, set secret_expires, and restart the service",
          source: source))
    }
  }
}
