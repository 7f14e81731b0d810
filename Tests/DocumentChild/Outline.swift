import Documents
import Glibc

/// Shows how documents are read, and what that costs: a parent with itself for children, as in the product.
enum Outline {
  /// Prints the blocks of each file, and its warnings.
  static func show(_ paths: some Sequence<String>) async {
    let extractor = Extractor(executable: "/proc/self/exe", arguments: [], children: 1)
    for path in paths {
      print("== \(path)")
      let bytes = content(of: path)
      guard let kind = kind(of: path, bytes) else {
        print("(no document that is read)")
        continue
      }
      do throws(DocumentError) {
        let document = try await extractor.read(bytes, as: kind)
        let text = Array(document.text.utf8)
        for block in document.blocks {
          print("\(block.kind): \(String(decoding: text[block.range], as: UTF8.self))")
        }
        if document.blocks.isEmpty { print(document.text) }
        for warning in document.warnings { print("warning \(warning.code): \(warning.detail)") }
      } catch {
        print("error: \(error)")
      }
    }
    await extractor.shutdown()
  }

  /// Prints, for each file, the milliseconds of one reading through a child, the median of 21.
  static func measure(_ paths: some Sequence<String>) async {
    let extractor = Extractor(executable: "/proc/self/exe", arguments: [], children: 1)
    for path in paths {
      let bytes = content(of: path)
      guard let kind = kind(of: path, bytes) else { continue }
      var times = [Duration]()
      for _ in 0..<21 {
        let start = ContinuousClock.now
        _ = try? await extractor.read(bytes, as: kind)
        times.append(ContinuousClock.now - start)
      }
      let median = times.sorted()[times.count / 2]
      let microseconds =
        median.components.attoseconds / 1_000_000_000_000 + median.components.seconds * 1_000_000
      print("\(kind) \(bytes.count) bytes: \(Double(microseconds) / 1_000) ms  \(path)")
    }
    await extractor.shutdown()
  }

  private static func kind(of path: String, _ bytes: [UInt8]) -> DocumentKind? {
    DocumentKind.detect(name: path, type: nil, content: bytes)
  }

  private static func content(of path: String) -> [UInt8] {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes = [UInt8]()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(file, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return bytes
  }
}
