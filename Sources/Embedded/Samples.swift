internal import CEmbedded

extension Embedded {
  /// The sample mails and documents of the demonstration, in the order of their names.
  package static var samples: [(name: String, bytes: UnsafeRawBufferPointer)] {
    (0..<embedded_samples_count()).map { index in
      let file = embedded_sample(index)
      return (
        name: String(cString: file.name), bytes: UnsafeRawBufferPointer(start: file.bytes, count: file.size)
      )
    }
  }
}
