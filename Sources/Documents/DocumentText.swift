/// A kind of document that can be read.
package enum DocumentKind: String, CaseIterable, Sendable {
  case text, markdown, html, rtf, docx, xlsx, pptx, odt, ods, odp, pdf
  /// `winmail.dat`, never detected: its text is a message of MIME, to be read as one (``TNEFDocument``).
  case tnef

  /// Whether bytes begin like `winmail.dat`.
  package static func isTNEF(_ bytes: [UInt8]) -> Bool { bytes.starts(with: TNEFMessage.signature) }
}

/// What was read from a document: its text in reading order, and its structure.
///
/// Lines end in a line feed; blocks are separated by an empty line, list items and table rows by a line end; the
/// cells of a row by a tab. There is no other markup in the text: a bullet is `- `.
package struct DocumentText: Hashable, Sendable {
  package var text: String
  /// In order, not overlapping, each without its line end. Empty for plain text, whose lines are all there is.
  package var blocks: [Block]
  package var warnings: [Warning]

  package struct Block: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case paragraph
      /// 1 is the title.
      case heading(level: Int)
      /// 1 is the outermost; the range begins with the marker, `- ` or a number such as `2. `.
      case listItem(depth: Int)
      case tableRow
      /// A header, footer or page number that repeats on the pages, or a line of a table of contents.
      case pageFurniture
      /// A block quote of HTML (a mail's history); 1 is the outermost.
      case quote(depth: Int)
      /// What was written about the text and is none of it: a comment in the margin, a speaker's notes under a slide.
      case annotation
    }
    package var kind: Kind
    /// Half-open offsets in UTF-8 bytes into the text.
    package var range: Range<Int>

    package init(kind: Kind, range: Range<Int>) {
      self.kind = kind
      self.range = range
    }
  }

  /// Something that could not be read.
  package struct Warning: Hashable, Sendable {
    /// A stable name: `image_only_page`, `cut_short`, `damaged`.
    package var code: String
    /// One Swedish sentence for the officer.
    package var detail: String

    package init(code: String, detail: String) {
      self.code = code
      self.detail = detail
    }
  }

  package init(text: String, blocks: [Block] = [], warnings: [Warning] = []) {
    self.text = text
    self.blocks = blocks
    self.warnings = warnings
  }
}

/// Why a document could not be read.
package enum DocumentError: Error, Hashable, Sendable {
  /// The bytes are no such document, or too damaged.
  case malformed(String)
  case encrypted
  /// It holds no text (pictures of pages, an empty body).
  case noText
  /// It unpacks to far more than it is.
  case bomb
  /// The child process took too long, too much memory, or died.
  case failed(String)
}

/// Turns documents into text.
package protocol DocumentReader: Sendable {
  func read(_ bytes: [UInt8], as kind: DocumentKind) async throws(DocumentError) -> DocumentText
}
