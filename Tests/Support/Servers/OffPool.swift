import Dispatch

/// Runs what blocks, such as the start of a server, away from Swift's cooperative pool, so that tests which measure time
/// are not held up by others.
package func offPool<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
  }
}
