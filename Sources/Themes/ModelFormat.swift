/// The layout of a model file: a header, a table of sections, and the sections, all little-endian and each starting
/// at a multiple of 8 bytes, so that they are read where they lie.
///
/// | bytes | meaning |
/// |---|---|
/// | 0..<8 | magic |
/// | 8..<12 | format, 3 |
/// | 12..<16 | number of sections |
/// | 16..<24 | length of the file |
/// | 24..<32 | checksum of all bytes from 32 on |
/// | 32... | for each section: identifier (8 bytes), offset (8), length (8) |
enum ModelFormat {
  static let magic = Array("LYSSNADM".utf8)
  static let version: UInt32 = 3
  static let headerLength = 32
  static let entryLength = 24
  static let alignment = 64

  enum Section: UInt64, CaseIterable {
    /// Names and version; see ``ModelDescription``.
    case description = 1
    /// An open hash table: for each slot the low half is the upper half of a feature's hash (0 where empty), the
    /// high half its row.
    case slots
    /// For each feature its rarity (one byte), and its weight for each head (signed bytes).
    case rows
    /// For each head the unit of its weights in each family of features (Q24) and its bias (Q16), 8 bytes each.
    case heads
    /// For each set of themes that passages have together one byte a theme, 1 where the theme is in it.
    case sets
    /// For each of the sets its factors, see ``Calibration`` (Q16, 8 bytes each).
    case calibration
    /// For each theme the least probability that makes a tag (Q16, 8 bytes).
    case thresholds
    /// The exponential function at 1,025 points from 0 down to -16 (Q30, 4 bytes each).
    case exponential
    /// The parts of compounds (4 bytes each, ascending).
    case parts
    /// An open hash table of the expressions of concepts, see ``ConceptTable`` (8 bytes each).
    case concepts
  }

  /// A checksum against damage, not against malice.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var sum: UInt64 = 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      sum = (sum ^ word) &* 0xFF51_AFD7_ED55_8CCD
      sum ^= sum >> 32
      offset += 8
    }
    while offset < bytes.count {
      sum = (sum ^ UInt64(bytes[offset])) &* 0xFF51_AFD7_ED55_8CCD
      offset += 1
    }
    return sum ^ sum >> 29
  }
}

/// Why bytes are no model that this program can use; one sentence.
package struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String
}
