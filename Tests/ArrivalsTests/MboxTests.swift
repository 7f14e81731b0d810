import Foundation
import Testing

@testable import Arrivals

/// Finding messages in an mbox (RFC 4155).
struct MboxTests {
  private static let separator = "From anna@kommun.example Wed Mar 12 08:02:11 2025\n"

  /// The messages' bytes as found, the file given in chunks of that size.
  private func split(_ text: String, chunk: Int) -> [String] {
    let bytes = Array(text.utf8)
    var splitter = MboxSplitter()
    var messages: [MboxMessage] = []
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      bytes[start..<min(start + chunk, bytes.count)].withUnsafeBufferPointer {
        splitter.feed($0, into: &messages)
      }
    }
    splitter.finish(into: &messages)
    return messages.map {
      String(decoding: bytes[Int($0.content.lowerBound)..<Int($0.content.upperBound)], as: UTF8.self)
    }
  }

  @Test(arguments: [1, 2, 3, 7, 50, 51, 4096])
  func findsTheSameMessagesHoweverTheChunksFall(chunk: Int) {
    let first = "Subject: ett\n\nHej\n\nFrom here it is a long way.\n>From sig\n"
    let second = "Subject: två\r\n\r\nRad\r\n"
    let third = "Subject: tre\n\nslut"
    let file = Self.separator + first + "\n" + Self.separator + second + "\r\n" + Self.separator + third
    #expect(split(file, chunk: chunk) == [first, second, third])
  }

  @Test func separatesOnlyAfterAnEmptyLineAndWithATime() {
    let body =
      "\n\nFrom anna\n\nFrom the 12th of March, 08:02\n\nFrom Monday to Wed at noon\nFrom a@x.example Wed Mar 12 08:02:11 2025\n"
    #expect(split(Self.separator + "Subject: a" + body, chunk: 64) == ["Subject: a" + body])
  }

  @Test(arguments: [
    "From - Mon Jan 06 09:00:00 2025", "From 1790211@xxx Mon Jan 06 09:00:00 +0000 2025",
    "From \"anna k\"@kommun.example Mon Jan  6 9:00 2025", "From MAILER-DAEMON Fri Jul  8 12:08:34 2011\r",
  ])
  func knowsTheSeparatorsThatProgramsWrite(line: String) {
    #expect(MboxSeparator.isSeparator(Array(line.utf8)))
  }

  @Test func endsMessagesThatAreEmpty() {
    #expect(split(Self.separator, chunk: 9) == [""])
    #expect(split(Self.separator + "\n" + Self.separator + "\n", chunk: 9) == ["", ""])
    #expect(split("", chunk: 9) == [])
    #expect(split("no mbox\n\n", chunk: 3) == [])
  }

  @Test func keepsALineOfAnyLengthInBoundedMemory() {
    let long = String(repeating: "x", count: 3_000_000)
    let found = split(Self.separator + long + "\n\n" + Self.separator + "b\n", chunk: 10_000)
    #expect(found.map(\.utf8.count) == [3_000_001, 2])
  }

  @Test(arguments: [
    (
      ">From a\n>>From b\n>From\n> From c\nx >From d\n>>>From e",
      "From a\n>From b\n>From\n> From c\nx >From d\n>>From e"
    ),
    ("", ""), (">", ">"), (">>>", ">>>"), ("a\n>From \n>From ", "a\nFrom \nFrom "),
  ])
  func takesOneMarkFromQuotedLines(quoted: String, plain: String) {
    var bytes = Array(quoted.utf8)
    MboxQuoting.unquote(&bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == plain)
  }
}

/// Telling a file's form.
struct FileFormTests {
  private func form(_ name: String, _ head: String) throws -> FileForm {
    let path = try #require(DropPath(Array(name.utf8)))
    let identity = FileIdentity(
      device: 1, inode: 1, modified: FileTime(seconds: 0, nanoseconds: 0), size: Int64(head.utf8.count))
    let candidate = Candidate(file: FileKey(path: path, identity: identity), isInMaildir: false)
    return FileForm.of(candidate) { Array(head.utf8) }
  }

  @Test func believesTheNameOfAMailAndOfADocument() throws {
    #expect(try form("a.EML", "") == .mail)
    #expect(try form("a.pdf", DropBench.mail()) == .document)
    #expect(try form("box.mbox", "From anna\nSubject: a\n") == .mbox)
    #expect(try form("box.mbox", "") == .document)
    #expect(try form("box.mbx", DropBench.mail()) == .mail)
  }

  @Test func looksIntoOthers() throws {
    #expect(try form("brev", DropBench.mail()) == .mail)
    #expect(try form("brev.txt", DropBench.mail()) == .mail)
    #expect(
      try form("brev", "Received: by mx\n\tfor <b@x.example>\nFrom: Anna\n <anna@x.example>\n\nHej") == .mail)
    #expect(try form("arkiv", "From a@x.example Wed Mar 12 08:02:11 2025\nSubject: a\n\n") == .mbox)
  }

  @Test(arguments: [
    "Datum: 2025-03-12\nPlats: Boländerna\nNärvarande: anna@kommun.example\n\nHej",
    "From: Anna\nSent: den 12 mars 2025\nTo: Erik\nSubject: Möte\n\nHej", "From Monday at 8:00 on\n\nwe met",
    "Möte med From: anna@x.example\nDate: i dag", " \n\n", "\nFrom: anna@x.example\nDate: i dag\n",
    "From: anna@x.example\nhej\nDate: i dag\n",
  ])
  func takesANoteForNoMail(text: String) throws { #expect(try form("anteckning.txt", text) == .document) }
}
