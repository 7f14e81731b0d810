/// What the sources' servers and the mail server have in common.
extension Section {
  /// ``login(isRequired:)``, or a `private_key` in the place of the password, which SSH alone knows.
  func sourceLogin(isRequired: Bool, isSSH: Bool) -> Settings.Login? {
    let key = secret("private_key")
    guard isSSH, has("private_key") else { return login(isRequired: isRequired, knowsKeys: isSSH) }
    if has("password") { problem("private_key", "password and private_key are both named; keep one") }
    let user = value("user", .text)
    _ = secret("password")
    _ = readOAuth2()
    if !has("user") { problem(nil, "user is missing; write the name with which to log in") }
    guard let user, let key else { return nil }
    return Settings.Login(user: user, proof: .privateKey(key))
  }

  /// `known_hosts` or `host_key`. Nil where neither is written, or something is wrong.
  func hostKeys(isRequired: Bool) -> Settings.HostKeys? {
    let file = value("known_hosts", .absolutePath)
    let fingerprint = value("host_key", .hostKey)
    switch (has("known_hosts"), has("host_key")) {
    case (true, true): problem("host_key", "known_hosts and host_key are both named; keep one")
    case (false, false):
      if isRequired {
        problem(
          nil,
          "it is not said by what to know the server, and any other could take its place; write known_hosts: PATH, or "
            + "host_key: with the fingerprint that ssh-keygen -lf shows of its key"
        )
      }
    case (true, false), (false, true): break
    }
    return file.map(Settings.HostKeys.knownHosts) ?? fingerprint.map(Settings.HostKeys.fingerprint)
  }

  /// `user` with `password` or `oauth2`. Nil where none is written, or something is wrong.
  func login(isRequired: Bool, knowsKeys: Bool = false) -> Settings.Login? {
    let user = value("user", .text)
    let password = secret("password")
    let oauth2 = readOAuth2()
    switch (has("password"), has("oauth2")) {
    case (true, true): problem("oauth2", "password and oauth2 are both named; keep one")
    case (false, false):
      if isRequired || has("user") {
        let other = knowsKeys ? "private_key: { file: PATH }" : "oauth2 with its keys"
        problem(nil, "it is not said how to log in; write password: { credential: NAME } or \(other)")
      }
    case (true, false), (false, true): break
    }
    if !has("user"), isRequired || has("password") || has("oauth2") {
      problem(nil, "user is missing; write the name with which to log in")
    }
    guard let user else { return nil }
    if let password { return Settings.Login(user: user, proof: .password(password)) }
    return oauth2.map { Settings.Login(user: user, proof: .oauth2($0)) }
  }

  private func readOAuth2() -> Settings.OAuth2? {
    guard let section = section("oauth2") else { return nil }
    let url = section.required("token_url", .url([.https]))
    let client = section.required("client_id", .text)
    let secret = section.secret("client_secret")
    if !section.has("client_secret") {
      section.problem(nil, "client_secret is missing; write client_secret: { credential: NAME }")
    }
    let scope = section.required("scope", .text)
    let expires = section.value("secret_expires", .day)
    guard let url, let client, let secret, let scope else { return nil }
    return Settings.OAuth2(
      tokenURL: url, clientID: client, clientSecret: secret, scope: scope, secretExpires: expires)
  }

  /// `tls` and `ca_file`. A scheme other than `plain` has TLS from its first byte.
  func transport(to url: ServiceURL?, plain: ServiceURL.Scheme) -> Settings.Transport? {
    let file = value("ca_file", .absolutePath)
    guard let tls = value("tls", ScalarType<Settings.Transport.TLS>.choice) else { return nil }
    if tls == .none, let url {
      if url.scheme != plain {
        problem(
          "tls",
          "\(url.scheme.rawValue):// is nothing without TLS; write \(plain.rawValue)://, or leave tls out")
      } else if !url.isLoopback {
        problem(
          "tls",
          "none would send the password in clear over the network; it is for this machine itself alone, so leave it out"
        )
      }
    }
    return Settings.Transport(tls: tls, caFile: file)
  }
}

extension ScalarType where Value == String {
  /// The SHA-256 of an SSH host key as ssh-keygen(1) shows it: base64 without padding.
  static var hostKey: Self {
    ScalarType(name: "a fingerprint such as SHA256:…", isText: true) { text throws(Mistake) in
      let digits = text.dropFirst("SHA256:".count).utf8
      // 32 bytes are 43 digits of base64 (RFC 4648, section 4).
      guard text.hasPrefix("SHA256:"), digits.count == 43,
        digits.allSatisfy({ byte in
          (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lowercased(byte)) || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "/")
        })
      else {
        throw Mistake(
          "\(quoted(text)) is no SHA-256 fingerprint of a host key; write it as ssh-keygen -lf shows it: SHA256: and 43 "
            + "letters and digits")
      }
      return text
    }
  }
}
