// A target for libFuzzer: any bytes as a configuration. `Tests/Fuzz/fuzz settings` builds and runs it.

import Glibc

/// A file without a name, as the configuration is read from files alone.
private let file: CInt = {
  var path = Array("/tmp/settings-fuzz-XXXXXX".utf8CString)
  let file = mkstemp(&path)
  precondition(file >= 0, "no file can be made in /tmp")
  unlink(path)
  return file
}()

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSettings(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard ftruncate(file, off_t(count)) == 0, pwrite(file, start, count, 0) == count else { return 0 }
  let path = "/proc/self/fd/\(file)"
  do throws(SettingsError) {
    let settings = try Settings.load(from: path)
    precondition(settings.limits.attempts >= 1 && settings.limits.depth >= 1)
  } catch {
    precondition(!error.problems.isEmpty, "refused without a reason")
    for notice in error.problems { precondition(!notice.text.isEmpty) }
  }
  return 0
}
