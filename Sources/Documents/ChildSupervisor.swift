import CLinux
import Glibc
import Synchronization

/// Forks, feeds, watches and ends the children, on one thread of its own: a child dies with the thread that started
/// it, and a thread that waits in `poll` blocks nobody.
///
/// What other threads hand over stands behind a lock; all else belongs to the thread.
final class ChildSupervisor: @unchecked Sendable {
  private typealias Answer = (Result<DocumentText, DocumentError>) -> Void

  private struct Waiting {
    var job: ExtractionJob
    var answer: Answer
    /// Whether a child that had read others before died over it.
    var isRetried = false
  }

  private struct Mailbox {
    var jobs = [(job: ExtractionJob, answer: @Sendable (Result<DocumentText, DocumentError>) -> Void)]()
    var isStopping = false
    var hasStopped = false
    var stopped = [@Sendable () -> Void]()
    var sandbox = Extractor.Sandbox.unknown
  }

  private let mailbox = Mutex(Mailbox())
  /// An eventfd that ends the thread's wait.
  private let bell: Int32
  private let program: [String]
  private let limits: Extractor.Limits
  private let maximum: Int

  // Owned by the thread.
  private var queue = [Waiting]()
  private var children = [ChildProcess]()
  private var template: ChildTemplate?

  init(program: [String], limits: Extractor.Limits, children: Int) {
    self.program = program
    self.limits = limits
    maximum = children
    bell = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
  }

  deinit { close(bell) }

  // MARK: From other threads

