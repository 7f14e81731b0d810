import Curl
import Foundation
import Glibc
import Support
import Synchronization
import Testing

/// Reading local files through libcurl.
struct CurlHandleTests {
  private let folder = try? TemporaryFolder()
  private let pool = CurlPool(handles: 2)

  private func url(_ path: String) throws -> String { try #require(FileURL.path(Array(path.utf8))) }

  private func file(_ bytes: [UInt8], _ name: String = "a") throws -> String {
    try #require(folder).write(Data(bytes), to: name)
  }

  private static func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  }

  @Test(arguments: [0, 1, 16_384, 65_536, 65_537, 3_000_000])
  func readsEveryByte(count: Int) async throws {
    let bytes = Self.bytes(count)
    let response = try await pool.perform(Transfer(url: url(file(bytes)), limit: count))
    #expect(response.bytes == bytes)
  }

  @Test func readsAFileThatHasANameOfAnyBytes() async throws {
    let folder = try #require(folder)
    let name = Array("\(folder.path)/å b%20\n#?".utf8) + [0xFF, 0xFE]
    let descriptor = open(name.map(CChar.init(bitPattern:)) + [0], O_WRONLY | O_CREAT, 0o600)
    try #require(descriptor >= 0)
    #expect(write(descriptor, "hej", 3) == 3)
    close(descriptor)
    let response = try await pool.perform(Transfer(url: #require(FileURL.path(name)), limit: 10))
    #expect(response.bytes == Array("hej".utf8))
    #expect(FileURL.path(Array("relative".utf8)) == nil)
    #expect(FileURL.path(Array("/nul\0".utf8)) == nil)
  }

  @Test func readsWhatADescriptorNamesWhateverBecameOfItsName() async throws {
    let path = try file(Array("det gamla".utf8))
    // O_PATH: the descriptor opens nothing, libcurl does.
    let descriptor = open(path, 0o10000000)
    defer { close(descriptor) }
    try #require(rename(path, path + "-moved") == 0)
    _ = try file(Array("det nya".utf8))
    let response = try await pool.perform(Transfer(url: FileURL.descriptor(descriptor), limit: 100))
    #expect(response.bytes == Array("det gamla".utf8))
  }

  @Test func readsARange() async throws {
    let bytes = Self.bytes(200_000)
    let path = try file(bytes)
    for range in [0..<1, 0..<200_000, 70_000..<70_001, 65_530..<131_080, 199_999..<200_000, 5..<5] {
      let response = try await pool.perform(
        Transfer(url: url(path), limit: 200_000, range: Int64(range.lowerBound)..<Int64(range.upperBound)))
      #expect(response.bytes == Array(bytes[range]), "\(range)")
    }
    // The range of one transfer is not left over for the next.
    #expect(try await pool.perform(Transfer(url: url(path), limit: 200_000)).bytes.count == 200_000)
  }

  @Test func readsARangeBeyondFourGigabytes() async throws {
    let path = try file([])
    let descriptor = open(path, O_WRONLY)
    defer { close(descriptor) }
    // A sparse file: it takes no room.
    let start: Int64 = 5 << 30
    try #require(pwrite(descriptor, "slutet", 6, off_t(start)) == 6)
    let response = try await pool.perform(Transfer(url: url(path), limit: 6, range: start..<(start + 6)))
    #expect(response.bytes == Array("slutet".utf8))
  }

  @Test func endsBeyondTheLimit() async throws {
    let path = try file(Self.bytes(100_000))
    for limit in [0, 1, 99_999] {
      let error = await #expect(throws: CurlError.self) {
        _ = try await pool.perform(Transfer(url: url(path), limit: limit))
      }
      #expect(error?.kind == .tooLarge)
    }
    #expect(try await pool.perform(Transfer(url: url(path), limit: 100_000)).bytes.count == 100_000)
  }

  @Test func tellsThatThereIsNoFileWithoutNamingIt() async throws {
    let path = try #require(folder).path + "/hemlig"
    let error = await #expect(throws: CurlError.self) {
      _ = try await pool.perform(Transfer(url: url(path), limit: 1))
    }
    #expect(error?.kind == .permanent)
    #expect(error?.code == 37)
    #expect(error?.description.contains("hemlig") == false)
  }

