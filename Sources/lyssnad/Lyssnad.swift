@main
struct Lyssnad {
  static func main() {}
}
