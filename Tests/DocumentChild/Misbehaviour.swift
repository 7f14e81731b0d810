import Documents
import Glibc

/// What a child does once a hostile document has taken it over.
enum Misbehaviour {
  static func result(
    of bytes: [UInt8], as kind: DocumentKind, textLimit: Int
  ) -> Result<DocumentText, DocumentError> {
    guard bytes.first == UInt8(ascii: "!") else {
      return DocumentKind.result(of: bytes, as: kind, textLimit: textLimit)
    }
    switch String(decoding: bytes.dropFirst(), as: UTF8.self) {
    case "sleep": while true { sleep(1_000) }
    case "spin": while true {}
    case "eat": eat()
    case "die": abort()
    case "leave": exit(3)
    case "babble": for _ in 0..<64 { print(to: 3, "nonsense ") }
    case "boast":
      print(
        to: 3, "\u{0}\u{1}\u{0}\u{0}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}")
    case "connect": _ = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    case "listen": _ = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    case "spawn": _ = startsProcess()
    case "signal": kill(getppid(), 0)
    case "trespass": return .success(DocumentText(text: trespass().joined(separator: "\n")))
    default: break
    }
    return .failure(.failed("It was told to do something else."))
  }

  private static func print(to descriptor: Int32, _ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  private static func eat() {
    while let block = malloc(1 << 20) { memset(block, 1, 1 << 20) }
    abort()
  }

  /// Tries what the sandbox forbids; a line for each that was possible.
  private static func trespass() -> [String] {
    let attempts: [(String, () -> Int)] = [
      ("reads a file", { Int(open("/etc/passwd", O_RDONLY)) }),
      ("writes a file", { Int(open("/tmp/lyssnad-trespass", O_WRONLY | O_CREAT, 0o600)) }),
      ("reads a folder", { opendir("/tmp") == nil ? -1 : 0 }),
      ("removes a file", { Int(unlink("/tmp/lyssnad-trespass")) }),
      (
        "makes code",
        {
          mmap(nil, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, Int32(MAP_PRIVATE | MAP_ANONYMOUS), -1, 0)
            == MAP_FAILED ? -1 : 0
        }
      ),
      ("holds another descriptor", { holdsOthers() ? 0 : -1 }),
      ("has an environment", { environ.pointee == nil ? -1 : 0 }),
    ]
    return attempts.filter { $0.1() >= 0 }.map(\.0)
  }

  private static func startsProcess() -> Bool {
    var child: pid_t = 0
    return posix_spawn(&child, "/bin/true", nil, nil, [nil], [nil]) == 0
  }

  private static func holdsOthers() -> Bool {
    var status = stat()
    return (4..<1024).contains { fstat($0, &status) == 0 }
  }
}
