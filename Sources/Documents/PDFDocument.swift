import CPoppler

/// A PDF (ISO 32000-1), read through poppler: its pages' lines in poppler's reading order, put together to paragraphs
/// by where they stand.
enum PDFDocument {
  /// More pages than any meeting has notes.
  private static let pageLimit = 5_000
  /// Pages of pictures that are named one by one.
  private static let namedPages = 10

  /// Loads poppler; needs the file system, so it comes before the sandbox.
  /// - Throws: `failed` where it is not installed.
  static func prepare() throws(DocumentError) {
    guard poppler_load() == 0 else {
      throw .failed(
        "PDF cannot be read here: \(String(cString: poppler_load_error())); install the package libpoppler-glib8."
      )
    }
  }

  static func read(_ bytes: [UInt8], textLimit: Int) throws(DocumentError) -> DocumentText {
    var status = POPPLER_DAMAGED
    let bytes = bytes.map { CChar(bitPattern: $0) }
    return try bytes.withUnsafeBufferPointer { buffer throws(DocumentError) in
      guard let document = poppler_open(buffer.baseAddress, Int32(clamping: buffer.count), &status) else {
        throw status == POPPLER_LOCKED
          ? .encrypted : .malformed("It is no PDF, or too damaged to be opened.")
      }
      defer { poppler_close(document) }
      return try read(document, textLimit: textLimit)
    }
  }

  private static func read(
    _ document: UnsafeMutableRawPointer, textLimit: Int
  ) throws(DocumentError) -> DocumentText {
    let count = Int(poppler_page_count(document))
    var pages = [[PDFLine]]()
    var warnings = [DocumentText.Warning]()
    /// The part of each page that pictures cover.
    var pictures = [Double]()
    var unreadable = Set<Int>()
    var size = 0
    for index in 0..<min(count, pageLimit) {
      var page = PopplerPageText()
      guard poppler_page_text(document, Int32(index), &page) == 0 else {
        if !warnings.contains(.damaged) { warnings.append(.damaged) }
        pages.append([])
        pictures.append(0)
        continue
      }
      defer { poppler_page_text_free(&page) }
      var lines = PDFLine.lines(of: page, index: pages.count)
      if PDFLine.areUnreadable(lines) {
        unreadable.insert(index + 1)
        lines = []
      }
      pictures.append(page.has_images != 0 ? max(page.image_share, 0.01) : 0)
      size += lines.reduce(0) { $0 + $1.text.count }
      pages.append(lines)
      // One page more than fits: the collector says that something is missing.
      if size > textLimit { break }
    }
    let marked = PDFFootnotes.strip(PDFFurniture.mark(pages))
    // A scanned page may bear a printed header; a logo beside it makes no picture of a page.
    let images = marked.indices.filter { index in
      let page = marked[index]
      return !unreadable.contains(index + 1) && page.allSatisfy(\.isFurniture)
        && pictures[index] > (page.isEmpty ? 0 : 0.3)
    }
    warnings += pageWarnings(
      images.map { $0 + 1 }, code: "image_only_page", one: "är en bild", several: "sidor är bilder")
    warnings += pageWarnings(
      unreadable.sorted(), code: "unreadable_page", one: "har ett teckensnitt som inte säger vad det skriver",
      several: "sidor har teckensnitt som inte säger vad de skriver")
    if count > pageLimit { warnings.append(.cutShort) }
    var paragraphs = PDFParagraphs(BlockCollector(limit: textLimit), pages: marked)
    return try paragraphs.finish(warnings: warnings)
  }

  private static func pageWarnings(
    _ pages: [Int], code: String, one: String, several: String
  ) -> [DocumentText.Warning] {
    var warnings = pages.prefix(namedPages).map {
      DocumentText.Warning(code: code, detail: "Sida \($0) \(one) och kunde inte läsas.")
    }
    if pages.count > namedPages {
      warnings.append(
        .init(code: code, detail: "Ytterligare \(pages.count - namedPages) \(several) och kunde inte läsas."))
    }
    return warnings
  }
}
