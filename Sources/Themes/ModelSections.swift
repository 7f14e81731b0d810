/// The sections of a model file, found and checked.
struct ModelSections {
  private let memory: UnsafeRawBufferPointer
  private var ranges: [ModelFormat.Section: Range<Int>] = [:]

  init(_ memory: UnsafeRawBufferPointer) throws(ModelError) {
    self.memory = memory
    guard memory.count >= ModelFormat.headerLength, memory.prefix(8).elementsEqual(ModelFormat.magic) else {
      throw ModelError(description: "this is no model of lyssnad: it does not begin with LYSSNADM")
    }
    func number(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: memory.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    let format = UInt32(truncatingIfNeeded: number(8))
    guard format == ModelFormat.version else {
      throw ModelError(
        description:
          "the model has format \(format), this program reads format \(ModelFormat.version); train it again")
    }
    let count = Int(number(8) >> 32)
    guard number(16) == UInt64(memory.count) else {
      throw ModelError(
        description: "the model should have \(number(16)) bytes and has \(memory.count); copy it again")
    }
    let end = ModelFormat.headerLength + count * ModelFormat.entryLength
    guard count <= 64, end <= memory.count else {
      throw ModelError(description: "the model's table of sections is damaged; copy it again")
    }
    let body = UnsafeRawBufferPointer(rebasing: memory[ModelFormat.headerLength...])
    guard ModelFormat.checksum(body) == number(24) else {
      throw ModelError(description: "the model is damaged: its checksum differs; copy it again")
    }
    for index in 0..<count {
      let entry = ModelFormat.headerLength + index * ModelFormat.entryLength
      guard let section = ModelFormat.Section(rawValue: number(entry)) else { continue }
      let (offset, length) = (number(entry + 8), number(entry + 16))
      guard offset % 8 == 0, offset <= UInt64(memory.count), length <= UInt64(memory.count) - offset else {
        throw ModelError(description: "the model's section \(section) lies outside the file; copy it again")
      }
      ranges[section] = Int(offset)..<Int(offset + length)
    }
    for section in ModelFormat.Section.allCases where ranges[section] == nil {
      throw ModelError(description: "the model lacks its section \(section); train it again")
    }
  }

  subscript(section: ModelFormat.Section) -> UnsafeRawBufferPointer {
    guard let range = ranges[section] else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(rebasing: memory[range])
  }

  /// A section as numbers of one width, where it lies.
  func values<Number: FixedWidthInteger>(of section: ModelFormat.Section) throws(ModelError)
    -> UnsafeBufferPointer<Number>
  {
    let bytes = self[section]
    let width = MemoryLayout<Number>.size
    guard bytes.count % width == 0 else {
      throw ModelError(description: "the model's section \(section) has a broken length; train it again")
    }
    guard let base = bytes.baseAddress else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: base.assumingMemoryBound(to: Number.self), count: bytes.count / width)
  }

  /// A section of exactly `count` signed numbers of 8 bytes.
  func integers(of section: ModelFormat.Section, count: Int) throws(ModelError) -> [Int] {
    let numbers: UnsafeBufferPointer<Int64> = try values(of: section)
    guard numbers.count == count else {
      throw ModelError(
        description: "the model's section \(section) has \(numbers.count) numbers, not \(count)")
    }
    return numbers.map { Int(Int64(littleEndian: $0)) }
  }
}
