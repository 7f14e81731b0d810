/// A figure that the service tells a monitoring system, named as Prometheus wants it
/// (<https://prometheus.io/docs/practices/naming/>): base units, `_total` for what only grows, `_timestamp_seconds` for
/// a point in time.
///
/// Alert rules and dashboard in `config/metrics` use these names and no other, and a test holds them to it. Labels hold
/// names of the configuration and of our own vocabulary, never anything of a message.
package enum Metric: String, CaseIterable, Sendable {
  case buildInfo = "lyssnad_build_info"
  case startTimestamp = "lyssnad_start_timestamp_seconds"
  case heartbeatTimestamp = "lyssnad_heartbeat_timestamp_seconds"
  case events = "lyssnad_events_total"
  case modelInfo = "lyssnad_model_info"
  case readerConfined = "lyssnad_reader_confined"

  case sourceState = "lyssnad_source_state"
  case sourceLate = "lyssnad_source_late"
  case sourceLastSuccess = "lyssnad_source_last_success_timestamp_seconds"
  case sourceLag = "lyssnad_source_lag_seconds"
  case sourceBacklog = "lyssnad_source_backlog_messages"
  case sourceFailures = "lyssnad_source_failures_total"
  case sourceReconnects = "lyssnad_source_reconnects_total"
  case certificateExpiry = "lyssnad_source_certificate_expiry_timestamp_seconds"
  case tokenCertificateExpiry = "lyssnad_source_token_certificate_expiry_timestamp_seconds"
  case tokenExpiry = "lyssnad_source_token_expiry_timestamp_seconds"
  case secretExpiry = "lyssnad_source_secret_expiry_timestamp_seconds"

  case messages = "lyssnad_messages_total"
  case stageDuration = "lyssnad_stage_duration_seconds"
  case messageDelay = "lyssnad_message_delay_seconds"

  case storeSize = "lyssnad_store_size_bytes"
  case storeFree = "lyssnad_store_free_bytes"
  case storeCapacity = "lyssnad_store_capacity_bytes"
  case diskLow = "lyssnad_store_disk_low"
  case storedMessages = "lyssnad_store_messages"
  case storedNotes = "lyssnad_store_notes"
  case storedPassages = "lyssnad_store_passages"
  case quarantineWaiting = "lyssnad_quarantine_waiting_messages"
  case outbox = "lyssnad_outbox_messages"

  case taggedPassages = "lyssnad_tagging_passages"
  case untaggedRatio = "lyssnad_tagging_untagged_ratio"
  case themeRatio = "lyssnad_tagging_theme_ratio"
  case driftRatio = "lyssnad_tagging_drift_ratio"

  package enum Kind: String, Sendable { case gauge, counter, histogram }

  package var kind: Kind {
    switch self {
    case .events, .sourceFailures, .sourceReconnects, .messages: .counter
    case .stageDuration, .messageDelay: .histogram
    default: .gauge
    }
  }

  /// The names of its labels, in the order in which values are given.
  package var labels: [String] {
    switch self {
    case .buildInfo, .modelInfo: ["version"]
    case .events: ["event", "priority"]
    case .sourceState: ["source", "state"]
    case .sourceLate, .sourceLastSuccess, .sourceLag, .sourceBacklog, .sourceReconnects, .certificateExpiry,
      .tokenCertificateExpiry, .tokenExpiry, .secretExpiry:
      ["source"]
    case .sourceFailures: ["source", "event"]
    case .messages: ["source", "outcome", "reason"]
    case .stageDuration: ["stage"]
    case .storedMessages: ["outcome"]
    case .outbox: ["state"]
    case .taggedPassages, .untaggedRatio: ["period"]
    case .themeRatio: ["theme", "period"]
    case .startTimestamp, .heartbeatTimestamp, .readerConfined, .messageDelay, .storeSize, .storeFree,
      .storeCapacity,
      .diskLow, .storedNotes, .storedPassages, .quarantineWaiting, .driftRatio:
      []
    }
  }

  /// The upper bounds of a histogram's buckets, in seconds; empty for other kinds.
  package var bounds: [Double] {
    switch self {
    case .stageDuration: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]
    case .messageDelay: [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 21_600, 86_400]
    default: []
    }
  }

  /// What it means, in one line.
  package var help: String {
    switch self {
    case .buildInfo: "The version that runs; always 1."
    case .startTimestamp: "When the service started."
    case .heartbeatTimestamp:
      "When the service last wrote these figures: it tells an old file from a new one."
    case .events: "Events of the log, also those that were coalesced or are below the log's level."
    case .modelInfo: "The model that tags; always 1."
    case .readerConfined:
      "1 where the process that reads documents is confined as it should be, 0 where this machine does not let it."
    case .sourceState: "1 for the state that the source is in, 0 for the others."
    case .sourceLate: "1 where the source has not succeeded within its late_after."
    case .sourceLastSuccess: "When the source last took in a message, or found that there was none."
    case .sourceLag: "The age of the oldest message that is seen and not committed; 0 where there is none."
    case .sourceBacklog: "Messages that are seen and not committed."
    case .sourceFailures: "Attempts that failed: source.lost, where waiting may help, or source.refused."
    case .sourceReconnects: "How often the source was lost and came back."
    case .certificateExpiry: "When the certificate of the source's server expires."
    case .tokenCertificateExpiry: "When the certificate of the source's token endpoint expires."
    case .tokenExpiry: "When the source's access token expires; it is renewed before."
    case .secretExpiry: "When the source's client secret expires, as secret_expires says."
    case .messages: "Messages that were taken in since the start, by what became of them."
    case .stageDuration:
      "How long a step takes: fetch and read of a message, commit and acknowledge of a group."
    case .messageDelay: "From a message's arrival at its source to its durable commit."
    case .storeSize: "The size of the store on disk."
    case .storeFree: "What is free on the store's file system."
    case .storeCapacity: "The size of the store's file system."
    case .diskLow: "1 while intake waits because the store's disk is nearly full."
    case .storedMessages: "Messages in the store, by outcome."
    case .storedNotes: "Notes in the store."
    case .storedPassages: "Passages in the store."
    case .quarantineWaiting: "Messages in quarantine that nobody has settled."
    case .outbox: "Mails that wait to be sent, and mails that could not be."
    case .taggedPassages: "Passages taken in: current is the last 30 days, previous the 30 before."
    case .untaggedRatio: "The share of passages without a theme."
    case .themeRatio: "The share of passages that have the theme."
    case .driftRatio:
      "How much the mix of themes, no theme among them, differs between the periods: 0 the same, 1 disjoint."
    }
  }
}
