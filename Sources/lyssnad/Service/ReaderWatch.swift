import Documents
import Feedback
import Operations

/// Sees whether the process that reads documents is confined as it should be, and tells where this machine does not let
/// it: once when that begins, and once a day while it lasts.
struct ReaderWatch: Sendable {
  /// Seconds between two looks, and between two lines about the same.
  private static let interval: Double = 60
  private static let tellingInterval: Double = 86_400

  let documents: Extractor
  let log: any EventLog
  let metrics: MetricRegistry
  let surroundings: Surroundings

  /// Has the reader started once, then looks at what its processes say of themselves. Ends with its task.
  func watch() async throws {
    var problem = await Self.problem(of: documents)
    var told: (problem: String, at: Double)?
    while true {
      metrics.set(.readerConfined, to: problem == nil ? 1 : 0)
      if let problem {
        let now = surroundings.uptime()
        if told.map({ $0.problem != problem || now - $0.at >= Self.tellingInterval }) ?? true {
          told = (problem, now)
          log.record(Event(.readerImpaired, .warning, problem))
        }
      } else {
        told = nil
      }
      try await Task.sleep(for: .seconds(Self.interval))
      // What could not be started is tried anew; else each process has said it with its last answer.
      problem =
        documents.sandbox == .unknown
        ? await Self.problem(of: documents) : Self.problem(as: documents.sandbox)
    }
  }

  /// What is wrong with the reader, in a sentence; nil where nothing is.
  static func problem(of documents: Extractor) async -> String? {
    do throws(DocumentError) {
      return problem(as: try await documents.probe())
    } catch {
      let why = if case .failed(let sentence) = error { sentence } else { "\(error)" }
      return
        "the process that reads documents does not work, and what is attached is told of as unread: \(why) See "
        + "lyssnad(7), READER IMPAIRED"
    }
  }

  private static func problem(as sandbox: Extractor.Sandbox) -> String? {
    switch sandbox {
    case .full: nil
    case .partial, .unknown:
      "the process that reads documents cannot give up its rights here (no system call filter, or limits that cannot be "
        + "set), and a document that takes it over has those of the service; allow seccomp(2), see lyssnad(7), READER "
        + "IMPAIRED"
    }
  }
}
