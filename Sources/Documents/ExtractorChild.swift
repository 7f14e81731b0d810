import CLibXML
import CLinux
import Glibc
import Synchronization

/// The child process that reads documents: it holds one socket and, once it has begun, no right to anything else.
///
/// Plain and synchronous: no Foundation, no tasks, no threads, so that the list of system calls stays short.
package enum ExtractorChild {
  /// Turns the bytes of a document into text of a length at most.
  package typealias Reading = ([UInt8], DocumentKind, _ textLimit: Int) -> Result<DocumentText, DocumentError>

  /// Reads documents from descriptor 3 until the parent closes it. Started by an ``Extractor`` alone.
  /// - Parameter reading: Another way to read, by which tests see what becomes of one that misbehaves.
  package static func main(reading: @escaping Reading = DocumentKind.result) -> Never {
    var child = Child(reading: reading)
    while let request = child.nextRequest() { child.serve(request) }
    exit(0)
  }

  private struct Child {
    /// Nil until the first request: what must be loaded before the files are out of reach depends on its kind.
    private var isSandboxed: Bool?
    private var isPreparedForPDF = false
    private var preparation: DocumentError?
    private let reading: Reading

    init(reading: @escaping Reading) { self.reading = reading }

    mutating func nextRequest() -> WireFormat.Request? {
      guard let header = Self.read(WireFormat.Request.length) else { return nil }
      return WireFormat.Request(header)
    }

    mutating func serve(_ request: WireFormat.Request) {
      if isSandboxed == nil { prepare(for: request) }
      // The document's bytes come into a process that is already locked.
      guard let bytes = Self.read(Int(clamping: request.size)) else { exit(0) }
      _ = sandbox_limit_processor_time(request.seconds)
      let result: Result<DocumentText, DocumentError> =
        if let preparation {
          .failure(preparation)
        } else if request.kind == .pdf, !isPreparedForPDF {
          .failure(.failed("The child was not started for PDF."))
        } else {
          reading(bytes, request.kind, Int(clamping: request.textLimit))
        }
      let reply = WireFormat.Reply(isSandboxed: isSandboxed ?? false, result: result)
      if !Self.write(reply.bytes) { exit(0) }
    }

    private mutating func prepare(for request: WireFormat.Request) {
      xmlInitParser()
      do throws(DocumentError) {
        if request.kind == .pdf {
          try PDFDocument.prepare()
          isPreparedForPDF = true
        }
      } catch {
        preparation = error
      }
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
