import Feedback
import Foundation

/// Access tokens as JSON Web Tokens (RFC 7519), signed by HMAC with SHA-256 (RFC 7518, section 3.2), which the test's
/// Dovecot checks by itself.
package enum WebToken {
  /// - Parameters:
  ///   - user: whose mailbox it opens, as claim `email`.
  ///   - expires: seconds from now; negative for one that has expired.
  package static func sign(user: String, expires: Int, key: [UInt8]) -> String {
    let now = Int(Date().timeIntervalSince1970)
    let claims =
      #"{"sub":"\#(user)","email":"\#(user)","iat":\#(now - 7200),"nbf":\#(now - 7200),"exp":\#(now + expires)}"#
    let signed = base64url(Array(#"{"alg":"HS256","typ":"JWT"}"#.utf8)) + "." + base64url(Array(claims.utf8))
    return signed + "." + base64url(hmac(Array(signed.utf8), key: key))
  }

  /// RFC 2104.
  static func hmac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var block = key.count > 64 ? Digest(of: key).bytes : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    let inner = Digest(of: block.map { $0 ^ 0x36 } + message).bytes
    return Digest(of: block.map { $0 ^ 0x5C } + inner).bytes
  }

  private static func base64url(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-")
      .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
  }
}
