/// Which names say that a file is not to be taken, or not yet.
enum NameRules {
  /// Endings that programs give to what they are still writing, in lower case.
  private static let unfinished = [".part", ".partial", ".filepart", ".tmp", ".crdownload", ".download", "~"]

  /// Hidden files, and those that bear the name of something unfinished: left until they get another.
  static func isLeft(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    if name.first == UInt8(ascii: ".") { return true }
    // An office program's note that somebody has the file open.
    if name.starts(with: "~$".utf8) { return true }
    return unfinished.contains { name.hasEnding($0) }
  }
}
