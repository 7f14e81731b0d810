import Foundation
import Settings
import Support

/// A configuration in a folder of its own.
struct Configuration {
  let folder: TemporaryFolder
  var path: String { folder.path + "/lyssnad.yaml" }

  init(_ text: String, themes: String? = nil, areas: String? = nil) throws {
    folder = try TemporaryFolder()
    try folder.write(text, to: "lyssnad.yaml")
    if let themes { try folder.write(themes, to: "themes.yaml") }
    if let areas { try folder.write(areas, to: "areas.yaml") }
  }

  func load() throws -> Settings { try Settings.load(from: path) }

  /// What is wrong, each sentence without the folder; empty where nothing is.
  func problems() -> [String] {
    do throws(SettingsError) {
      _ = try Settings.load(from: path)
      return []
    } catch {
      return error.problems.map { $0.description.replacingOccurrences(of: folder.path + "/", with: "") }
    }
  }
}

/// The repository's folder.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// A configuration that uses every key but those that exclude each other.
let everything = """
  store: sqlite:///srv/lyssnad.db
  timezone: Europe/Helsinki
  sources:
    - name: uppsala-mots
      url: imaps://imap.example/M%C3%B6ten
      user: uppsalamots@uppsala.example
      oauth2:
        token_url: https://login.example/TENANT/oauth2/v2.0/token
        client_id: 00000000-0000-0000-0000-000000000000
        client_secret: { credential: entra-secret }
        scope: https://outlook.example/.default
        secret_expires: 2027-06-30
      late_after: 1h
      done: { move_to: Arkiv/Lyssnad }
      since: 2026-01-01
    - name: egen-server
      url: imap://[::1]:1143
      user: lyssnad
      password: { file: /etc/lyssnad/imap-password }
      ca_file: /etc/lyssnad/ca.pem
      tls: none
      service_area: bygglov
      done: { keyword: $Klar }
    - name: inlamning
      url: file:///var/spool/lyssnad/in/
      settle: 500ms
      reporter: registrator@uppsala.example
      receipts: true
    - name: grannkommunen
      url: sftp://filer.example:2222/in/
      user: lyssnad
      private_key: { credential: sftp-key }
      known_hosts: /etc/lyssnad/known_hosts
    - name: regionen
      url: sftp://sftp.example/in/
      user: lyssnad
      private_key: { file: /etc/lyssnad/sftp-key }
      host_key: SHA256:0123456789abcdefghijklmnopqrstuvwxyzABCDE+/
  senders:
    allow: ["*@uppsala.example", anna@bolag.example]
    authentication_results: { authserv_id: mx.uppsala.example, require: dmarc }
  mail:
    url: smtps://smtp.example:465
    from: Uppsala möts <uppsalamots@uppsala.example>
    user: lyssnad
    password: { credential: smtp-password }
    tls: required
  receipts: { enabled: false, per_sender_per_hour: 5 }
  managers:
    - { mail: chef@uppsala.example, areas: [bygglov, brandskydd] }
  digest: { to: [chefer@uppsala.example], every: friday 15:30 }
  limits: { message: 40MB, attachment: 20 MiB, extract_seconds: 10, extract_memory: 256MB, attempts: 5, depth: 8,
    parts: 50, headers: 200, header_length: 8kB, addresses: 20, attachments: 10, zip_entries: 300, zip_ratio: 50, free_disk: 1GB }
  retention:
    - { of: messages, keep: 90d, decision: "KS 2026-123" }
    - { of: quarantine, keep: 30d, decision: "KS 2026-123" }
  overview: { directory: /var/lib/lyssnad-overview, internal: /var/lib/lyssnad/internal, every: 5m }
  metrics: { textfile: /var/lib/lyssnad-metrics/lyssnad.prom, listen: 127.0.0.1:9464 }
  log: { level: debug }
  themes: themes.yaml
  areas: areas.yaml
  """
