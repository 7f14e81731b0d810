/// What the sources' servers and the mail server have in common.
extension Section {
  /// `user` with `password` or `oauth2`. Nil where none is written, or something is wrong.
  func login(isRequired: Bool) -> Settings.Login? {
    let user = value("user", .text)
    let password = secret("password")
    let oauth2 = readOAuth2()
    switch (has("password"), has("oauth2")) {
    case (true, true): problem("oauth2", "password and oauth2 are both named; keep one")
    case (false, false):
      if isRequired || has("user") {
        problem(
          nil, "it is not said how to log in; write password: { credential: NAME } or oauth2 with its keys")
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
    guard let url, let client, let secret, let scope else { return nil }
    return Settings.OAuth2(tokenURL: url, clientID: client, clientSecret: secret, scope: scope)
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