  /// Starts the thread, which keeps the supervisor alive until it is stopped.
  func start() {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let failure = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<ChildSupervisor>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, context.toOpaque())
    if failure == 0 {
      pthread_detach(thread)
    } else {
      context.release()
      mailbox.withLock { $0.hasStopped = true }
    }
  }

  /// Lets everything that runs fail, ends the children and the thread; then calls `stopped`.
  func stop(_ stopped: @escaping @Sendable () -> Void = {}) {
    let hasStopped = mailbox.withLock { mailbox in
      mailbox.isStopping = true
      if !mailbox.hasStopped { mailbox.stopped.append(stopped) }
      return mailbox.hasStopped
    }
    if hasStopped { stopped() } else { ring() }
  }

  var sandbox: Extractor.Sandbox { mailbox.withLock { $0.sandbox } }

  func read(_ job: ExtractionJob) async -> Result<DocumentText, DocumentError> {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOpen = mailbox.withLock { mailbox in
          if mailbox.isStopping || mailbox.hasStopped { return false }
          mailbox.jobs.append((job, { continuation.resume(returning: $0) }))
          return true
        }
        if isOpen { ring() } else { continuation.resume(returning: .failure(Self.shutDown)) }
      }
    } onCancel: {
      job.isCancelled.store(true, ordering: .sequentiallyConsistent)
      ring()
    }
  }

  private func ring() {
    var one: UInt64 = 1
    _ = write(bell, &one, 8)
  }

  private static let shutDown = DocumentError.failed("The reading of documents has been shut down.")
  private static let cancelled = DocumentError.failed("The reading was cancelled.")

  // MARK: The thread

  private func run() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while takeMail() {
      dropCancelled()
      assign()
      var polls = [pollfd(fd: bell, events: Int16(POLLIN), revents: 0)]
      for child in children {
        polls.append(
          pollfd(
            fd: child.channel, events: Int16(POLLIN) | (child.wantsToSend ? Int16(POLLOUT) : 0), revents: 0))
      }
      if poll(&polls, nfds_t(polls.count), timeout()) > 0 {
        if polls[0].revents != 0 {
          var count: UInt64 = 0
          _ = Glibc.read(bell, &count, 8)
        }
        // From the last to the first: those that end are taken out.
        for index in children.indices.reversed() where polls[index + 1].revents != 0 {
          advance(index, polls[index + 1].revents, buffer)
        }
      }
      enforceTime()
    }
    finish()
  }

  /// False when it is time to stop.
  private func takeMail() -> Bool {
    let (jobs, isStopping) = mailbox.withLock { mailbox in
      defer { mailbox.jobs.removeAll(keepingCapacity: true) }
      return (mailbox.jobs, mailbox.isStopping)
    }
    for item in jobs { queue.append(Waiting(job: item.job, answer: item.answer)) }
    return !isStopping
  }

  private func finish() {
    for waiting in queue { waiting.answer(.failure(Self.shutDown)) }
    queue.removeAll()
    for child in children {
      child.end()
      child.work?.answer(.failure(Self.shutDown))
    }
    children.removeAll()
    endTemplate()
    let stopped = mailbox.withLock { mailbox in
      mailbox.hasStopped = true
      defer { mailbox.stopped.removeAll() }
      return mailbox.stopped
    }
    for action in stopped { action() }
  }

  private func dropCancelled() {
    func isCancelled(_ job: ExtractionJob) -> Bool { job.isCancelled.load(ordering: .sequentiallyConsistent) }
    if queue.contains(where: { isCancelled($0.job) }) {
      for waiting in queue where isCancelled(waiting.job) { waiting.answer(.failure(Self.cancelled)) }
      queue.removeAll { isCancelled($0.job) }
    }
    for index in children.indices.reversed() {
      if let work = children[index].work, isCancelled(work.job) { fail(index, Self.cancelled) }
    }
  }

  /// Gives waiting documents to children, first come, first served.
  private func assign() {
    var taken = 0
    while taken < queue.count {
      let waiting = queue[taken]
      do throws(DocumentError) {
        guard let index = try idleChild(for: waiting.job.kind, mustBeFresh: waiting.isRetried) else { break }
        taken += 1
        children[index].begin(
          waiting.job, limits: limits, deadline: Self.now() + UInt64(limits.seconds) * 1_000_000_000,
          answer: waiting.answer)
        advance(index, Int16(POLLOUT), nil)
      } catch {
        taken += 1
        waiting.answer(.failure(error))
      }
    }
    queue.removeFirst(taken)
  }

  /// The index of a child without work, forked if fewer than may be are at work. A PDF, whose library has had the most
  /// holes, is read by a child that has read nothing and will read nothing else; one that waits for other documents stays
  /// beside it, since forking another after each PDF costs more than reading most documents. So there are never more
  /// children than twice those that may be at work.
  private func idleChild(for kind: DocumentKind, mustBeFresh: Bool) throws(DocumentError) -> Int? {
    let needsFresh = kind == .pdf || mustBeFresh
    let idle = children.indices.filter { children[$0].work == nil }
    let used = idle.first { children[$0].documents > 0 }
    if !needsFresh, let used { return used }
    if let fresh = idle.first(where: { children[$0].documents == 0 }) { return fresh }
    guard children.count - idle.count < maximum else { return nil }
    children.append(try fork())
    return children.count - 1
  }

  /// A new child. A template that has died is replaced once.
  private func fork() throws(DocumentError) -> ChildProcess {
    if template?.isWornOut == true { endTemplate() }
    if template != nil {
      if let child = try? template?.child(of: program, now: Self.now()) { return child }
      endTemplate()
    }
    var started = try ChildTemplate(program: program)
    do throws(DocumentError) {
      let child = try started.child(of: program, now: Self.now())
      template = started
      return child
    } catch {
      started.end()
      throw error
    }
  }

  private func endTemplate() {
    template?.end()
    template = nil
  }

  /// Lets a child's socket move on.
  private func advance(_ index: Int, _ events: Int16, _ buffer: UnsafeMutableRawBufferPointer?) {
    var progress = ChildProcess.Progress.going
    if events & Int16(POLLOUT) != 0 { progress = children[index].send() }
    // What a dying child still said counts before its death does.
    if let buffer, events & ~Int16(POLLOUT) != 0 {
      progress = children[index].receive(into: buffer, textLimit: limits.text)
    }
    switch progress {
    case .going: break
    case .done(let reply): complete(index, reply)
    case .nonsense: fail(index, .failed("The child gave an answer that makes no sense; it was ended."))
    case .lost: lose(index)
    }
  }

  private func complete(_ index: Int, _ reply: WireFormat.Reply) {
    let answer = children[index].work?.answer
    let kind = children[index].work?.job.kind
    children[index].work = nil
    children[index].documents += 1
    children[index].idleSince = Self.now()
    let mayGoOn =
      switch reply.result {
      case .success, .failure(.noText): kind != .pdf && children[index].documents < limits.documents
      case .failure: false
      }
    if !mayGoOn {
      children[index].end()
      children.remove(at: index)
    }
    mailbox.withLock { $0.sandbox = reply.isSandboxed ? .full : .partial }
    answer?(reply.result)
  }

  /// Ends a child and the document that it reads.
  private func fail(_ index: Int, _ error: DocumentError) {
    let child = children.remove(at: index)
    child.end()
    child.work?.answer(.failure(error))
  }

  /// A child died by itself. Where it had read others before, they may have brought it there: its document is given
  /// to a new one, once.
  private func lose(_ index: Int) {
    let child = children.remove(at: index)
    let status = child.end()
    guard let work = child.work else { return }
    if child.documents > 0 {
      queue.insert(Waiting(job: work.job, answer: work.answer, isRetried: true), at: 0)
    } else {
      work.answer(.failure(.failed(reason(of: status, size: work.job.bytes.count))))
    }
  }

  private func reason(of status: Int32?, size: Int) -> String {
    guard let status else { return "The child that read it is gone." }
    let signal = status & 0x7F
    guard signal != 0 else { return "The child that read it ended with exit status \(status >> 8 & 0xFF)." }
    if signal == SIGXCPU {
      return "Reading it took more than \(limits.processorSeconds(forBytes: size)) seconds of processor time."
    }
    if signal == SIGSYS {
      return
        "The child that read it reached for what no reader needs, and was killed: the document may be an attack."
    }
    let memory = limits.memory >> 20
    return "The child that read it died of signal \(signal); often that is its memory limit of \(memory) MB."
  }

  // MARK: Time

  private func enforceTime() {
    let now = Self.now()
    for index in children.indices.reversed() {
      if let work = children[index].work {
        if now >= work.deadline {
          fail(index, .failed("Reading it took longer than \(limits.seconds) seconds."))
        }
      } else if now >= children[index].idleSince + idleTime {
        children.remove(at: index).end()
        // Nothing has been read for long.
        if children.isEmpty { endTemplate() }
      }
    }
  }

  private var idleTime: UInt64 { UInt64(limits.idleSeconds) * 1_000_000_000 }

  /// Milliseconds until the next deadline; -1 for none.
  private func timeout() -> Int32 {
    guard let next = children.map({ $0.work?.deadline ?? $0.idleSince + idleTime }).min() else { return -1 }
    let now = Self.now()
    return next <= now ? 0 : Int32(clamping: (next - now) / 1_000_000 + 1)
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
