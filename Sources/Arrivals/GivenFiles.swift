import Curl
package import Feedback
package import Foundation
package import Intake
import Synchronization

/// A source of files that a person names: files, folders with all that is below them, Maildirs, mboxes, and one mail on
/// standard input. Ends with the last of them. They stay where they are.
///
/// What the person names is followed if it is a link; what lies in a folder is not. In a folder, files come in the order
/// of their names, folders after files.
package final class GivenFiles: Source {
  package let name: SourceName
  package let kind = SourceStatus.Kind.drop
  private let run: String
  private let paths: [String]
  private let leavesOut: @Sendable (String) -> Bool
  private let curl = CurlPool()
  private let failures = Mutex<[String]>([])

  /// - Parameters:
  ///   - run: makes the keys of this run its own, so that a file given again is a new arrival (and, where the store
  ///     has its bytes, a duplicate).
  ///   - paths: `-` is standard input.
  ///   - leavesOut: tells by its path which file of a folder is passed over.
  package init(
    name: SourceName, run: String, paths: [String],
    leavesOut: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.name = name
    self.run = run
    self.paths = paths
    self.leavesOut = leavesOut
  }

  /// What a file holds, by its name and first bytes: a mail, or a document.
  package static func form(of path: String?, _ bytes: [UInt8]) -> Arrival.Form {
    guard let path, path != "-" else { return .mail }
    let name = Array(path.utf8.split(separator: UInt8(ascii: "/")).last ?? [])
    // A message of an mbox is shown as `name#ordinal`.
    let form = FileForm.of(name: name, isInMaildir: false) { Array(bytes.prefix(FileForm.headLength)) }
    return form == .document ? .document(name: DropPath.display(name)) : .mail
  }

  /// A sentence for each path that could not be read.
  package var unread: [String] { failures.withLock { $0 } }

  package func open() async throws(SourceError) {}

  package func arrivals(after position: Position?) -> GivenArrivals { GivenArrivals(files: self) }

  package func acknowledge(_ settled: [Settled]) async throws(SourceError) {}

  package func backlog() async -> (count: Int, oldest: Date?) { (0, nil) }

  func failed(_ path: String, _ code: Int32) {
    failures.withLock {
      $0.append(
        "\(DropPath.display(path.utf8)): \(String(cString: strerror(code))); name a file or folder that can be read"
      )
    }
  }

  fileprivate var walk: FileWalk { FileWalk(paths: paths, leavesOut: leavesOut) }

  /// The arrivals of one file: several for an mbox.
  fileprivate func arrivals(of file: FileWalk.File, ordinal: Int) throws(SourceError) -> [Arrival] {
    if file.path == "-" { return [standardInput(ordinal)] }
    let number = Glibc.open(file.path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard number >= 0 else {
      failed(file.path, errno)
      return []
    }
    let descriptor = Descriptor(number)
    guard let status = FileStatus(of: descriptor), status.kind == .file else {
      failures.withLock {
        $0.append(
          "\(DropPath.display(file.path.utf8)): this is no plain file; name a file or folder, or give one mail on standard input as -"
        )
      }
      return []
    }
    let name = Array(file.path.utf8.split(separator: UInt8(ascii: "/")).last ?? [])
    let form = FileForm.of(name: name, isInMaildir: file.isInMaildir) {
      [UInt8](unsafeUninitializedCapacity: FileForm.headLength) { buffer, count in
        count = max(0, pread(number, buffer.baseAddress, buffer.count, 0))
      }
    }
    guard form == .mbox else {
      return [
        arrival(
          file.path, ordinal, form == .mail ? .mail : .document(name: DropPath.display(name)), status,
          0..<status.identity.size)
      ]
    }
    var arrivals = [Arrival]()
    var messages = MboxReader(descriptor)
    while let message = try messages.next() {
      var arrival = arrival(file.path, ordinal, .mail, status, message.content)
      arrival.key = ArrivalKey(rawValue: "\(arrival.key.rawValue)#\(message.separator)")
      arrival.path = "\(DropPath.display(file.path.utf8))#\(arrivals.count + 1)"
      let fetch = arrival.content
      arrival.content = { limit throws(SourceError) in
        var bytes = try await fetch(limit)
        MboxQuoting.unquote(&bytes)
        return bytes
      }
      arrivals.append(arrival)
    }
    return arrivals
  }

  private func arrival(
    _ path: String, _ ordinal: Int, _ form: Arrival.Form, _ status: FileStatus, _ range: Range<Int64>
  ) -> Arrival {
    let curl = curl
    return Arrival(
      key: ArrivalKey(rawValue: "given:\(run):\(ordinal)"), path: DropPath.display(path.utf8), form: form,
      size: Int(range.upperBound - range.lowerBound), receivedAt: status.identity.modified.date,
      head: { () throws(SourceError) in
        try await Self.bytes(path, range.prefix(Arrival.headLimit), curl) { self.failed(path, $0) }
      }
    ) { limit throws(SourceError) in
      let size = range.upperBound - range.lowerBound
      guard size <= Int64(limit) else { throw SourceError(.tooLarge, "\(size) bytes are more than \(limit)") }
      guard size > 0 else { return [] }
      return try await Self.bytes(path, range, curl) { self.failed(path, $0) }
    }
  }

  /// Opened when its turn comes, so that however many files are given, few are open.
  private static func bytes(
    _ path: String, _ range: Range<Int64>, _ curl: CurlPool, _ failed: (Int32) -> Void
  ) async throws(SourceError) -> [UInt8] {
    let number = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard number >= 0 else {
      failed(errno)
      throw SourceError(.gone, "the file is no longer there")
    }
    let descriptor = Descriptor(number)
    defer { withExtendedLifetime(descriptor) {} }
    do throws(CurlError) {
      return try await curl.perform(
        Transfer(
          url: FileURL.descriptor(number), limit: Int(range.upperBound - range.lowerBound), range: range)
      ).bytes
    } catch {
      throw SourceError(error.kind == .cancelled ? .cancelled : .gone, error.description)
    }
  }

  private func standardInput(_ ordinal: Int) -> Arrival {
    Arrival(
      key: ArrivalKey(rawValue: "given:\(run):\(ordinal)"), path: "-", form: .mail, size: 0,
      receivedAt: Date()
    ) { limit throws(SourceError) in
      var bytes = [UInt8]()
      var chunk = [UInt8](repeating: 0, count: 64 * 1024)
      while true {
        let count = read(STDIN_FILENO, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return bytes }
        bytes += chunk[..<count]
        guard bytes.count <= limit else { throw SourceError(.tooLarge, "more than \(limit) bytes") }
      }
    }
  }
}

/// The batches of given files.
package struct GivenArrivals: AsyncSequence, Sendable {
  package typealias Element = [Arrival]
  package typealias Failure = SourceError
  let files: GivenFiles

  package func makeAsyncIterator() -> Iterator { Iterator(files: files, walk: files.walk) }

  package struct Iterator: AsyncIteratorProtocol {
    let files: GivenFiles
    fileprivate var walk: FileWalk
    private var ordinal = 0
    private var rest: [Arrival] = []

    fileprivate init(files: GivenFiles, walk: FileWalk) {
      self.files = files
      self.walk = walk
    }

    /// The next batch: at most 100 arrivals or 8 MB of them; nil after the last.
    package mutating func next() async throws(SourceError) -> [Arrival]? { try await next(isolation: nil) }

    package mutating func next(isolation actor: isolated (any Actor)?) async throws(SourceError) -> [Arrival]?
    {
      var batch = [Arrival]()
      var bytes = 0
      while batch.count < 100, bytes < 8 << 20 {
        if Task.isCancelled { throw SourceError(.cancelled, "interrupted") }
        if rest.isEmpty {
          guard let file = walk.next(failed: files.failed) else { break }
          ordinal += 1
          rest = try files.arrivals(of: file, ordinal: ordinal).reversed()
          continue
        }
        let arrival = rest.removeLast()
        batch.append(arrival)
        bytes += arrival.size
      }
      return batch.isEmpty ? nil : batch
    }
  }
}

/// Goes through files and folders, the names of one folder at a time in memory.
private struct FileWalk: Sendable {
  struct File {
    var path: String
    var isInMaildir: Bool
  }

  private struct Level {
    /// In reverse, so that the next is the last.
    var files: [String]
    var folders: [String]
    var isMaildirLeaf: Bool
  }

  private var given: [String]
  private let leavesOut: @Sendable (String) -> Bool
  private var levels: [Level] = []
  private static let deepest = 64

  init(paths: [String], leavesOut: @escaping @Sendable (String) -> Bool) {
    given = paths.reversed()
    self.leavesOut = leavesOut
  }

  mutating func next(failed: (String, Int32) -> Void) -> File? {
    while true {
      if let level = levels.indices.last {
        if let file = levels[level].files.popLast() {
          return File(path: file, isInMaildir: levels[level].isMaildirLeaf)
        }
        if let folder = levels[level].folders.popLast() { enter(folder, failed) } else { levels.removeLast() }
        continue
      }
      guard let path = given.popLast() else { return nil }
      var status = stat()
      if path == "-" { return File(path: path, isInMaildir: false) }
      guard stat(path, &status) == 0 else {
        failed(path, errno)
        continue
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        enter(path, failed)
      } else {
        return File(path: path, isInMaildir: false)
      }
    }
  }

  private mutating func enter(_ folder: String, _ failed: (String, Int32) -> Void) {
    guard levels.count < Self.deepest else { return failed(folder, ELOOP) }
    guard let directory = opendir(folder) else { return failed(folder, errno) }
    defer { closedir(directory) }
    var files = [String]()
    var folders = [String]()
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFREG: if !leavesOut(path) { files.append(path) }
      case S_IFDIR: folders.append(path)
      default: break
      }
    }
    let isMaildir = ["cur", "new"].allSatisfy { name in folders.contains { $0.hasSuffix("/" + name) } }
    // What lies in a Maildir's tmp is not delivered yet.
    if isMaildir { folders.removeAll { $0.hasSuffix("/tmp") } }
    let isLeaf = folder.hasSuffix("/cur") || folder.hasSuffix("/new")
    levels.append(
      Level(
        files: files.sorted(by: >), folders: folders.sorted(by: >),
        isMaildirLeaf: isLeaf && Self.isMaildir(folder)))
  }

  private static func isMaildir(_ leaf: String) -> Bool {
    let parent = leaf.dropLast(4)
    return access("\(parent)/cur", F_OK) == 0 && access("\(parent)/new", F_OK) == 0
  }
}
