import CLinux
import Glibc

/// A child, seen from the thread that started it: its socket, and the document that it reads.
struct ChildProcess {
  /// A document in a child's hands.
  struct Work {
    var job: ExtractionJob
    var answer: (Result<DocumentText, DocumentError>) -> Void
    /// On the monotonic clock, in nanoseconds.
    var deadline: UInt64
    fileprivate var header: [UInt8]
    fileprivate var sent = 0
    fileprivate var received = [UInt8]()
    fileprivate var expected: Int?

    fileprivate var isSent: Bool { sent == header.count + job.bytes.count }
  }

  enum Progress {
    case going
    case done(WireFormat.Reply)
    /// It closed its end, or died.
    case lost
    /// Its words make no sense.
    case nonsense
  }

  let process: pid_t
  let channel: Int32
  /// Documents that were read.
  var documents = 0
  var idleSince: UInt64
  var work: Work?

  init(process: pid_t, channel: Int32, now: UInt64) {
    self.process = process
    self.channel = channel
    idleSince = now
  }

  /// Kills the child, if it is not dead, and reaps it. Gives how it ended by itself, or nil.
  @discardableResult
  func end() -> Int32? {
    close(channel)
    let status = sandbox_end(process)
    return status == -1 ? nil : status
  }

  mutating func begin(
    _ job: ExtractionJob, limits: Extractor.Limits, deadline: UInt64,
    answer: @escaping (Result<DocumentText, DocumentError>) -> Void
  ) {
    let request = WireFormat.Request(
      kind: job.kind, seconds: UInt32(clamping: limits.processorSeconds(forBytes: job.bytes.count)),
      memory: UInt64(limits.memory),
      textLimit: UInt64(limits.text), size: UInt64(job.bytes.count),
      zipEntries: UInt32(clamping: limits.zipEntries), zipRatio: UInt32(clamping: limits.zipRatio))
    work = Work(job: job, answer: answer, deadline: deadline, header: request.bytes)
  }

  /// Whether it can be given more to read.
  var wantsToSend: Bool { work.map { !$0.isSent } ?? false }

  /// Sends what the socket takes.
  mutating func send() -> Progress {
    while var work, !work.isSent {
      let headerCount = work.header.count
      let took =
        work.sent < headerCount
        ? work.header.withUnsafeBytes { Self.send(channel, $0, from: work.sent) }
        : work.job.bytes.withUnsafeBytes { Self.send(channel, $0, from: work.sent - headerCount) }
      if took < 0 {
        if errno == EINTR { continue }
        return errno == EAGAIN ? .going : .lost
      }
      work.sent += took
      self.work = work
    }
    return .going
  }

  private static func send(_ channel: Int32, _ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    // Without SIGPIPE where the child has died.
    Glibc.send(channel, bytes.baseAddress.map { $0 + start }, bytes.count - start, Int32(MSG_NOSIGNAL))
  }

  /// Takes what has come, up to the end of a reply.
  mutating func receive(into buffer: UnsafeMutableRawBufferPointer, textLimit: Int) -> Progress {
    while true {
      let got = recv(channel, buffer.baseAddress, buffer.count, 0)
      if got < 0 {
        if errno == EINTR { continue }
        return errno == EAGAIN ? .going : .lost
      }
      if got == 0 { return .lost }
      guard work != nil else { return .nonsense }
      work?.received.append(contentsOf: buffer[..<got])
      if let progress = check(textLimit: textLimit) { return progress }
    }
  }

  private mutating func check(textLimit: Int) -> Progress? {
    guard let count = work?.received.count, count >= WireFormat.Reply.headerLength else { return nil }
    if work?.expected == nil {
      guard
        let expected = work.flatMap({
          WireFormat.Reply.length(header: $0.received[...], textLimit: textLimit)
        })
      else { return .nonsense }
      work?.expected = expected
    }
    guard let work, let expected = work.expected, count >= expected else { return nil }
    guard count == expected, work.isSent, let reply = WireFormat.Reply(work.received) else {
      return .nonsense
    }
    return .done(reply)
  }
}
