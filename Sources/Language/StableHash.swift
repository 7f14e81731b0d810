/// A 64-bit hash of bytes that is the same on every machine and in every run, for tables that are stored.
///
/// Bytes are folded in by FNV-1a's multiply (<http://www.isthe.com/chongo/tech/comp/fnv/>), and the result is
/// spread by the finaliser of SplitMix64, as FNV's low bits alone are weak. Not for secrets.
package struct StableHash: Hashable, Sendable {
  @usableFromInline var state: UInt64

  /// - Parameter kind: keeps hashes of different kinds of thing apart.
  @inlinable @inline(__always)
  package init(kind: UInt8) { state = (0xCBF2_9CE4_8422_2325 ^ UInt64(kind)) &* 0x100_0000_01B3 }

  @inlinable @inline(__always)
  package mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

  @inlinable @inline(__always)
  package mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes { add(byte) }
  }

  @inlinable @inline(__always)
  package mutating func add(_ other: UInt64) { state = (state ^ other) &* 0x9E37_79B9_7F4A_7C15 }

  /// The hash of what was added so far.
  @inlinable @inline(__always)
  package var value: UInt64 {
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
