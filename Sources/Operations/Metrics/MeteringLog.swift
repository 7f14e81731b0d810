package import Feedback

/// Counts events on their way to the log, before any is coalesced or left out.
package struct MeteringLog: EventLog {
  private let log: any EventLog
  private let metrics: MetricRegistry

  package init(_ log: any EventLog, into metrics: MetricRegistry) {
    self.log = log
    self.metrics = metrics
  }

  package func record(_ event: Event) {
    metrics.add(.events, [event.name.rawValue, event.priority.name])
    if let source = event.source?.rawValue {
      switch event.name {
      case .sourceLost: metrics.add(.sourceFailures, [source, event.name.rawValue])
      // A warning is about one message that could not be marked or moved, or files left alone: the source works.
      case .sourceRefused where event.priority <= .error:
        metrics.add(.sourceFailures, [source, event.name.rawValue])
      case .sourceRecovered: metrics.add(.sourceReconnects, [source])
      default: break
      }
    }
    log.record(event)
  }
}
