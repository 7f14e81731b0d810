// A target for libFuzzer: any bytes as a message. `Tests/Fuzz/fuzz mime` builds and runs it.

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzMail(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  var limits = MailLimits()
  limits.addresses = 50
  guard let message = try? MailMessage.parse(input, limits: limits) else { return 0 }
  check(message, limits: limits)
  return 0
}

/// What holds for every message that was read.
private func check(_ message: MailMessage, limits: MailLimits) {
  precondition(message.parts.count <= limits.parts && message.fields.count <= limits.headers)
  precondition(Set(message.parts.map(\.number)).count == message.parts.count, "two parts have one number")
  precondition(message.to.count <= limits.addresses * max(1, message.fields.count))
  _ = message.automaticKind
  _ = message.isAuthenticated(by: .exchangeOnline)
  _ = message.isAuthenticated(by: .server(authservID: "mx.uppsala.example"))
  for field in message.fields {
    precondition(!field.value.utf8.contains { $0 < 0x20 }, "a control in a field")
  }
  for part in message.parts {
    _ = part.isEncrypted
    switch part.content {
    case .text(let text):
      precondition(!text.utf8.contains { $0 == 0 || $0 == 0x0D }, "a control in a text")
      _ = VisibleText.letterCount(of: text, isHTML: part.type == "text/html")
      _ = VisibleText.words(of: text, isHTML: part.type == "text/html", limit: 4096)
      _ = CalendarText.readable(text)
    case .bytes: break
    case .message(let inner): check(inner, limits: limits)
    }
  }
}
