// A target for libFuzzer: any bytes as a document of the kind that the program's name begins with, `html-fuzz` say.
// `Tests/Fuzz/fuzz html` builds and runs it.

import Glibc

private let kind: DocumentKind = {
  let name =
    CommandLine.arguments[0].split(separator: "/").last?.split(separator: "-").first.map(String.init) ?? ""
  guard let kind = DocumentKind(rawValue: name) else { fatalError("\(name) is no kind of document") }
  return kind
}()

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDocument(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let result = DocumentKind.result(of: bytes, as: kind, textLimit: 1 << 20)
  // What a child says must be what its parent believes.
  let reply = WireFormat.Reply(isSandboxed: true, result: result)
  precondition(WireFormat.Reply(reply.bytes) == reply, "the parent would not take this answer")
  return 0
}
