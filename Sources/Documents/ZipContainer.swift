import CArchive
import Synchronization

/// Members of a zip, unpacked by libarchive within bounds.
///
/// Only members that are asked for are unpacked; pictures and the rest are passed over.
struct ZipContainer {
  /// How much may come out of a zip.
  struct Limits {
    /// Members, read or not.
    var entries = 10_000
    /// Bytes of all members that are read.
    var unpacked = 128 << 20
    /// How many times larger than the whole file the members may be, once they pass ``freely``: deflate reaches 1,032,
    /// word processors' XML up to about 50.
    var ratio = 200
    var freely = 8 << 20

    /// Those that the parent has told a child with its first document.
    static let ofThisProcess = Mutex(Limits())
  }

  private(set) var members = [String: [UInt8]]()
  /// Every name, in the archive's order.
  private(set) var names = [String]()
  /// Whether the archive ends too early or a member is damaged.
  private(set) var isDamaged = false

  /// Unpacks the members for which `wanted` holds.
  /// - Throws: `encrypted`, `bomb`, or `malformed` where it is no zip at all.
  init(
    _ bytes: [UInt8], limits: Limits = Limits.ofThisProcess.withLock { $0 }, wanted: (String) -> Bool
  ) throws(DocumentError) {
    guard let archive = archive_read_new() else {
      throw .failed("There is no memory to unpack the document.")
    }
    defer { archive_read_free(archive) }
    archive_read_support_format_zip(archive)
    var failure: DocumentError?
    bytes.withUnsafeBytes { buffer in
      do throws(DocumentError) {
        guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
          throw .malformed("It is no zip, or its directory is lost.")
        }
        try read(archive, size: bytes.count, limits: limits, wanted: wanted)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    if names.isEmpty { throw .malformed("It is no zip, or its directory is lost.") }
  }

  private mutating func read(
    _ archive: OpaquePointer, size: Int, limits: Limits, wanted: (String) -> Bool
  ) throws(DocumentError) {
    var total = 0
    while true {
      var entry: OpaquePointer?
      let status = archive_read_next_header(archive, &entry)
      if status == ARCHIVE_EOF { return }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else {
        isDamaged = true
        return
      }
      // Zips of the older kind have names without an encoding; the names that matter are ASCII.
      guard let path = archive_entry_pathname(entry) else { continue }
      let name = Self.normalized(path)
      names.append(name)
      if names.count > limits.entries { throw .bomb }
      guard wanted(name), members[name] == nil else { continue }
      if archive_entry_is_data_encrypted(entry) == 1 { throw .encrypted }
      members[name] = try unpack(archive, total: &total, size: size, limits: limits)
    }
  }

  /// Some writers part folders with backslashes, as Windows does, or begin with a slash.
  private static func normalized(_ path: UnsafePointer<CChar>) -> String {
    let name = String(cString: path)
    guard name.utf8.first == UInt8(ascii: "/") || name.utf8.contains(UInt8(ascii: "\\")) else { return name }
    let bytes = name.utf8.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
    return String(decoding: bytes.drop { $0 == UInt8(ascii: "/") }, as: UTF8.self)
  }

  private mutating func unpack(
    _ archive: OpaquePointer, total: inout Int, size: Int, limits: Limits
  ) throws(DocumentError) -> [UInt8] {
    var content = [UInt8]()
    var empty = 0
    while true {
      var block: UnsafeRawPointer?
      var length = 0
      var offset: la_int64_t = 0
      let status = archive_read_data_block(archive, &block, &length, &offset)
      if status == ARCHIVE_EOF { return content }
      // A member that is stored and not compressed may end in a block of nothing.
      if status == ARCHIVE_OK, length == 0, empty < 8 {
        empty += 1
        continue
      }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let block else {
        isDamaged = true
        return content
      }
      total += length
      if total > limits.unpacked || total > limits.freely && total / limits.ratio > size { throw .bomb }
      content.append(contentsOf: UnsafeRawBufferPointer(start: block, count: length))
    }
  }
}

/// The compound files of older Office programs (MS-CFB), by which encrypted documents are wrapped (MS-OFFCRYPTO).
enum CompoundFile {
  static func isOne(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
  }

  /// Throws for a document that is no package.
  /// - Parameter ending: In what form it can be read.
  static func refuse(_ bytes: [UInt8], saveAs ending: String) throws(DocumentError) {
    guard isOne(bytes) else { return }
    if holdsEncryptedPackage(bytes) { throw .encrypted }
    throw .malformed("It is in the format of Office before 2007; save it as \(ending).")
  }

  /// Whether its directory has the stream `EncryptedPackage`, whose name stands there in UTF-16.
  static func holdsEncryptedPackage(_ bytes: [UInt8]) -> Bool {
    find("EncryptedPackage".utf8.flatMap { [$0, 0] }, in: bytes[...]) != nil
  }
}
