import Dispatch
import Glibc
import Synchronization

/// Hears from Linux when something arrives in a folder (inotify(7)).
///
/// Only a hint to look sooner: what counts is what a look through the folder finds. So names of events are not kept, an
/// overflow of the queue is an event like any other, and where there is no inotify the drop lives by its poll.
final class FolderWatch: Sendable {
  private struct State {
    var watched: Set<Int32> = []
    var missed = 0
    var overflows = 0
  }

  private let descriptor: Descriptor
  private let capacity: Int
  private let state = Mutex(State())
  private let changed: @Sendable () -> Void
  private let source: Mutex<(any DispatchSourceRead)?> = Mutex(nil)

  /// Nil, and `errno`, where the system gives no inotify instance.
  /// - Parameters:
  ///   - capacity: how many folders are watched at most.
  ///   - changed: called, on some thread, when something has happened in one of them.
  init?(capacity: Int, changed: @escaping @Sendable () -> Void) {
    let number = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard number >= 0 else { return nil }
    descriptor = Descriptor(number)
    self.capacity = capacity
    self.changed = changed
  }

  /// Begins to listen. Without it, events gather in the kernel's queue until ``drain()``.
  func start() {
    source.withLock { slot in
      guard slot == nil else { return }
      let source = DispatchSource.makeReadSource(
        fileDescriptor: descriptor.number, queue: DispatchQueue(label: "lyssnad.drop.watch"))
      source.setEventHandler { [weak self] in self?.drain() }
      // The descriptor must outlive the source.
      source.setCancelHandler { [descriptor] in withExtendedLifetime(descriptor) {} }
      source.resume()
      slot = source
    }
  }

  deinit { source.withLock { $0?.cancel() } }

  /// How many folders could not be watched since the watch was made, and how often events were lost.
  var losses: (folders: Int, events: Int) { state.withLock { ($0.missed, $0.overflows) } }

  /// Watches a folder; again is the same as once.
  func add(_ folder: Descriptor) {
    let mask = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_MOVE_SELF | IN_DELETE_SELF | IN_ONLYDIR)
    state.withLock { state in
      // By its descriptor, so that it is the folder that was opened and not what now bears its name.
      let watch = inotify_add_watch(descriptor.number, "/proc/self/fd/\(folder.number)", mask)
      guard watch >= 0 else {
        state.missed += 1
        return
      }
      guard !state.watched.contains(watch) else { return }
      if state.watched.count < capacity {
        state.watched.insert(watch)
      } else {
        inotify_rm_watch(descriptor.number, watch)
        state.missed += 1
      }
    }
  }

  /// Takes what has gathered out of the kernel's queue and tells that something has changed.
  func drain() {
    var any = false
    withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: MemoryLayout<inotify_event>.alignment) {
      buffer in
      while true {
        let count = read(descriptor.number, buffer.baseAddress, buffer.count)
        guard count > 0 else { break }
        any = true
        note(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      }
    }
    if any { changed() }
  }

  private func note(_ events: UnsafeRawBufferPointer) {
    var offset = 0
    state.withLock { state in
      while offset + MemoryLayout<inotify_event>.size <= events.count {
        let event = events.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        offset += MemoryLayout<inotify_event>.size + Int(event.len)
        let mask = Int(event.mask)
        if mask & Int(IN_Q_OVERFLOW) != 0 { state.overflows += 1 }
        if mask & Int(IN_IGNORED) != 0 { state.watched.remove(event.wd) }
        // A folder that was moved away is nothing to us; if it was moved within the drop, the next look adds it.
        if mask & Int(IN_MOVE_SELF) != 0 { inotify_rm_watch(descriptor.number, event.wd) }
      }
    }
  }
}
