import Documents
import Glibc

/// The child of an extractor, for tests.
///
/// Without arguments it is the same as the product's. With `misbehaving`, a document that begins with `!` tells it
/// what to do instead of being read. With `soak`, it is a parent, with itself for children.
@main
struct DocumentChild {
  static func main() async {
    switch CommandLine.arguments.dropFirst().first {
    case "misbehaving": ExtractorChild.main(reading: Misbehaviour.result)
    case "soak": await Soak.run()
    default: ExtractorChild.main()
    }
  }
}
