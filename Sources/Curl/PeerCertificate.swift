import CCurl
package import Foundation

/// What is worth knowing of a server's certificate.
package struct PeerCertificate: Hashable, Sendable {
  /// When it expires.
  package var expires: Date

  /// Of the connection that a handle made last (CURLINFO_CERTINFO); nil without TLS.
  init?(of handle: UnsafeMutableRawPointer) {
    var chain: UnsafeMutablePointer<curl_certinfo>?
    guard ccurl_get_certificates(handle, &chain) == CURLE_OK, let chain, chain.pointee.num_of_certs > 0 else {
      return nil
    }
    // The server's own comes first; a line each, "Name:value".
    var line = chain.pointee.certinfo[0]
    while let current = line {
      let text = String(cString: current.pointee.data)
      if text.hasPrefix("Expire date:"), let date = Self.date(text.dropFirst(12)) {
        expires = date
        return
      }
      line = current.pointee.next
    }
    return nil
  }

  /// OpenSSL's writing of a time (ASN1_TIME_print(3)), such as `Mar 13 08:02:11 2025 GMT`.
  static func date(_ text: some StringProtocol) -> Date? {
    let words = text.split(whereSeparator: { $0 == " " || $0 == ":" })
    guard words.count >= 6, let month = CivilTime.month(words[0].utf8), let day = Int(words[1]),
      let hour = Int(words[2]), let minute = Int(words[3]), let second = Int(words[4]), let year = Int(words[5])
    else { return nil }
    return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)?.date
  }
}
