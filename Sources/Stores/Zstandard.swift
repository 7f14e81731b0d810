import CZstd
import Foundation

/// Bytes as they stand in a table: compressed (Zstandard, RFC 8878) where that makes them smaller.
struct Packed: Sendable {
  enum Encoding: String { case identity, zstd }

  let encoding: Encoding
  /// The number of bytes before compression.
  let size: Int
  let bytes: Data

  /// Below this, compression gains nothing.
  static let smallest = 128

  /// Unpacks; throws ``Damage`` where the bytes are not what was packed.
  func unpacked() throws -> [UInt8] {
    switch encoding {
    case .identity:
      guard bytes.count == size else { throw Damage(description: "bytes of another length than recorded") }
      return [UInt8](bytes)
    case .zstd:
      // The frame says its size, and ours says the same: no more than that is ever allocated.
      let announced = bytes.withUnsafeBytes { ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
      guard size > 0, announced == UInt64(size) else {
        throw Damage(description: "compressed bytes are damaged")
      }
      return try [UInt8](unsafeUninitializedCapacity: size) { target, count in
        let written = bytes.withUnsafeBytes {
          ZSTD_decompress(target.baseAddress, target.count, $0.baseAddress, $0.count)
        }
        guard ZSTD_isError(written) == 0, written == size else {
          throw Damage(description: "compressed bytes are damaged")
        }
        count = written
      }
    }
  }
}

/// Packs bytes with one working area for a whole batch. Not thread-safe: make one for each batch.
final class Packer {
  /// Fast, and within a few percent of the higher levels for mail.
  private static let level: Int32 = 1

  private let context: OpaquePointer?

  init() { context = ZSTD_createCCtx() }
  deinit { ZSTD_freeCCtx(context) }

  func pack(_ bytes: [UInt8]) -> Packed { bytes.withUnsafeBufferPointer(pack) }

  /// Packs a text's UTF-8.
  func pack(_ text: String) -> Packed {
    var text = text
    return text.withUTF8(pack)
  }

  private func pack(_ source: UnsafeBufferPointer<UInt8>) -> Packed {
    guard let context, source.count >= Packed.smallest else { return plain(source) }
    // Only a target that is smaller by an eighth is worth having; a tighter one ends the attempt.
    let capacity = source.count - source.count / 8
    var target = Data(count: capacity)
    let written = target.withUnsafeMutableBytes {
      ZSTD_compressCCtx(context, $0.baseAddress, $0.count, source.baseAddress, source.count, Self.level)
    }
    guard ZSTD_isError(written) == 0 else { return plain(source) }
    return Packed(encoding: .zstd, size: source.count, bytes: target.prefix(written))
  }

  private func plain(_ source: UnsafeBufferPointer<UInt8>) -> Packed {
    Packed(encoding: .identity, size: source.count, bytes: Data(source))
  }
}
