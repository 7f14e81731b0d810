import CArchive
import Foundation
import Support
import Testing

@testable import Documents

/// A document of the `Fixtures` folder.
func fixture(_ name: String) throws -> [UInt8] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  return [UInt8](try Data(contentsOf: folder.appending(path: name)))
}

/// The program whose processes are an extractor's children; it is built beside the tests.
func documentChild() throws -> String {
  let child = Program("document-child").path
  try #require(FileManager.default.isExecutableFile(atPath: child))
  return child
}

extension DocumentText {
  /// Each block as `kind: text`, for comparison.
  var outline: [String] {
    let bytes = Array(text.utf8)
    return blocks.map { block in
      let name =
        switch block.kind {
        case .paragraph: "p"
        case .heading(let level): "h\(level)"
        case .listItem(let depth): "li\(depth)"
        case .tableRow: "tr"
        case .pageFurniture: "page"
        case .quote(let depth): depth == 1 ? "quote" : "quote\(depth)"
        case .annotation: "note"
        }
      return "\(name): " + String(decoding: bytes[block.range], as: UTF8.self)
    }
  }
}

/// Reads HTML in this process.
func html(_ text: String, limit: Int = 1 << 20) throws -> DocumentText {
  try HTMLDocument.read(Array(text.utf8), textLimit: limit)
}

/// A zip with the given members, deflated.
func zip(_ members: [(name: String, content: [UInt8])]) throws -> [UInt8] {
  let archive = try #require(archive_write_new())
  defer { archive_write_free(archive) }
  archive_write_set_format_zip(archive)
  let size = members.reduce(1 << 16) { $0 + $1.content.count + 256 + 2 * $1.name.utf8.count }
  var used = 0
  return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    try #require(archive_write_open_memory(archive, buffer.baseAddress, size, &used) == ARCHIVE_OK)
    for member in members {
      let entry = try #require(archive_entry_new())
      defer { archive_entry_free(entry) }
      archive_entry_set_pathname(entry, member.name)
      archive_entry_set_size(entry, Int64(member.content.count))
      archive_entry_set_filetype(entry, 0o100_000)
      archive_entry_set_perm(entry, 0o644)
      try #require(archive_write_header(archive, entry) == ARCHIVE_OK)
      _ = member.content.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
    }
    archive_write_close(archive)
    count = used
  }
}

/// A Word document with the given elements in its body.
func wordDocument(_ body: String, prolog: String = "") throws -> [UInt8] {
  let document = """
    <?xml version="1.0"?>\(prolog)<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">\
    <w:body>\(body)</w:body></w:document>
    """
  return try zip([("word/document.xml", Array(document.utf8))])
}
