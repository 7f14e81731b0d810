import Foundation
import Glibc
import Testing

@testable import Documents

@Suite(.timeLimit(.minutes(2))) struct ExtractorTests {
  private func extractor(
    misbehaving: Bool = false, seconds: Int = 30, memory: Int = 512 << 20, documents: Int = 64,
    children: Int = 1
  ) throws -> Extractor {
    var limits = Extractor.Limits()
    limits.seconds = seconds
    limits.memory = memory
    limits.documents = documents
    return Extractor(
      executable: try documentChild(), arguments: misbehaving ? ["misbehaving"] : [], limits: limits,
      children: children)
  }

  private func failure(of extractor: Extractor, _ content: String) async -> DocumentError? {
    do throws(DocumentError) {
      _ = try await extractor.read(Array(content.utf8), as: .html)
      return nil
    } catch {
      return error
    }
  }

  private let note = Array("<p>Nästa anteckning".utf8)

  // MARK: What children read

  @Test(arguments: [
    ("motesanteckning.docx", DocumentKind.docx), ("motesanteckning.odt", .odt), ("outlook.html", .html),
    ("word.rtf", .rtf), ("synpunkter.xlsx", .xlsx), ("frukostmote.pptx", .pptx), ("synpunkter.ods", .ods),
  ])
  func aChildReadsTheSameAsThisProcess(file: String, kind: DocumentKind) async throws {
    let extractor = try extractor()
    let bytes = try fixture(file)
    let document = try await extractor.read(bytes, as: kind)
    #expect(try document == DocumentKind.result(of: bytes, as: kind, textLimit: 20 << 20).get())
    #expect(extractor.sandbox != .unknown)
  }

  @Test func largeDocumentsPassThrough() async throws {
    let extractor = try extractor()
    let paragraph = "<p>Ett stycke om handläggningstider och bygglov, med åäö.</p>\n"
    let bytes = Array(String(repeating: paragraph, count: (20 << 20) / paragraph.utf8.count).utf8)
    let document = try await extractor.read(bytes, as: .html)
    #expect(document.blocks.count == (20 << 20) / paragraph.utf8.count)
    #expect(document.warnings.isEmpty)
  }

  @Test func errorsComeAcrossAndTheNextIsRead() async throws {
    let extractor = try extractor()
    await #expect(throws: DocumentError.encrypted) {
      try await extractor.read(fixture("krypterad.docx"), as: .docx)
    }
    await #expect(throws: DocumentError.encrypted) {
      try await extractor.read(fixture("krypterad.pdf"), as: .pdf)
    }
    await #expect(throws: DocumentError.noText) { try await extractor.read([], as: .html) }
    await #expect { try await extractor.read(Array("%PDF-1.7 sen inget".utf8), as: .pdf) } throws: {
      $0.isMalformed
    }
    #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
  }

  @Test func bombsEndWithinTheLimits() async throws {
    let extractor = try extractor(memory: 256 << 20)
    let spaces = [UInt8](repeating: 0x20, count: 200 << 20)
    let bomb = try zip([("word/document.xml", spaces)])
    await #expect(throws: DocumentError.bomb) { try await extractor.read(bomb, as: .docx) }
    #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
  }

  /// Small documents that would take long end by their processor time, whatever the clock says.
  @Test func aBombOfAPDFEndsByItsProcessorTime() async throws {
    let extractor = try extractor(seconds: 120)
    await #expect(throws: DocumentError.failed("Reading it took more than 4 seconds of processor time.")) {
      try await extractor.read(fixture("bomb.pdf"), as: .pdf)
    }
    #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
  }

  @Test func manyAtATimeAreAllAnswered() async throws {
    let extractor = try extractor(documents: 5, children: 2)
    let pdf = try fixture("utskrift.pdf")
    try await withThrowingTaskGroup(of: (text: String, part: String).self) { group in
      for number in 0..<60 {
        group.addTask {
          if number % 12 == 0 { return (try await extractor.read(pdf, as: .pdf).text, "Handläggningstider") }
          return (
            try await extractor.read(Array("<p>Nr \(number) av 60".utf8), as: .html).text, "Nr \(number) av"
          )
        }
      }
      for try await (text, part) in group { #expect(text.contains(part)) }
    }
  }

  // MARK: Children that misbehave

  @Test(arguments: ["sleep", "spin"]) func aChildThatHangsIsKilledAndTheNextIsRead(_ behaviour: String)
    async throws
  {
    let extractor = try extractor(misbehaving: true, seconds: 1)
    let error = await failure(of: extractor, "!\(behaviour)")
    #expect(error == .failed("Reading it took longer than 1 seconds."))
    #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
  }

  @Test func aChildThatEatsMemoryMeetsItsLimit() async throws {
    let extractor = try extractor(misbehaving: true, memory: 64 << 20)
    let error = await failure(of: extractor, "!eat")
    #expect(
      error
        == .failed("The child that read it died of signal 6; often that is its memory limit of 64 MB."))
    #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
  }

  @Test(arguments: ["die", "leave", "babble", "boast"])
  func aChildThatDiesOrTalksNonsenseFailsItsDocumentAlone(_ behaviour: String) async throws {
    let extractor = try extractor(misbehaving: true)
    #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
    let error = await failure(of: extractor, "!\(behaviour)")
    #expect(error?.isFailure == true)
    #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
  }

  @Test func aChildHoldsNothingAndMayDoNothing() async throws {
    let extractor = try extractor(misbehaving: true)
    // Where the kernel has no filter the limits and the empty surroundings remain.
    let possible = try await extractor.read(Array("!trespass".utf8), as: .html).text.split(separator: "\n")
    if extractor.sandbox == .full {
      #expect(possible == [])
    } else {
      #expect(!possible.contains("holds another descriptor") && !possible.contains("has an environment"))
    }
  }

  @Test(arguments: ["connect", "spawn", "signal", "listen"])
  func whoeverReachesOutIsKilled(_ behaviour: String) async throws {
    let extractor = try extractor(misbehaving: true)
    // The first document says whether the kernel has a filter.
    #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
    let isFiltered = extractor.sandbox == .full
    let error = await failure(of: extractor, "!\(behaviour)")
    #expect(error?.isFailure == true)
    if isFiltered {
      #expect(
        error
          == .failed(
            "The child that read it reached for what no reader needs, and was killed: the document may be an attack."
          ))
    }
    #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
  }

  @Test func cancellingKillsTheChild() async throws {
    // Its own time would be longer than the test's.
    let extractor = try extractor(misbehaving: true, seconds: 600)
    let task = Task { await failure(of: extractor, "!sleep") }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    #expect(await task.value == .failed("The reading was cancelled."))
    #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
  }

  @Test func aMissingProgramIsOneClearSentence() async throws {
    let extractor = Extractor(executable: "/nonexistent/lyssnad", arguments: [])
    await #expect(
      throws: DocumentError.failed(
        "The child /nonexistent/lyssnad cannot be started: No such file or directory.")
    ) { try await extractor.read(note, as: .html) }
    #expect(try await extractor.read(Array("text".utf8), as: .text).text == "text")
  }

  @Test func afterShutdownNothingIsRead() async throws {
    let extractor = try extractor(misbehaving: true)
    let task = Task { await failure(of: extractor, "!sleep") }
    try await Task.sleep(for: .milliseconds(100))
    await extractor.shutdown()
    #expect(await task.value?.isFailure == true)
    #expect(await failure(of: extractor, "text")?.isFailure == true)
    await extractor.shutdown()
  }

  /// The template that children are forked from can be killed like any process, and so can an idle child.
  @Test func whoeverIsKilledIsReplaced() async throws {
    let extractor = try extractor()
    let pdf = try fixture("utskrift.pdf")
    for _ in 0..<2 {
      #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
      #expect(try await extractor.read(pdf, as: .pdf).text.contains("Handläggningstider"))
      let children = try documentChildren()
      #expect(!children.isEmpty)
      for child in children { kill(child, SIGKILL) }
    }
    #expect(try await extractor.read(note, as: .html).text == "Nästa anteckning")
    await extractor.shutdown()
  }

  /// A PDF has a child of its own, and the one that waits for other documents need not be forked anew after it.
  @Test func theChildThatWaitsStaysBesideAPDFs() async throws {
    // Those of other tests are on their way out.
    let deadline = ContinuousClock.now + .seconds(30)
    while try !documentChildren().isEmpty, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(20))
    }
    let extractor = try extractor(documents: 64)
    _ = try await extractor.read(note, as: .html)
    let children = try documentChildren()
    // The template, and one that has read.
    #expect(children.count == 2)
    for _ in 0..<3 { _ = try await extractor.read(fixture("utskrift.pdf"), as: .pdf) }
    _ = try await extractor.read(note, as: .html)
    #expect(try Set(documentChildren()) == Set(children))
    await extractor.shutdown()
  }

  /// The processes of ``documentChild()`` that are children of ours.
  private func documentChildren() throws -> [pid_t] {
    let program = try URL(fileURLWithPath: documentChild()).resolvingSymlinksInPath().path
    return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").flatMap { task in
      // A thread that has ended meanwhile has no children.
      let list = (try? String(contentsOfFile: "/proc/self/task/\(task)/children", encoding: .utf8)) ?? ""
      return list.split(separator: " ").compactMap { pid_t($0) }
    }.filter { (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\($0)/exe")) == program }
  }

  /// In a process of its own, with `/proc/self/exe` for its children as in the product.
  @Test func fiveHundredDocumentsAndFiftyDeathsLeaveNothingBehind() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try documentChild())
    process.arguments = ["soak"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(output == "read 450 failed 50\ndescriptors 0\nzombies 0 children 0\n")
  }
}
