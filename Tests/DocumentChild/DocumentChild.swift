import Documents
import Glibc

/// The child of an extractor, for tests.
///
/// Without arguments it is the same as the product's. With `misbehaving`, a document that begins with `!` tells it
/// what to do instead of being read. With `soak`, `outline FILE...` or `measure FILE...` it is a parent, with itself
/// for children: it reads many documents, shows how files are read, or how long that takes.
@main
struct DocumentChild {
  static func main() async {
    switch CommandLine.arguments.dropFirst().first {
    case "misbehaving": ExtractorChild.main(reading: Misbehaviour.result)
    case "soak": await Soak.run()
    case "outline": await Outline.show(CommandLine.arguments.dropFirst(2))
    case "measure": await Outline.measure(CommandLine.arguments.dropFirst(2))
    default: ExtractorChild.main()
    }
  }
}