  @Test(arguments: ["http://127.0.0.1:9/", "ftp://127.0.0.1:9/", "scp://127.0.0.1/x", "dict://127.0.0.1:9/d"])
  func allowsNoOtherScheme(url: String) async throws {
    let error = await #expect(throws: CurlError.self) {
      _ = try await pool.perform(Transfer(url: url, limit: 1))
    }
    // CURLE_UNSUPPORTED_PROTOCOL: refused before anything is asked of the network.
    #expect(error?.code == 1)
    #expect(error?.kind == .permanent)
  }

  @Test func endsWhenItsTimeIsUp() async throws {
    // A FIFO that nobody writes to would hold libcurl up for ever; one that is written to slowly, until its time is up.
    let path = try #require(folder).path + "/fifo"
    try #require(mkfifo(path, 0o600) == 0)
    let writer = open(path, O_RDWR | O_NONBLOCK)
    try #require(writer >= 0)
    let feeder = SlowWriter(writer)
    defer { feeder.stop() }
    let start = ContinuousClock.now
    let error = await #expect(throws: CurlError.self) {
      _ = try await pool.perform(Transfer(url: url(path), limit: 1 << 20, timeout: .milliseconds(200)))
    }
    #expect(error?.kind == .temporary)
    #expect(error?.code == 28)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func endsWithItsTask() async throws {
    let path = try #require(folder).path + "/fifo"
    try #require(mkfifo(path, 0o600) == 0)
    let writer = open(path, O_RDWR | O_NONBLOCK)
    try #require(writer >= 0)
    let feeder = SlowWriter(writer)
    defer { feeder.stop() }
    let url = try url(path)
    let reading = Task { [pool] () throws(CurlError) in
      try await pool.perform(Transfer(url: url, limit: 1 << 20))
    }
    try await Task.sleep(for: .milliseconds(100))
    reading.cancel()
    let error = await #expect(throws: CurlError.self) { _ = try await reading.value }
    #expect(error?.kind == .cancelled)
  }

  @Test func doesNotHoldUpOtherTasks() async throws {
    // More blocked transfers than there are cores, and the tasks of others still run.
    let path = try #require(folder).path + "/fifo"
    try #require(mkfifo(path, 0o600) == 0)
    let writer = open(path, O_RDWR | O_NONBLOCK)
    try #require(writer >= 0)
    let url = try url(path)
    let pool = CurlPool(handles: 16)
    let done = Counter()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<16 {
        group.addTask {
          _ = try? await pool.perform(Transfer(url: url, limit: 100, timeout: .seconds(10)))
          done.value.withLock { $0 += 1 }
        }
      }
      try? await Task.sleep(for: .milliseconds(200))
      for _ in 0..<100 { await Task.detached {}.value }
      // All of them still wait for a first byte.
      #expect(done.value.withLock { $0 } == 0)
      // More than the limit for each lets them end.
      while done.value.withLock({ $0 }) < 16 {
        _ = [UInt8](repeating: 0, count: 4096).withUnsafeBytes { write(writer, $0.baseAddress, $0.count) }
        try? await Task.sleep(for: .milliseconds(2))
      }
    }
    close(writer)
  }

  @Test func manyTransfersShareFewHandles() async throws {
    let paths = try (0..<50).map { try file(Self.bytes(1000 + $0), "f\($0)") }
    try await withThrowingTaskGroup(of: (Int, Int).self) { group in
      for _ in 0..<4 {
        for (number, path) in paths.enumerated() {
          let url = try url(path)
          group.addTask { [pool] in
            (1000 + number, try await pool.perform(Transfer(url: url, limit: 5000)).bytes.count)
          }
        }
      }
      for try await (expected, count) in group { #expect(expected == count) }
    }
  }
}

/// Writes a byte every few milliseconds, on a thread of its own: a busy machine does not stop it.
private final class SlowWriter: Sendable {
  private let isStopped = Mutex(false)

  init(_ descriptor: Int32) {
    let thread = Thread { [self] in
      while !isStopped.withLock({ $0 }) {
        _ = write(descriptor, "x", 1)
        usleep(5000)
      }
      close(descriptor)
    }
    thread.start()
  }

  func stop() { isStopped.withLock { $0 = true } }
}

private final class Counter: Sendable {
  let value = Mutex(0)
}
