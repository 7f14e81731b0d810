import Documents

/// What the officer is told about an attachment that is not read.
enum UnreadAttachment {
  /// Bytes below which a picture is a logo, not a photo of a note.
  private static let logoSize = 20_000

  /// Whether it is a picture of a signature: small, or set into the text by the mail program.
  static func isLogo(type: String?, isInline: Bool, size: Int) -> Bool {
    type?.hasPrefix("image/") == true && (isInline || size < logoSize)
  }

  /// One sentence on why it is not read, and where there is a way, what to do.
  static func explanation(name: String?, type: String?) -> String {
    let shown = "Bilagan \(name ?? "utan namn")"
    let ending = (name ?? "").split(separator: ".").last.map { $0.lowercased() } ?? ""
    switch ending {
    case "doc", "dot":
      return "\(shown) är i ett äldre Word-format som inte läses. Spara den som .docx och skicka igen."
    case "xls", "xlsb":
      return "\(shown) är i ett Excel-format som inte läses. Spara den som .xlsx och skicka igen."
    case "ppt", "pps":
      return "\(shown) är i ett äldre PowerPoint-format som inte läses. Spara den som .pptx och skicka igen."
    case "pages", "numbers", "key":
      return "\(shown) är i ett Apple-format som inte läses. Spara den som PDF och skicka igen."
    case "zip", "7z", "rar", "gz", "tar":
      return "\(shown) är ett arkiv, som inte packas upp. Skicka filerna i det var för sig."
    case "msg":
      return
        "\(shown) är ett sparat Outlook-meddelande, som inte läses. Vidarebefordra meddelandet i stället."
    case "one": return "\(shown) är en OneNote-fil, som inte läses. Skicka den som PDF."
    default: break
    }
    switch (type ?? "").split(separator: "/").first ?? "" {
    case "image": return "\(shown) är en bild, och text i bilder läses inte."
    case "audio": return "\(shown) är en ljudfil, som inte läses."
    case "video": return "\(shown) är en film, som inte läses."
    default: return "\(shown) är av ett slag som inte läses."
    }
  }

  /// Why a document of a kind that is read was not, for want of text.
  static func explanation(withoutText name: String?, kind: DocumentKind) -> String {
    let shown = "Bilagan \(name ?? "utan namn")"
    return kind == .pdf
      ? "\(shown) innehåller ingen text som kan läsas. Den är troligen inskannad, alltså en bild."
      : "\(shown) innehåller ingen text som kan läsas."
  }
}
