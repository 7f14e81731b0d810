import Documents
import Glibc

/// Reads 500 documents of which every tenth brings its child down, in a process of its own, so that descriptors and
/// processes can be counted with nobody else about.
enum Soak {
  static func run() async {
    // The runtime opens descriptors of its own when tasks first run; they are not ours to count.
    _ = await readAll(20)
    let before = settledDescriptors()
    let (read, failed, zombies) = await readAll(500)
    let after = settledDescriptors()
    print("read \(read) failed \(failed)")
    print("descriptors \(after - before)")
    print("zombies \(zombies) children \(children().all)")
  }

  private static func readAll(_ count: Int) async -> (read: Int, failed: Int, zombies: Int) {
    var limits = Extractor.Limits()
    limits.documents = 7
    let extractor = Extractor(
      executable: "/proc/self/exe", arguments: ["misbehaving"], limits: limits, children: 2)
    var read = 0
    var failed = 0
    for start in stride(from: 0, to: count, by: 10) {
      await withTaskGroup(of: Bool.self) { group in
        for number in start..<(start + 10) {
          let content = number % 10 == 5 ? "!die" : "<p>Anteckning \(number)"
          group.addTask {
            let text = try? await extractor.read(Array(content.utf8), as: .html).text
            return text == "Anteckning \(number)"
          }
        }
        for await isRead in group {
          if isRead { read += 1 } else { failed += 1 }
        }
      }
    }
    let zombies = children().zombies
    await extractor.shutdown()
    return (read, failed, zombies)
  }

  /// The number of open descriptors once it stays the same: threads may be about to end.
  private static func settledDescriptors() -> Int {
    var number = descriptors()
    var same = 0
    for _ in 0..<500 where same < 10 {
      usleep(20_000)
      let next = descriptors()
      same = next == number ? same + 1 : 0
      number = next
    }
    return number
  }

  private static func descriptors() -> Int { entries(of: "/proc/self/fd").count - 1 }

  /// The children of this process, and those of them that nobody has waited for.
  private static func children() -> (all: Int, zombies: Int) {
    let parent = String(getpid())
    var all = 0
    var zombies = 0
    for process in entries(of: "/proc") where process.allSatisfy(\.isNumber) {
      // proc(5), stat: pid (comm) state ppid …
      let fields =
        content(of: "/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
      guard fields.count > 1, fields[1] == parent else { continue }
      all += 1
      if fields[0] == "Z" { zombies += 1 }
    }
    return (all, zombies)
  }

  private static func entries(of folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names = [String]()
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  private static func content(of path: String) -> String {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return "" }
    defer { close(file) }
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      count = max(0, read(file, buffer.baseAddress, buffer.count))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
