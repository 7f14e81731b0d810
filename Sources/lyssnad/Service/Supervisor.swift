import Feedback
import Foundation
import Intake

/// Keeps one source's line running: opens it, takes in, and starts again when the source fails, waiting longer each
/// time. Tells when it was lost and when it is back.
struct Supervisor<S: Source>: Sendable {
  let source: S
  let policy: SourcePolicy
  let intake: Intake
  /// Seconds before it is tried again: doubled from the first to the last, with up to a quarter of chance on top, so
  /// that several do not knock in step.
  var pauses: ClosedRange<Double> = 1...300

  /// Ends with its task.
  /// - Throws: `StoreError` where the store fails for good.
  func run() async throws {
    var pause = pauses.lowerBound
    var isLost = false
    var isFirst = true
    while !Task.isCancelled {
      intake.pulse.starts(source.name)
      let began = intake.surroundings.now()
      do {
        try await source.open()
        if isLost {
          record(.sourceRecovered, .notice, "works again")
        } else if isFirst {
          record(.sourceConnected, .notice, "is watched")
        }
        (isLost, isFirst) = (false, false)
        try await intake.takeIn(from: source, under: policy)
        break
      } catch let error as SourceError {
        if error.kind == .cancelled { break }
        record(error.kind == .refused ? .sourceRefused : .sourceLost, .error, error.description)
        isLost = true
        intake.pulse.pauses(source.name, because: error.description)
      } catch is CancellationError {
        break
      }
      // Only a source that worked for a while is tried again soon: some let one in and fail right after.
      if intake.surroundings.now().timeIntervalSince(began) > 60 { pause = pauses.lowerBound }
      let chance = Double(intake.surroundings.random() % 1000) / 4000
      do { try await Task.sleep(for: .seconds(pause * (1 + chance))) } catch { break }
      pause = min(pause * 2, pauses.upperBound)
    }
    intake.pulse.ends(source.name)
  }

  private func record(_ name: Event.Name, _ priority: Event.Priority, _ text: String) {
    intake.log.record(Event(name, priority, text, source: source.name))
  }
}
