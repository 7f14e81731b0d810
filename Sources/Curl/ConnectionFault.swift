/// What stands in the way of working with a server, told apart as far as what to do about it differs.
package enum ConnectionFault: String, CaseIterable, Sendable {
  // The way there.
  /// The server's name has no address, or the name service does not answer.
  case nameNotFound
  /// Nothing listens at the port, or a firewall turns us away.
  case connectionRefused
  /// No route, network down.
  case unreachable
  /// No answer within the time limit.
  case timedOut
  /// The connection ended before it was done with.
  case connectionLost
  /// The other end speaks another protocol, or breaks its own.
  case protocolError

  // Encryption.
  /// The server offers none (STARTTLS missing or stripped), and nothing was sent in clear.
  case encryptionMissing
  /// TLS could not be agreed on, or the port speaks no TLS.
  case encryptionFailed
  case certificateExpired
  case certificateNotYetValid
  case certificateWrongHost
  case certificateSelfSigned
  case certificateUnknownAuthority
  /// Any other fault of a certificate: its signature, its purpose, its revocation.
  case certificateInvalid
  /// The file of authorities cannot be read, or holds none.
  case authoritiesUnreadable
  /// The SSH host key is not among the known ones, or has changed.
  case hostKeyUnknown
  /// There is nothing to check an SSH host key against.
  case hostKeyNotPinned

  // Logging in.
  /// Wrong user, wrong or expired password or key: permanent until changed.
  case credentialsRefused
  /// The access token is expired, revoked or not for this server: worth one new token.
  case tokenRefused
  /// Logged in, and not allowed to use what is asked for.
  case notPermitted
  /// The server says that it cannot right now.
  case temporarilyRefused
  /// The server takes no logins (IMAP's LOGINDISABLED).
  case loginDisabled
  /// The server offers no way of logging in that we know.
  case mechanismMissing

  /// Cancelled by its own task.
  case cancelled
  /// What was asked makes no sense, or the machine lacks resources.
  case fault

  /// Whether waiting may help. Where it does not, somebody must change something first; whoever retries nevertheless,
  /// so as to recover by itself, does so seldom.
  package var isTemporary: Bool {
    switch self {
    case .nameNotFound, .connectionRefused, .unreachable, .timedOut, .connectionLost, .protocolError,
      .temporarilyRefused, .loginDisabled:
      true
    case .encryptionMissing, .encryptionFailed, .certificateExpired, .certificateNotYetValid,
      .certificateWrongHost, .certificateSelfSigned, .certificateUnknownAuthority, .certificateInvalid,
      .authoritiesUnreadable, .hostKeyUnknown, .hostKeyNotPinned, .credentialsRefused, .tokenRefused,
      .notPermitted, .mechanismMissing, .cancelled, .fault:
      false
    }
  }

  /// What is wrong and what to do, to follow the name of a server and a colon.
  var advice: String {
    switch self {
    case .nameNotFound:
      "its name was not found; check the host in the URL and the name service of this machine"
    case .connectionRefused:
      "it refuses the connection; check the port in the URL, the firewall, and whether the server runs"
    case .unreachable: "there is no way to it; check the network of this machine"
    case .timedOut: "it did not answer in time; check the network, the firewall and the server's load"
    case .connectionLost: "the connection was lost"
    case .protocolError: "it answers what its protocol does not allow; check the scheme and the port in the URL"
    case .encryptionMissing:
      "it offers no encryption, and nothing was sent in clear; enable STARTTLS there or use the port for TLS; "
        + "if it did offer it before, somebody may be in between"
    case .encryptionFailed:
      "no encrypted connection could be agreed on; check that the port speaks TLS, version 1.2 or later"
    case .certificateExpired: "its certificate has expired; renew it on the server"
    case .certificateNotYetValid:
      "its certificate is not valid yet; check the clock of this machine, then the certificate"
    case .certificateWrongHost:
      "its certificate is for another name; use a name that the certificate bears, or renew it with this name"
    case .certificateSelfSigned:
      "its certificate is signed by itself; give it one of an authority, or name the certificate in ca_file"
    case .certificateUnknownAuthority:
      "its certificate is signed by an authority that is not known here; name the authority in ca_file, and let "
        + "the server send the certificates in between"
    case .certificateInvalid: "its certificate is not valid; look at it with openssl s_client"
    case .authoritiesUnreadable: "ca_file cannot be read or holds no certificate in PEM form; correct it"
    case .hostKeyUnknown:
      "its host key is not the one that is known here, and nothing was sent; compare it with the server's owner, "
        + "then correct the known-hosts file or the pinned fingerprint"
    case .hostKeyNotPinned:
      "there is nothing to know it by; name a known-hosts file that can be read and is not empty, or pin the "
        + "SHA-256 fingerprint of its host key"
    case .credentialsRefused: "it does not accept the user with this password or key; correct them"
    case .tokenRefused:
      "it does not accept the access token; check the scope, the application's permissions and its access to the "
        + "mailbox"
    case .notPermitted:
      "the login is right, but may not use this mailbox or folder; let the server's owner grant the permission"
    case .temporarilyRefused: "it cannot let us in right now; it is asked again later"
    case .loginDisabled:
      "it takes no logins with a password at present; if that lasts, let the server's owner allow it, or use oauth2"
    case .mechanismMissing:
      "it offers no way to log in that is known here (PLAIN, LOGIN, XOAUTH2, OAUTHBEARER); choose another way"
    case .cancelled: "cancelled"
    case .fault: "the request could not be made; this is a fault of the program or of this machine's resources"
    }
  }
}
