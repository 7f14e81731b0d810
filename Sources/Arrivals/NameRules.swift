/// Which names say that a file is not to be taken, or not yet.
enum NameRules {
  /// Endings that programs give to what they are still writing, in lower case.
  private static let unfinished = [".part", ".partial", ".filepart", ".tmp", ".crdownload", ".download", "~"]
    .map { Array($0.utf8) }
  /// The last letters of these: most names are told by theirs.
  private static let lastLetters = Set(unfinished.compactMap(\.last))

  /// Hidden files, and those that bear the name of something unfinished: left until they get another.
  static func isLeft(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = name.first, let last = name.last else { return true }
    if first == UInt8(ascii: ".") { return true }
    // An office program's note that somebody has the file open.
    if first == UInt8(ascii: "~"), name.count > 1, name[1] == UInt8(ascii: "$") { return true }
    return lastLetters.contains(last.asciiLowercased) && unfinished.contains { name.hasEnding($0) }
  }
}
