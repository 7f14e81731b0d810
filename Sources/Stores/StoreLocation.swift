package import Feedback
import Foundation

/// Where a store is, as the configuration names it: `sqlite:///var/lib/lyssnad/lyssnad.db`.
package struct StoreLocation: Hashable, Sendable, CustomStringConvertible {
  /// The absolute path of the database file.
  package let path: String

  package init(path: String) { self.path = path }

  /// Reads a URL with the scheme `sqlite`, no host and an absolute path (RFC 3986).
  /// - Throws: ``StoreError`` of kind `cannotOpen`, with a sentence that says what is wrong with it.
  package init(url: String) throws(StoreError) {
    let scheme = "sqlite://"
    guard url.hasPrefix(scheme) else {
      throw StoreError(
        .cannotOpen, "the store \"\(url)\" is of no known kind; write sqlite:///absolute/path.db")
    }
    let written = url.dropFirst(scheme.count)
    guard written.hasPrefix("/"), !written.hasSuffix("/"), !written.contains("?"), !written.contains("#"),
      let path = String(written).removingPercentEncoding, !path.utf8.contains(0)
    else {
      throw StoreError(
        .cannotOpen,
        "the store \"\(url)\" names no file; write sqlite:// and its absolute path, as in sqlite:///path.db")
    }
    self.path = path
  }

  /// The URL form.
  package var description: String {
    "sqlite://" + (path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path)
  }
}
