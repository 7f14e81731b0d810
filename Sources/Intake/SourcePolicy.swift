package import Feedback

/// What the configuration says of a source's messages, as far as the straight line needs it.
package struct SourcePolicy: Sendable {
  package enum Trust: Hashable, Sendable {
    /// Whoever may write into the folder is trusted to bring notes; a mail's sender must still be in the
    /// allow-list.
    case folder
    /// Anyone can send: the sender must be in the allow-list and authenticated.
    case mail
  }

  package var trust: Trust
  /// Who reports what names nobody, such as a scanned note in a drop: an address, lower case.
  package var reporter: String?
  /// The area of its notes where the notes themselves name none.
  package var serviceArea: ServiceArea?

  package init(trust: Trust, reporter: String? = nil, serviceArea: ServiceArea? = nil) {
    self.trust = trust
    self.reporter = reporter
    self.serviceArea = serviceArea
  }
}
