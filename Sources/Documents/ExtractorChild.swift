import CLibXML
import CLinux
import Glibc
import Synchronization

/// The child process that reads documents: it holds one socket and, once it has begun, no right to anything else. It is
/// forked from a template, the same program, which has loaded all that reading needs and sees no document.
///
/// Plain and synchronous: no Foundation, no tasks, no threads, so that the list of system calls stays short.
package enum ExtractorChild {
  /// Turns the bytes of a document into text of a length at most.
  package typealias Reading = ([UInt8], DocumentKind, _ textLimit: Int) -> Result<DocumentText, DocumentError>

  /// In the template, forks children; in each, reads documents from descriptor 3 until the parent closes it. Started by
  /// an ``Extractor`` alone.
  /// - Parameter reading: Another way to read, by which tests see what becomes of one that misbehaves.
  package static func main(reading: @escaping Reading = DocumentKind.result) -> Never {
    // What must be loaded before the files are out of reach.
    xmlInitParser()
    var withoutPDF: DocumentError?
    do throws(DocumentError) { try PDFDocument.prepare() } catch { withoutPDF = error }
    Rehearsal.run(withPDF: withoutPDF == nil)
    sandbox_become_template()
    var child = Child(reading: reading, withoutPDF: withoutPDF)
    while let request = child.nextRequest() { child.serve(request) }
    exit(0)
  }

  private struct Child {
    /// Nil until the first request, which says the limits.
    private var isSandboxed: Bool?
    /// Why PDF cannot be read.
    private let withoutPDF: DocumentError?
    private let reading: Reading

    init(reading: @escaping Reading, withoutPDF: DocumentError?) {
      self.reading = reading
      self.withoutPDF = withoutPDF
    }

    mutating func nextRequest() -> WireFormat.Request? {
      guard let header = Self.read(WireFormat.Request.length) else { return nil }
      return WireFormat.Request(header)
    }

    mutating func serve(_ request: WireFormat.Request) {
      if isSandboxed == nil { enterSandbox(request) }
      // The document's bytes come into a process that is already locked.
      guard let bytes = Self.read(Int(clamping: request.size)) else { exit(0) }
      _ = sandbox_limit_processor_time(request.seconds)
      let result: Result<DocumentText, DocumentError> =
        if request.kind == .pdf, let withoutPDF {
          .failure(withoutPDF)
        } else {
          reading(bytes, request.kind, Int(clamping: request.textLimit))
        }
      let reply = WireFormat.Reply(isSandboxed: isSandboxed ?? false, result: result)
      if !Self.write(reply.bytes) { exit(0) }
    }

    private mutating func enterSandbox(_ request: WireFormat.Request) {
      ZipContainer.Limits.ofThisProcess.withLock {
        $0.entries = Int(request.zipEntries)
        $0.ratio = max(1, Int(request.zipRatio))
      }
      let areLimited = sandbox_limit_resources(request.memory) == 0
      isSandboxed = sandbox_enter() == 0 && areLimited
    }

    /// Nil where the parent has closed its end.
    private static func read(_ count: Int) -> [UInt8]? {
      var isWhole = true
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        while filled < count {
          let got = Glibc.read(Int32(SANDBOX_CHANNEL), buffer.baseAddress.map { $0 + filled }, count - filled)
          if got < 0, errno == EINTR { continue }
          if got <= 0 {
            isWhole = false
            return
          }
          filled += got
        }
      }
      return isWhole ? bytes : nil
    }

    private static func write(_ bytes: [UInt8]) -> Bool {
      bytes.withUnsafeBytes { buffer in
        var sent = 0
        while sent < buffer.count {
          let took = Glibc.write(
            Int32(SANDBOX_CHANNEL), buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
          if took < 0, errno == EINTR { continue }
          if took <= 0 { return false }
          sent += took
        }
        return true
      }
    }
  }
}

extension DocumentKind {
  /// Reads a document in this process, whatever it may do to it; in a daemon, ask an ``Extractor`` instead.
  ///
  /// PDF can be read only in a child that was made ready for it.
  package static func result(
    of bytes: [UInt8], as kind: DocumentKind, textLimit: Int
  ) -> Result<DocumentText, DocumentError> {
    do throws(DocumentError) {
      return .success(try read(bytes, as: kind, textLimit: textLimit))
    } catch {
      return .failure(error)
    }
  }

  private static func read(
    _ bytes: [UInt8], as kind: DocumentKind, textLimit: Int
  ) throws(DocumentError) -> DocumentText {
    switch kind {
    case .text: try PlainText.read(bytes)
    case .markdown: try Markdown.read(bytes)
    case .html: try HTMLDocument.read(bytes, textLimit: textLimit)
    case .rtf: try RTFDocument.read(bytes, textLimit: textLimit)
    case .docx: try WordDocument.read(bytes, textLimit: textLimit)
    case .xlsx: try SpreadsheetDocument.read(bytes, textLimit: textLimit)
    case .pptx: try PresentationDocument.read(bytes, textLimit: textLimit)
    case .odt, .ods, .odp: try OpenDocument.read(bytes, textLimit: textLimit)
    case .pdf: try PDFDocument.read(bytes, textLimit: textLimit)
    case .tnef: try TNEFDocument.read(bytes)
    }
  }
}
