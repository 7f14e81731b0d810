import Foundation
import Support
import Synchronization
import Testing

@testable import Operations

@Suite("The listener")
struct ListenerTests {
  private let metrics = MetricRegistry()

  init() { metrics.set(.diskLow, to: 1) }

  /// Sends bytes to a loopback port, and gives all that comes back.
  private func ask(_ request: String, port: Int) throws -> String {
    let descriptor = try connected(port)
    defer { close(descriptor) }
    _ = request.withCString { send(descriptor, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
    return read(descriptor)
  }

  private func connected(_ port: Int) throws -> Int32 {
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = in_port_t(port).bigEndian
    inet_pton(AF_INET, "127.0.0.1", &name.sin_addr)
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    let result = withUnsafePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0)
    return descriptor
  }

  private func read(_ descriptor: Int32) -> String {
    var text = [UInt8]()
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &bytes, bytes.count, 0)
      guard count > 0 else { return String(decoding: text, as: UTF8.self) }
      text += bytes[..<count]
    }
  }

  @Test("Answers /metrics and /healthz, and nothing else")
  func answers() throws {
    let sentences = Mutex<[String]>([])
    let listener = try MetricsListener(on: .loopback(host: "127.0.0.1", port: 0), metrics: metrics) {
      sentences.withLock { $0 }
    }
    let port = try #require(listener.port)
    let answer = try ask("GET /metrics?x=1 HTTP/1.1\r\nHost: localhost\r\n\r\n", port: port)
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"))
    #expect(answer.hasSuffix("\nlyssnad_store_disk_low 1\n"))
    #expect(try ask("GET /healthz HTTP/1.0\n\n", port: port).hasSuffix("\r\n\r\nok\n"))
    sentences.withLock { $0 = ["mots is late"] }
    let ill = try ask("GET /healthz HTTP/1.1\r\n\r\n", port: port)
    #expect(ill.hasPrefix("HTTP/1.1 503 "))
    #expect(ill.hasSuffix("\r\n\r\nmots is late\n"))
    let head = try ask("HEAD /metrics HTTP/1.1\r\n\r\n", port: port)
    #expect(head.hasPrefix("HTTP/1.1 200 ") && head.hasSuffix("\r\n\r\n"))
    for (request, status) in [
      ("GET / HTTP/1.1\r\n\r\n", 404), ("POST /metrics HTTP/1.1\r\n\r\n", 405), ("hej\r\n\r\n", 400),
      ("GET http://x/ HTTP/1.1\r\n\r\n", 400), ("GET /" + String(repeating: "x", count: 9000), 431),
    ] {
      #expect(try ask(request, port: port).hasPrefix("HTTP/1.1 \(status) "), "\(request.prefix(40))")
    }
  }

  @Test("Those who dawdle take no place for ever, and others are answered meanwhile")
  func dawdlers() throws {
    let listener = try MetricsListener(on: .loopback(host: "127.0.0.1", port: 0), metrics: metrics) { [] }
    let port = try #require(listener.port)
    let idle = try (0..<(MetricsListener.connectionLimit - 1)).map { _ in try connected(port) }
    defer { for descriptor in idle { close(descriptor) } }
    #expect(try ask("GET /healthz HTTP/1.1\r\n\r\n", port: port).contains(" 200 "))
    let last = try connected(port)
    defer { close(last) }
    // All places are taken: this one waits until the first of them has had its time.
    #expect(try ask("GET /healthz HTTP/1.1\r\n\r\n", port: port).contains(" 200 "))
  }

  @Test("A request that comes byte by byte is answered")
  func bytewise() {
    var exchange = HTTPExchange()
    var answer: [UInt8]?
    for byte in "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".utf8 {
      #expect(answer == nil)
      answer = exchange.receive([byte]) { HTTPExchange.Answer(200, $0) }
    }
    #expect(answer.map { String(decoding: $0, as: UTF8.self).hasSuffix("/healthz\n") } == true)
  }

  @Test(
    "A socket in the file system: a leftover is taken over, one that is in use is not, and it goes with its listener"
  )
  func unixSocket() throws {
    let folder = try TemporaryFolder()
    let address = ListenerAddress.unix(path: folder.path + "/metrics.sock")
    do {
      let listener = try MetricsListener(on: address, metrics: metrics) { [] }
      try withExtendedLifetime(listener) {
        #expect(throws: ListenerFailure.self) { try MetricsListener(on: address, metrics: metrics) { [] } }
        let answer = try #require(
          try run("curl", ["-s", "--unix-socket", folder.path + "/metrics.sock", "http://localhost/healthz"]))
        #expect(answer.output == "ok\n")
      }
    }
    let deadline = Date().addingTimeInterval(30)
    while FileManager.default.fileExists(atPath: folder.path + "/metrics.sock"), Date() < deadline {
      usleep(10_000)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/metrics.sock"))
    // What a crash leaves: a socket on which nobody listens.
    let left = try #require(Listener(at: folder.path + "/metrics.sock"))
    withExtendedLifetime(left) {}
    _ = try MetricsListener(on: .unix(path: folder.path + "/other.sock"), metrics: metrics) { [] }
    try folder.write("no socket", to: "file.sock")
    #expect(throws: ListenerFailure.self) {
      try MetricsListener(on: .unix(path: folder.path + "/file.sock"), metrics: metrics) { [] }
    }
  }
}
