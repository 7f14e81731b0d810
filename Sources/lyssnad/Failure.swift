/// A command's failure: one sentence for people and an exit code for scripts.
struct Failure: Error, CustomStringConvertible {
  /// Exit codes as `sysexits.h` numbers them.
  enum Code: Int32 {
    case usage = 64
    case badInput = 65
    case unavailable = 69
    case ownFault = 70
    case cannotCreate = 73
    case tryAgain = 75
    case notPermitted = 77
    case badConfiguration = 78
  }

  var code: Code
  /// What is wrong, where, what to do.
  var description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
