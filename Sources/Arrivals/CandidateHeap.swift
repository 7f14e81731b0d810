/// A settled file that waits to be handed out.
struct Candidate: Hashable, Sendable {
  var file: FileKey
  /// Whether it lies in `cur` or `new` of a Maildir.
  var isInMaildir: Bool

  /// Oldest first, then by path.
  static func isBefore(_ a: Candidate, _ b: Candidate) -> Bool {
    let (first, second) = (a.file.identity.modified, b.file.identity.modified)
    return first != second ? first < second : a.file.path < b.file.path
  }
}

/// Keeps the oldest of however many candidates, in bounded memory: a binary heap with the youngest on top.
struct CandidateHeap {
  private let capacity: Int
  private var heap: [Candidate] = []

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// Whether a file of that time can be among the oldest; asked first, so that no path is put together in vain.
  func mayTake(_ modified: FileTime) -> Bool {
    guard heap.count == capacity, let youngest = heap.first else { return true }
    return modified <= youngest.file.identity.modified
  }

  mutating func insert(_ candidate: Candidate) {
    if heap.count < capacity {
      heap.append(candidate)
      siftUp(from: heap.count - 1)
    } else if let youngest = heap.first, Candidate.isBefore(candidate, youngest) {
      heap[0] = candidate
      siftDown()
    }
  }

  /// The oldest, oldest first.
  func sorted() -> [Candidate] { heap.sorted(by: Candidate.isBefore) }

  private mutating func siftUp(from index: Int) {
    var child = index
    while child > 0 {
      let parent = (child - 1) / 2
      guard Candidate.isBefore(heap[parent], heap[child]) else { return }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var youngest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && Candidate.isBefore(heap[youngest], heap[child]) {
        youngest = child
      }
      guard youngest != parent else { return }
      heap.swapAt(parent, youngest)
      parent = youngest
    }
  }
}
