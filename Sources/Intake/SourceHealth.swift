package import Foundation

/// What a source knows of its own health, beyond what its line shows.
package struct SourceHealth: Hashable, Sendable {
  /// How long ago its server or folder last answered. A line that waits for something to come looks the same whether
  /// the connection lives or not: this tells. Nil where nothing has answered yet.
  package var sinceAnswer: Duration?
  /// When the server's certificate expires; nil where there is none, or it is not known yet.
  package var certificateExpires: Date?
  /// How long the access token serves yet; nil where there is none.
  package var tokenLife: Duration?
  /// When the certificate of the token endpoint expires; nil where there is none, or it is not known yet.
  package var tokenCertificateExpires: Date?

  package init(
    sinceAnswer: Duration? = nil, certificateExpires: Date? = nil, tokenLife: Duration? = nil,
    tokenCertificateExpires: Date? = nil
  ) {
    self.sinceAnswer = sinceAnswer
    self.certificateExpires = certificateExpires
    self.tokenLife = tokenLife
    self.tokenCertificateExpires = tokenCertificateExpires
  }
}

/// A source that can tell of its health.
package protocol HealthTelling: Source {
  /// As it is now; asks no server.
  func health() async -> SourceHealth
}
