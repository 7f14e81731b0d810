import Feedback
import Foundation

/// An entry made ready to be written: compressed, digested and put into columns in the caller's task, so that
/// the write lock is held for nothing but writing.
struct PreparedEntry: Sendable {
  var entry: Entry
  /// Read from a record: its outcome stands as it is written there.
  var isImported: Bool
  var sha256: Digest?
  var original: Packed?
  var parts: [(part: String, text: Packed)]
  var warnings: String
  var attachments: String
  /// The segments of each note.
  var segments: [String]
  /// Why it cannot be held, where that is known without asking the database.
  var refusal: Refusal?

  init(_ entry: Entry, _ packer: Packer) {
    var entry = entry
    isImported = entry.key.rawValue == "import:\(entry.id)"
    sha256 = entry.sha256
    if case .quarantined(let reason) = entry.outcome, reason.keepsNoBytes { entry.original = nil }
    if let bytes = entry.original {
      let digest = entry.digestOfOriginal ?? Digest(of: bytes)
      if let sha256, sha256 != digest { refusal = Refusal(description: "its bytes do not have its SHA-256") }
      sha256 = digest
      original = packer.pack(bytes)
    }
    switch entry.outcome {
    case .stored:
      if entry.notes.isEmpty { refusal = Refusal(description: "it is stored without a note") }
    case .duplicate:
      // A duplicate comes to light in a commit; from outside it comes only in a record.
      if entry.notes.isEmpty { refusal = Refusal(description: "it is a duplicate without a note") }
    case .ignored, .quarantined: entry.notes = []
    }
    parts = entry.parts.map { ($0.part, packer.pack($0.text.column)) }
    warnings = Self.column(entry.warnings)
    attachments = Self.column(entry.attachments)
    segments = entry.notes.map { Self.column($0.segments) }
    // Packed now; what remains is small.
    entry.original = nil
    entry.parts = []
    self.entry = entry
  }

  /// What is kept of an entry that cannot be held: that it came, and why it is set aside.
  /// - Parameter sparely: without its bytes, headers and names, for when these are what cannot be held.
  func refused(for reason: String, sparely: Bool) -> PreparedEntry {
    var refused = self
    refused.entry.outcome = .quarantined(.storeRefused)
    refused.entry.notes = []
    refused.entry.size = max(0, entry.size)
    refused.entry.attachments = []
    refused.entry.warnings = [
      ReadingWarning(code: "store_refused", part: nil, detail: "Meddelandet kunde inte lagras: \(reason)")
    ]
    refused.attachments = Self.column(refused.entry.attachments)
    refused.warnings = Self.column(refused.entry.warnings)
    refused.segments = []
    refused.parts = []
    refused.refusal = nil
    if sparely {
      refused.original = nil
      refused.entry.path = nil
      refused.entry.messageID = nil
      refused.entry.headers = nil
    }
    return refused
  }
}

// What is read whole stands in one JSON column; see ``Schema``.
extension PreparedEntry {
  static func column(_ warnings: [ReadingWarning]) -> String {
    JSON.array(warnings.map { .array([.string($0.code), .text($0.part), .string($0.detail)]) }).line.column
  }

  static func column(_ attachments: [Attachment]) -> String {
    JSON.array(
      attachments.map {
        .array([.text($0.name), .string($0.type), .string($0.outcome.rawValue), .int($0.characters)])
      }
    ).line.column
  }

  static func column(_ segments: [Segment]) -> String {
    JSON.array(
      segments.map {
        .array([
          .string($0.kind.rawValue), .string($0.part), .int($0.range.lowerBound), .int($0.range.upperBound),
        ])
      }
    ).line.column
  }
}
