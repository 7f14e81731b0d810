import Testing

@testable import Documents

@Suite struct HTMLTests {
  @Test func outlookMailIsReadAsItIsSeen() throws {
    let document = try HTMLDocument.read(fixture("outlook.html"), textLimit: 1 << 20)
    #expect(
      document.outline == [
        "p: Hej!", "p: Här kommer anteckningarna från besöket, se även sidan.",
        "li1: - Bygglovet tog elva veckor",
        "li2: - Ingen ringde", "li1: 1. Bjud in till möte", "p: Vänligen\nAnna",
        """
        p: Från: Erik L <erik.l@uppsala.example>
        Skickat: den 12 mars 2025 09:12
        Till: Anna K <anna.k@uppsala.example>
        Ämne: Frukostmöte
        """,
        "p: E-tjänsten är svår.", "tr: Fråga\tSvar", "tr: Taxa\tRimlig",
      ])
  }

  @Test func blocksArePartedAsThePromiseSays() throws {
    let document = try html(
      "<h1>Rubrik</h1><p>Ett<p>Två<ul><li>a<li>b</ul><table><tr><td>1<td>2<tr><td>3<td>4</table>Slut")
    #expect(document.text == "Rubrik\n\nEtt\n\nTvå\n\n- a\n- b\n\n1\t2\n3\t4\n\nSlut")
    #expect(
      document.outline == [
        "h1: Rubrik", "p: Ett", "p: Två", "li1: - a", "li1: - b", "tr: 1\t2", "tr: 3\t4", "p: Slut",
      ])
  }

  @Test func divsAreLinesAndEmptyOnesPartParagraphs() throws {
    #expect(
      try html("<div>ett</div><div>två<br></div><div><br></div><div>tre</div>").text == "ett\ntvå\n\ntre")
    #expect(try html("<div>ett</div><div>&nbsp;</div><div>två</div>").text == "ett\n\ntvå")
    #expect(try html("ett<br>två<br><br>tre").text == "ett\ntvå\n\ntre")
  }

  @Test(arguments: [
    "<p style='display:none'>dold</p>", "<p style=\"mso-hide:all\">dold</p>",
    "<span style='font-size:0px'>dold</span>",
    "<div style='max-height: 0; overflow:hidden'>dold</div>", "<p hidden>dold</p>", "<script>dold</script>",
    "<style>dold</style>", "<title>dold</title>", "<!-- dold -->", "<!--[if mso]><p>dold</p><![endif]-->",
    "<template><p>dold</p></template>", "<img alt='dold' width=1 height=1>", "<textarea>dold</textarea>",
    "<div style='visibility: HIDDEN'><p>dold</div>", "<p style='color:#fff'>dold</p>",
    "<div style='background:#f6f6f6'><font color=#F6F6F6>dold</font></div>",
    "<div style='height:0;overflow:hidden'>dold</div>", "<span style='font-size:1px'>dold</span>",
    "<div style='position:absolute;left:-9999px'>dold</div>", "<div style='color:transparent'>dold</div>",
    "<style>.pre, td{color:red} /* x */ span.pre{display:none!important}</style><span class='a pre'>dold</span>",
    "<style>#dold{mso-hide:all}</style><div id=dold>dold</div>",
  ])
  func whatNobodySeesIsNoText(_ hidden: String) throws {
    #expect(try html("<p>före</p>\(hidden)<p>efter</p>").text == "före\n\nefter")
  }

  @Test func textInsideZeroSizedWrappersIsSeenWhereItHasASizeAgain() throws {
    #expect(
      try html("<table style='font-size:0'><tr><td>x<div style='font-size:14px'>syns</div></table>").text
        == "syns")
  }

  @Test func whiteOnADarkGroundIsSeen() throws {
    #expect(try html("<td bgcolor=#003366><span style='color:white'>syns</span></td>").text == "syns")
    #expect(
      try html("<div style='background:url(x.png)'><b style='color:#fff'>syns</b></div>").text == "syns")
    #expect(
      try html("<style>td.h{background:#036}</style><td class='a h'><b style='color:#fff'>syns</b>").text
        == "syns")
    #expect(try html("<style>th{background:navy}</style><th><b style='color:#fff'>syns</b>").text == "syns")
    #expect(try html("<td background=x.png><b style='color:#fff'>syns</b>").text == "syns")
    // A cell that is cut off where it is too long, and yet is seen.
    #expect(
      try html("<td style='max-width:0;overflow:hidden;text-overflow:ellipsis'>syns</td>").text == "syns")
    // Written on a telephone with a dark screen.
    #expect(try html("<div style='color:rgb(255,255,255)'>Mötet gick bra.</div>").text == "Mötet gick bra.")
  }

  @Test func whatIsHiddenOnTelephonesAloneIsSeen() throws {
    let sheet = "<style>@media (max-width:600px){.m{display:none}} .n{color:red}</style>"
    #expect(try html("\(sheet)<p class=m>syns<p class=n>också").text == "syns\n\nockså")
  }

  @Test func itemsOfWordWithoutTheirStyleAreItems() throws {
    let item = "<p class=MsoListParagraph style='margin-left:72.0pt;text-indent:-18.0pt'>"
    #expect(
      try html("\(item)<span>o<span>&nbsp;&nbsp;&nbsp; </span></span>Ingen ringde</p>").outline == [
        "li2: - Ingen ringde"
      ])
    #expect(
      try html("<p class=MsoListParagraphCxSpFirst>1.&nbsp;&nbsp; Bjud in</p>").outline == ["li1: 1. Bjud in"]
    )
    #expect(try html("<p class=MsoNormal>o andra ord</p>").outline == ["p: o andra ord"])
  }

  @Test func whatConditionalCommentsRevealIsText() throws {
    #expect(try html("<![if !mso]>syns<![endif]>").text == "syns")
  }

  @Test func layoutTablesAreNotRows() throws {
    let layout = """
      <table><tr><td><table><tr><td><p>Hej Anna!</p><p>Mötet gick bra.</p></td></tr></table></td>
      <td><h2>Nyheter</h2></td></tr></table>
      """
    #expect(try html(layout).outline == ["p: Hej Anna!", "p: Mötet gick bra.", "h2: Nyheter"])
    let long = String(repeating: "En lång brödtext i en spalt. ", count: 20)
    #expect(
      try html("<table><tr><td>logotyp<td>\(long)</table>").blocks.map(\.kind) == [.paragraph, .paragraph])
  }

  @Test func emptyCellsKeepTheirPlace() throws {
    #expect(try html("<table><tr><td>a<td><td>c<tr><td>b<td>x<td></table>").text == "a\t\tc\nb\tx")
  }

  @Test func quotesAreMarkedWithAllTheirBlocks() throws {
    let document = try html("Svar<blockquote><p>Fråga</p><ul><li>punkt</ul></blockquote>Mer")
    #expect(document.outline == ["p: Svar", "quote: Fråga", "quote: - punkt", "p: Mer"])
  }

  @Test func theDepthOfQuotesIsKnownAndIndentingIsNone() throws {
    let document = try html(
      "<blockquote type=cite>ett<blockquote class=gmail_quote style='border:none;border-left:1px solid'>två</blockquote></blockquote>"
    )
    #expect(document.outline == ["quote: ett", "quote2: två"])
    #expect(
      try html("<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>indraget</blockquote>").outline
        == [
          "p: indraget"
        ])
  }

  @Test func listsCountAndNest() throws {
    let document = try html("<ol start=3><li>c<li value=7>g<ol><li>inre</ol><li>h</ol>")
    #expect(document.outline == ["li1: 3. c", "li1: 7. g", "li2: 1. inre", "li1: 8. h"])
  }

  @Test func bulletsTypedByHandAreItems() throws {
    #expect(
      try html("<p>Önskemål:<br>• ett<br>• två</p>").outline == ["p: Önskemål:", "li1: - ett", "li1: - två"])
    #expect(try html("<p>·&nbsp;&nbsp; ett</p>").outline == ["li1: - ett"])
    #expect(try html("<p>– Vi är nöjda.</p>").outline == ["p: – Vi är nöjda."])
  }

  @Test func referencesAndSpacesAreRead() throws {
    #expect(
      try html("a&amp;b &aring;&#228;&#xF6; &#150; &lt;p&gt; &bogus; 5 & 6 x&nbsp;&nbsp;y \n z").text
        == "a&b åäö – <p> &bogus; 5 & 6 x y z")
    #expect(try html("A\u{30A}ngstro\u{308}m mo\u{AD}te \u{200B}o\u{FB03}ce").text == "Ångström mote office")
  }

  @Test func preformattedTextKeepsItsLines() throws {
    #expect(try html("<pre>a  b\n  c</pre>").text == "a  b\n  c")
  }

  @Test func aCharsetIsFoundWhereverItIsSaid() throws {
    func windows(_ meta: String) throws -> String {
      try HTMLDocument.read(
        Array("<html><head>\(meta)</head><p>M".utf8) + [0xF6] + Array("te".utf8), textLimit: 100
      ).text
    }
    #expect(try windows("<meta charset=windows-1252>") == "Möte")
    #expect(try windows("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>") == "Möte")
    #expect(try windows("") == "Möte")
    // A mail program has decoded the part and left the old declaration in it.
    #expect(try html("<meta charset=iso-8859-1><p>Möte").text == "Möte")
  }

  @Test func tagSoupIsReadLikeABrowserDoes() throws {
    #expect(try html("<p>ett<b>två</p>tre</b></i></td><p>fyra").text == "etttvå\n\ntre\n\nfyra")
    #expect(try html("a < b och c <d").text == "a < b och c")
    #expect(try html("<td>cell utan tabell<li>punkt").text == "cell utan tabell\n\n- punkt")
    #expect(throws: DocumentError.noText) { try html("<html><body>&nbsp;<p></body>") }
  }

  @Test func whatExceedsTheLimitIsCutWithAWarning() throws {
    let document = try html(String(repeating: "<p>åäö åäö", count: 100), limit: 50)
    #expect(document.warnings == [.cutShort])
    #expect(document.text.utf8.count <= 50)
    #expect(document.text.hasPrefix("åäö åäö\n\nåäö") && !document.text.unicodeScalars.contains("\u{FFFD}"))
  }

  @Test(.timeLimit(.minutes(1))) func timeGrowsWithTheBytesAlone() throws {
    // Depth with end tags, depth with end tags that match nothing, tables in tables, quotes that never end, references.
    let deep =
      String(repeating: "<div>", count: 100_000) + "inne" + String(repeating: "</div>", count: 100_000)
    #expect(try html(deep).text == "inne")
    let mismatched =
      String(repeating: "<b>", count: 100_000) + "inne" + String(repeating: "</i></p></li>", count: 100_000)
    #expect(try html(mismatched).text == "inne")
    #expect(try html(String(repeating: "<table><tr><td>", count: 50_000) + "inne").text == "inne")
    #expect(try html("före" + String(repeating: "<a href=\"<a href='", count: 50_000)).text == "före")
    #expect(try html("före" + String(repeating: "<!-- x --", count: 100_000)).text == "före")
    _ = try html(String(repeating: "&aaaaaaa", count: 100_000), limit: 20 << 20)
    _ = try html(String(repeating: "<ul><li>x", count: 100_000), limit: 20 << 20)
    _ = try html(String(repeating: "<style>x</styl>", count: 100_000) + "</style>x")
  }
}
