/// A message or an attached message of the Transport Neutral Encapsulation Format ([MS-OXTNEF]), in which Outlook sends
/// `winmail.dat`: what is needed to read it, and the rest passed over.
///
/// Bounded: attributes, properties, attachments and messages within each other are counted, and no more is kept than the
/// bytes hold. What is cut short is read as far as it goes.
struct TNEFMessage {
  struct Attachment {
    var name: String?
    var data: [UInt8] = []
    /// A message attached as such.
    var message: TNEFMessage?
    /// A media type, where the sender names one.
    var type: String?
  }

  struct Limits {
    var attributes = 20_000
    var attachments = 500
    var depth = 8
  }

  private(set) var properties = MAPIProperties()
  private(set) var attachments = [Attachment]()
  /// The text of the old attribute, in ``codepage``.
  private(set) var plainBody: [UInt8]?
  private(set) var oldSubject: [UInt8]?
  /// Of text that is not Unicode.
  private(set) var codepage = 1252
  private(set) var isDamaged = false

  /// What every such stream begins with (section 2.1.3.1), little-endian.
  static let signature: [UInt8] = [0x78, 0x9F, 0x3E, 0x22]

  /// - Throws: `malformed` for bytes that are no such stream, or hold nothing that can be read.
  init(_ bytes: ArraySlice<UInt8>, depth: Int = 0, limits: Limits = Limits()) throws(DocumentError) {
    guard bytes.starts(with: Self.signature), depth < limits.depth else {
      throw .malformed("It is no winmail.dat; check what file it is.")
    }
    var reader = LittleEndianReader(bytes.dropFirst(6))
    var count = 0
    var isAttachmentOpen = false
    while !reader.isAtEnd {
      guard count < limits.attributes, let attribute = Attribute(&reader, isDamaged: &isDamaged) else {
        isDamaged = true
        break
      }
      count += 1
      if attribute.isOfAttachment {
        if attribute.id == .attachmentRendering {
          guard attachments.count < limits.attachments else {
            isDamaged = true
            break
          }
          attachments.append(Attachment())
          isAttachmentOpen = true
        }
        if isAttachmentOpen { takeOfAttachment(attribute, depth: depth, limits: limits) }
      } else {
        take(attribute)
      }
    }
    if count == 0 { throw .malformed("The winmail.dat is damaged; ask the sender to send it again as HTML.") }
  }

  private mutating func take(_ attribute: Attribute) {
    switch attribute.id {
    case .codepage:
      var reader = LittleEndianReader(attribute.data)
      if let number = reader.number(UInt32.self) { codepage = Int(number) }
    case .subject: oldSubject = Array(attribute.data)
    case .body: plainBody = Array(attribute.data)
    case .properties:
      var reader = LittleEndianReader(attribute.data)
      if !properties.read(&reader) { isDamaged = true }
    default: break
    }
  }

  private mutating func takeOfAttachment(_ attribute: Attribute, depth: Int, limits: Limits) {
    let last = attachments.count - 1
    switch attribute.id {
    case .attachmentTitle where attachments[last].name == nil:
      attachments[last].name = CharacterDecoding.text(
        Array(attribute.data.prefix { $0 != 0 }), codepage: codepage)
    case .attachmentData: attachments[last].data = Array(attribute.data)
    case .attachmentProperties:
      var properties = MAPIProperties()
      var reader = LittleEndianReader(attribute.data)
      if !properties.read(&reader) { isDamaged = true }
      for id in [MAPIProperties.Identifier.displayName, .attachmentName, .attachmentLongName] {
        if let name = properties.text(id, codepage: codepage), !name.isEmpty { attachments[last].name = name }
      }
      attachments[last].type = properties.text(.attachmentType, codepage: codepage)
      if let object = properties.bytes(.attachmentObject) {
        // An interface identifier stands before the message.
        let content = object.dropFirst(16)
        do throws(DocumentError) {
          attachments[last].message = try TNEFMessage(content, depth: depth + 1, limits: limits)
        } catch {
          if attachments[last].data.isEmpty { attachments[last].data = Array(content) }
        }
      }
    default: break
    }
  }
}

/// A level, an identifier, a length, that many bytes and their sum (section 2.1.3). The sum is not checked: programs get
/// it wrong, and nothing hangs on it.
private struct Attribute {
  enum Identifier: UInt32 {
    case codepage = 0x0006_9007
    case subject = 0x0001_8004
    case body = 0x0002_800C
    case properties = 0x0006_9003
    case attachmentRendering = 0x0006_9002
    case attachmentTitle = 0x0001_8010
    case attachmentData = 0x0006_800F
    case attachmentProperties = 0x0006_9005
  }

  var isOfAttachment: Bool
  var id: Identifier?
  var data: ArraySlice<UInt8>

  init?(_ reader: inout LittleEndianReader, isDamaged: inout Bool) {
    guard let level = reader.number(UInt8.self), 1...2 ~= level, let id = reader.number(UInt32.self),
      let length = reader.number(UInt32.self)
    else { return nil }
    isOfAttachment = level == 2
    self.id = Identifier(rawValue: id)
    if Int(length) > reader.left { isDamaged = true }
    data = reader.bytes(min(Int(length), reader.left)) ?? []
    _ = reader.number(UInt16.self)
  }
}

/// Reads numbers and bytes one after another.
struct LittleEndianReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }
  var left: Int { rest.count }

  /// Nil where there are not enough bytes; then nothing is read.
  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    guard let bytes = bytes(Number.bitWidth / 8) else { return nil }
    return bytes.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }

  mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
