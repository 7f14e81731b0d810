import Glibc
import Synchronization

/// Reads documents: plain text and Markdown here, all other kinds in child processes that may die.
///
/// A child has nothing but a socket (no files, no network, bounded memory and time). It reads many documents one
/// after the other, but is ended after a PDF, after a document that it could not read, and when it is idle for long.
/// Waiting for children is done by a thread of its own; no thread of Swift's pool is ever blocked.
package final class Extractor: DocumentReader {
  /// What one document, and one child, may use.
  package struct Limits: Hashable, Sendable {
    /// Time for one document, the start of a child included.
    package var seconds = 30
    /// Memory of a child, in bytes, beyond what it has when it starts.
    package var memory = 512 << 20
    /// Files in a zip.
    package var zipEntries = 10_000
    /// How many times larger than itself a zip may unpack.
    package var zipRatio = 200
    /// Bytes of text taken from one document; the rest is cut off, with a warning.
    package var text = 20 << 20
    /// Documents read by one child.
    package var documents = 64
    /// Seconds after which a child without work is ended.
    package var idleSeconds = 60

    package init() {}

    /// Processor time for a document of so many bytes: a small one that takes long is hostile, and is not given all
    /// the time that a large one may take.
    func processorSeconds(forBytes count: Int) -> Int { min(seconds, 4 + (count >> 20)) }
  }

  /// Whether the children are locked as they should be.
  package enum Sandbox: String, Sendable {
    /// No child has answered yet.
    case unknown
    case full
    /// The kernel or the container refuses the system call filter; limits and the process boundary remain.
    case partial
  }

  private let supervisor: ChildSupervisor
  private let limits: Limits

  /// - Parameters:
  ///   - executable: The program whose `main` ends in ``ExtractorChild/main()``: `/proc/self/exe` for our own.
  ///   - arguments: What makes it do so.
  ///   - children: How many are at work at most; by default one for each processor.
  package init(executable: String, arguments: [String], limits: Limits = Limits(), children: Int? = nil) {
    self.limits = limits
    supervisor = ChildSupervisor(
      program: [executable] + arguments, limits: limits,
      children: max(1, children ?? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    supervisor.start()
  }

  deinit { supervisor.stop() }

  /// How the children are locked, as the last one said.
  package var sandbox: Sandbox { supervisor.sandbox }

  /// Has a child read next to nothing, so that ``sandbox`` is known before the first document comes.
  /// - Throws: `DocumentError` where no child can be started, or it does not answer.
  package func probe() async throws(DocumentError) -> Sandbox {
    _ = try await read(Array("<p>a</p>".utf8), as: .html)
    return sandbox
  }

  /// Reads a document. Cancelling the task kills the child that reads it.
  package func read(_ bytes: [UInt8], as kind: DocumentKind) async throws(DocumentError) -> DocumentText {
    switch kind {
    case .text: try cut(PlainText.read(bytes))
    case .markdown: try cut(Markdown.read(bytes))
    case .html, .rtf, .docx, .xlsx, .pptx, .odt, .ods, .odp, .pdf, .tnef:
      try await supervisor.read(ExtractionJob(kind: kind, bytes: bytes)).get()
    }
  }

  /// Ends all children; whatever is being read fails. Nothing can be read afterwards.
  package func shutdown() async {
    await withCheckedContinuation { continuation in supervisor.stop { continuation.resume() } }
  }

  /// Text beyond the limit, for the kinds whose blocks are ranges of the text as it is written.
  private func cut(_ document: DocumentText) -> DocumentText {
    guard document.text.utf8.count > limits.text else { return document }
    var end = limits.text
    let bytes = Array(document.text.utf8.prefix(limits.text + 1))
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    var short = document
    short.text = String(decoding: bytes[..<end], as: UTF8.self)
    short.blocks = document.blocks.filter { $0.range.upperBound <= end }
    short.warnings.append(.cutShort)
    return short
  }
}

/// A document on its way to a child.
final class ExtractionJob: Sendable {
  let kind: DocumentKind
  let bytes: [UInt8]
  let isCancelled = Atomic(false)

  init(kind: DocumentKind, bytes: [UInt8]) {
    self.kind = kind
    self.bytes = bytes
  }
}
