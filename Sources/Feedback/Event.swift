/// Something that those who run the service may want to know: an event of the log.
package struct Event: Hashable, Sendable {
  /// The events' stable names; each has a `MESSAGE_ID` and a catalog entry.
  package enum Name: String, CaseIterable, Sendable {
    case serviceStarted = "service.started"
    case serviceReady = "service.ready"
    case serviceReloaded = "service.reloaded"
    case serviceReloadRefused = "service.reload_refused"
    case serviceStopping = "service.stopping"
    case sourceConnected = "source.connected"
    case sourceLost = "source.lost"
    case sourceRecovered = "source.recovered"
    case sourceRefused = "source.refused"
    case sourceLate = "source.late"
    case sourceUIDValidityChanged = "source.uidvalidity_changed"
    case messageStored = "message.stored"
    case messageDuplicate = "message.duplicate"
    case messageIgnored = "message.ignored"
    case messageQuarantined = "message.quarantined"
    case messageReleased = "message.released"
    case correctionApplied = "correction.applied"
    case correctionRefused = "correction.refused"
    case modelTrained = "model.trained"
    case modelActivated = "model.activated"
    case modelDrift = "model.drift"
    case readerImpaired = "reader.impaired"
    case storeFailed = "store.failed"
    case storeRecovered = "store.recovered"
    case storeMigrated = "store.migrated"
    case diskLow = "disk.low"
    case credentialExpiring = "credential.expiring"
    case certificateExpiring = "certificate.expiring"
    case metricsFailed = "metrics.failed"
    case metricsRecovered = "metrics.recovered"
    case backupMade = "backup.made"
  }

  /// How much it matters, as syslog counts (RFC 5424, section 6.2.1).
  package enum Priority: Int, Comparable, Sendable {
    /// Somebody must act: the service cannot do its work.
    case error = 3
    /// Something is not as it should be, and the service goes on.
    case warning = 4
    /// Normal, and worth a line: a start, a reload, a recovery.
    case notice = 5
    /// Normal work: one message.
    case info = 6
    /// For whoever looks for a fault.
    case debug = 7

    package static func < (a: Priority, b: Priority) -> Bool { a.rawValue < b.rawValue }
  }

  package var name: Name
  package var priority: Priority
  /// One English sentence without personal data.
  package var text: String
  package var source: SourceName?
  package var message: ULID?

  package init(
    _ name: Name, _ priority: Priority, _ text: String, source: SourceName? = nil, message: ULID? = nil
  ) {
    self.name = name
    self.priority = priority
    self.text = text
    self.source = source
    self.message = message
  }
}

/// Where events go.
package protocol EventLog: Sendable {
  func record(_ event: Event)
}
