import CLibXML

/// Reads XML front to back through libxml2's reader: no document type, no entities of its own, no network, and no
/// more of the document in memory than where it stands.
final class XMLPull {
  enum Event {
    case start(XMLName)
    case end(XMLName)
    case text
    case finished
    /// The rest cannot be read.
    case damaged
    /// A document type: no word processor writes one, and entities are defined there.
    case documentType
  }

  private let reader: xmlTextReaderPtr
  private let bytes: [UInt8]
  /// The end of an element that was written as an empty one.
  private var pendingEnd: XMLName?

  /// Nil where libxml2 has no memory.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    guard
      let reader = bytes.withUnsafeBytes({ buffer in
        xmlReaderForMemory(
          buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(clamping: buffer.count), nil, nil,
          Int32(options))
      })
    else { return nil }
    self.reader = reader
  }

  deinit { xmlFreeTextReader(reader) }

  func next() -> Event {
    if let name = pendingEnd {
      pendingEnd = nil
      return .end(name)
    }
    while true {
      // The reader reads from our bytes, which live as long as it does.
      switch xmlTextReaderRead(reader) {
      case 1: break
      case 0: return .finished
      default: return .damaged
      }
      switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
      case XML_READER_TYPE_ELEMENT.rawValue:
        let name = name
        if xmlTextReaderIsEmptyElement(reader) == 1 { pendingEnd = name }
        return .start(name)
      case XML_READER_TYPE_END_ELEMENT.rawValue: return .end(name)
      case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
        XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue, XML_READER_TYPE_WHITESPACE.rawValue:
        return .text
      case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
        return .documentType
      default: continue
      }
    }
  }

  /// Passes over all that is within the element that was just begun, and its end.
  func skip() -> Event? {
    var depth = 1
    while depth > 0 {
      switch next() {
      case .start: depth += 1
      case .end: depth -= 1
      case .text: break
      case .finished: return .finished
      case .damaged: return .damaged
      case .documentType: return .documentType
      }
    }
    return nil
  }

  /// The text of the event `.text`; valid until the next event.
  func withText(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard let value = xmlTextReaderConstValue(reader) else { return }
    body(UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value))))
  }

  /// An attribute of the element that was just begun, by its local name, in whatever namespace.
  func attribute(_ name: String) -> String? {
    guard xmlTextReaderMoveToFirstAttribute(reader) == 1 else { return nil }
    defer { xmlTextReaderMoveToElement(reader) }
    repeat {
      if let local = xmlTextReaderConstLocalName(reader), String(cString: local) == name {
        return xmlTextReaderConstValue(reader).map { String(cString: $0) }
      }
    } while xmlTextReaderMoveToNextAttribute(reader) == 1
    return nil
  }

  /// An attribute whose name stands in a namespace of relationships (ISO/IEC 29500-1, section 22.8): `r:id` beside `id`.
  func relationship(_ name: String = "id") -> String? {
    guard xmlTextReaderMoveToFirstAttribute(reader) == 1 else { return nil }
    defer { xmlTextReaderMoveToElement(reader) }
    repeat {
      if let space = xmlTextReaderConstNamespaceUri(reader),
        String(cString: space).hasSuffix("/relationships"),
        let local = xmlTextReaderConstLocalName(reader), String(cString: local) == name
      {
        return xmlTextReaderConstValue(reader).map { String(cString: $0) }
      }
    } while xmlTextReaderMoveToNextAttribute(reader) == 1
    return nil
  }

  /// Whether an attribute says yes, as XML Schema's booleans and Office's `on` do; absent means no.
  func isTrue(_ name: String) -> Bool {
    switch attribute(name) {
    case "1", "true", "on": true
    default: false
    }
  }

  private var name: XMLName {
    guard let local = xmlTextReaderConstLocalName(reader) else { return XMLName(space: .other, local: "") }
    return XMLName(space: .init(xmlTextReaderConstNamespaceUri(reader)), local: String(cString: local))
  }
}

/// The name of an element: its local part within a vocabulary.
struct XMLName: Hashable {
  /// The vocabularies of word processors, whatever prefix or edition a document uses.
  enum Space: Hashable {
    /// WordprocessingML (ECMA-376 and ISO/IEC 29500-1, transitional and strict).
    case word
    /// SpreadsheetML, PresentationML and DrawingML of the same standard.
    case sheet, presentation, drawing
    /// Markup compatibility (ISO/IEC 29500-3).
    case compatibility
    /// OpenDocument 1.2.
    case officeText, officeTable, office, officeStyle, officeDrawing, officePresentation, officeManifest
    case other

    fileprivate init(_ uri: UnsafePointer<UInt8>?) {
      guard let uri else {
        self = .other
        return
      }
      let bytes = UnsafeBufferPointer(start: uri, count: Int(xmlStrlen(uri)))
      self = Self.known.first { bytes.elementsEqual($0.uri.utf8) }?.space ?? .other
    }

    private static let known: [(uri: String, space: Space)] = [
      ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", .word),
      ("http://purl.oclc.org/ooxml/wordprocessingml/main", .word),
      ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", .sheet),
      ("http://purl.oclc.org/ooxml/spreadsheetml/main", .sheet),
      ("http://schemas.openxmlformats.org/presentationml/2006/main", .presentation),
      ("http://purl.oclc.org/ooxml/presentationml/main", .presentation),
      ("http://schemas.openxmlformats.org/drawingml/2006/main", .drawing),
      ("http://purl.oclc.org/ooxml/drawingml/main", .drawing),
      ("http://schemas.openxmlformats.org/markup-compatibility/2006", .compatibility),
      ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", .officeText),
      ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", .officeTable),
      ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", .office),
      ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", .officeStyle),
      ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", .officeDrawing),
      ("urn:oasis:names:tc:opendocument:xmlns:presentation:1.0", .officePresentation),
      ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", .officeManifest),
    ]
  }

  var space: Space
  var local: String
}
