extension MailMessage {
  /// Reads a message (RFC 5322; RFC 2045 to 2049), and what mail programs send in their stead.
  ///
  /// What is broken but readable is read, and told in ``defects``. The work and the memory are bounded by the size of
  /// the message and the limits, whatever the bytes. The same bytes give the same message. Thread-safe.
  ///
  /// - Parameters:
  ///   - bytes: the message with any line ends, or an mbox's message with its From_ line.
  ///   - limits: hold for the message and all messages within it together.
  /// - Throws: `tooDeep`, `tooManyParts` or `tooManyHeaders` for what is beyond the limits; `malformed` for bytes that
  ///   are empty or no message.
  package static func parse(_ bytes: [UInt8], limits: MailLimits = MailLimits()) throws(MailError)
    -> MailMessage
  {
    var reader = MessageReader(limits: limits)
    return try reader.message(bytes[...])
  }

  /// A message of its header and of what its body was read to be.
  init(_ header: HeaderBlock, _ contents: MessageReader.Contents, limits: MailLimits) {
    var defects = contents.defects
    for field in header.fields where field.isCut { defects.append(.cutField(field.name)) }

    func mailboxes(_ name: String) -> [Mailbox] {
      header.fields.filter { $0.isNamed(name) }.flatMap { field in
        let list = AddressList(field.value, limit: limits.addresses)
        if list.isCut { defects.append(.cutAddresses(field.name)) }
        return list.mailboxes
      }
    }
    let (from, to, cc) = (mailboxes("from"), mailboxes("to"), mailboxes("cc"))
    let date = header.first("date")?.date
    if date == nil { defects.append(.noDate) }

    self.init(
      fields: header.fields.map { Field(name: $0.name, value: $0.text) },
      from: from,
      fromFieldCount: header.fields.count { $0.isNamed("from") },
      to: to,
      cc: cc,
      subject: header.first("subject")?.text,
      messageID: header.first("message-id").flatMap {
        $0.value.isEmpty ? nil : String(decoding: $0.value, as: UTF8.self)
      },
      date: date,
      received: header.first("received")?.timeOfReceipt,
      parts: contents.parts,
      isEncrypted: contents.isEncrypted,
      isSigned: contents.isSigned,
      defects: defects)
  }
}
