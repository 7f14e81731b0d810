/// What the control words of RTF mean for the text of a document.
enum RTFWord {
  enum Meaning {
    /// A destination: what its group holds.
    case nothing, fonts, styles, marker, content, aside(DocumentAsides.Place)
    case character(UInt32)
    case tab, line, paragraph, cell, row, nestedCell, nestedRow
    /// The rest have a number.
    case hidden, deleted, resetCharacters, resetParagraph
    case unicode, unicodeSkip, font, codePage, macintosh
    case style, basedOn, outlineLevel, list, listLevel, isInTable, tableDepth, leftIndent, firstIndent
  }

  /// Nil for a word without meaning for the text; where it stands behind `\*`, its group is passed over.
  static func meaning(_ word: String) -> Meaning? { meanings[word] }

  private static let meanings: [String: Meaning] = {
    var meanings: [String: Meaning] = [
      "fonttbl": .fonts, "stylesheet": .styles, "listtext": .marker, "pntext": .marker,
      "footnote": .aside(.note), "annotation": .aside(.annotation), "shptxt": .aside(.box),
      "dptxbxtext": .aside(.box), "tab": .tab, "nestcell": .nestedCell, "nestrow": .nestedRow, "line": .line,
      "lbr": .line, "par": .paragraph, "sect": .paragraph, "page": .paragraph, "column": .paragraph,
      "cell": .cell,
      "row": .row, "v": .hidden, "deleted": .deleted, "plain": .resetCharacters, "pard": .resetParagraph,
      "u": .unicode, "uc": .unicodeSkip, "f": .font, "ansicpg": .codePage, "mac": .macintosh, "s": .style,
      "sbasedon": .basedOn, "outlinelevel": .outlineLevel, "ls": .list, "ilvl": .listLevel,
      "intbl": .isInTable,
      "itap": .tableDepth, "li": .leftIndent, "lin": .leftIndent, "fi": .firstIndent,
      "emdash": .character(0x2014), "endash": .character(0x2013),
      "bullet": .character(0x2022), "lquote": .character(0x2018), "rquote": .character(0x2019),
      "ldblquote": .character(0x201C), "rdblquote": .character(0x201D), "emspace": .character(0x2003),
      "enspace": .character(0x2002), "qmspace": .character(0x2005),
    ]
    for word in ["header", "footer"] {
      for side in ["", "l", "r", "f"] { meanings[word + side] = .aside(.pageFurniture) }
    }
    // Groups that stand behind `\*` and hold text all the same.
    for word in ["nesttableprops", "shpinst", "do", "fldrslt", "result"] { meanings[word] = .content }
    // What is written twice is read once: the newer way of saying it. Pictures, codes of fields, entries of indexes.
    for word in [
      "colortbl", "info", "pict", "fldinst", "xe", "tc", "tcn", "sp", "shprslt", "nonshppict", "nonesttables",
      "upr",
    ] { meanings[word] = .nothing }
    return meanings
  }()
}
