import Foundation
import Support
import Testing

@testable import Settings

@Suite("Loading a configuration")
struct LoadingTests {
  @Test("Every key arrives as its typed value")
  func everyKey() throws {
    let settings = try Configuration(
      everything, themes: "themes:\n  - { name: simplicity, sv: lätthet }\n",
      areas: "areas:\n  - { name: bygglov, digest: [bygg@uppsala.example] }\n"
    ).load()
    #expect(settings.store.path == "/srv/lyssnad.db")
    #expect(settings.store.description == "sqlite:///srv/lyssnad.db")
    #expect(settings.timezone == "Europe/Helsinki")

    try #require(settings.sources.count == 5)
    let exchange = settings.sources[0]
    #expect(exchange.kind == .mailbox)
    #expect(exchange.url.mailbox == "Möten")
    #expect(exchange.since?.description == "2026-01-01")
    #expect(exchange.done == .moveTo("Arkiv/Lyssnad"))
    #expect(exchange.login?.user == "uppsalamots@uppsala.example")
    guard case .oauth2(let oauth)? = exchange.login?.proof else {
      Issue.record("the login is not by OAuth 2")
      return
    }
    #expect(oauth.tokenURL.host == "login.example")
    #expect(oauth.clientSecret == .credential("entra-secret"))

    let own = settings.sources[1]
    #expect(own.url.host == "::1")
    #expect(own.url.port == 1143)
    #expect(own.url.mailbox == "INBOX")
    #expect(own.transport == Settings.Transport(tls: .none, caFile: "/etc/lyssnad/ca.pem"))
    #expect(own.login?.proof == .password(.file("/etc/lyssnad/imap-password")))
    #expect(own.serviceArea == "bygglov")
    #expect(own.done == .keyword("$Klar"))

    let drop = settings.sources[2]
    #expect(drop.kind == .drop)
    #expect(drop.folder == "/var/spool/lyssnad/in")
    #expect(drop.settle.duration == .milliseconds(500))
    #expect(drop.reporter?.description == "registrator@uppsala.example")
    #expect(drop.receipts)
    #expect(drop.login == nil)
    #expect(drop.hostKeys == nil)

    let remote = settings.sources[3]
    #expect(remote.kind == .drop)
    #expect(remote.folder == nil)
    #expect(remote.url.path == "/in/")
    #expect(remote.login == Settings.Login(user: "lyssnad", proof: .privateKey(.credential("sftp-key"))))
    #expect(remote.hostKeys == .knownHosts("/etc/lyssnad/known_hosts"))
    #expect(settings.sources[4].login?.proof == .privateKey(.file("/etc/lyssnad/sftp-key")))
    #expect(
      settings.sources[4].hostKeys == .fingerprint("SHA256:0123456789abcdefghijklmnopqrstuvwxyzABCDE+/"))

    #expect(settings.senders.allows("Bo.Ek@Uppsala.EXAMPLE"))
    #expect(settings.senders.allows("anna@bolag.example"))
    #expect(!settings.senders.allows("bo@bolag.example"))
    #expect(settings.senders.authenticationResults == .server(authservID: "mx.uppsala.example"))
    #expect(settings.mail?.from.name == "Uppsala möts")
    #expect(settings.mail?.url.port == 465)
    #expect(settings.receipts == Settings.Receipts(enabled: false, perSenderPerHour: 5))
    #expect(settings.managers.map(\.areas) == [["bygglov", "brandskydd"]])
    #expect(settings.digest?.every.weekday == .friday)
    #expect(settings.digest?.every.hour == 15)
    #expect(settings.limits.message.bytes == 40_000_000)
    #expect(settings.limits.attachment.bytes == 20 * 1024 * 1024)
    #expect(settings.limits.attempts == 5)
    let limits = settings.limits
    #expect(limits.depth == 8)
    #expect(limits.parts == 50)
    #expect(limits.headers == 200)
    #expect(limits.headerLength.bytes == 8_000)
    #expect(limits.addresses == 20)
    #expect(limits.attachments == 10)
    #expect(limits.zipEntries == 300)
    #expect(limits.zipRatio == 50)
    #expect(settings.retention.map(\.keep.description) == ["90d", "30d"])
    #expect(settings.overview?.internal == "/var/lib/lyssnad/internal")
    #expect(settings.metrics.listen == .loopback(host: "127.0.0.1", port: 9464))
    #expect(settings.limits.freeDisk.bytes == 1_000_000_000)
    #expect(settings.sources.first?.lateAfter.duration == .seconds(3600))
    #expect(settings.log.level.priority == 7)
    #expect(settings.themes.first?.title.swedish == "lätthet")
    #expect(settings.areas.first?.digest.map(\.description) == ["bygg@uppsala.example"])
  }

  @Test("What is not written takes its default")
  func defaults() throws {
    let settings = try Configuration("log: { level: info }\n").load()
    #expect(settings.store.path == "/var/lib/lyssnad/lyssnad.db")
    #expect(settings.timezone == "Europe/Stockholm")
    #expect(settings.limits.message.bytes == 50_000_000)
    #expect(settings.limits.extractSeconds == 30)
    #expect(settings.limits.depth == 16)
    #expect(settings.limits.headerLength.bytes == 64 * 1024)
    #expect(settings.limits.zipRatio == 200)
    #expect(settings.sources.isEmpty)
    #expect(settings.mail == nil)
    #expect(settings.themes == Settings.Theme.standard)
    #expect(settings.withoutEffect.isEmpty)
    #expect(settings == Settings.standard())
  }

  @Test("A drop made without a file is what a file with its name and folder gives")
  func drop() throws {
    for folder in ["/srv/in", "/srv/in tray/50%/ö?#"] {
      let made = Settings.Source.drop(name: "prov", folder: folder)
      let read = try Configuration("sources:\n  - { name: prov, url: \"\(made.url)\" }\n").load()
      #expect(read.sources == [made])
      #expect(made.folder == folder)
    }
    #expect(AddressPattern("*@uppsala.example")?.matches("a@uppsala.example") == true)
    #expect(AddressPattern("*@*") == nil)
  }

  @Test("Exchange Online is trusted by its provider's name")
  func provider() throws {
    let settings = try Configuration("senders: { authentication_results: { provider: exchange-online } }\n")
      .load()
    #expect(settings.senders.authenticationResults == .exchangeOnline)
  }

  @Test("What has no effect yet is noted with file, line and key")
  func withoutEffect() throws {
    let configuration = try Configuration(everything, themes: "themes: []\n", areas: "areas: []\n")
    let notices = try configuration.load().withoutEffect
    #expect(
      notices.compactMap(\.key) == [
        "sources[2].receipts", "mail", "receipts",
        "managers", "digest",
        "retention", "overview",
      ])
    let lines = everything.split(separator: "\n", omittingEmptySubsequences: false)
    let mail = try #require(notices.first { $0.key == "mail" })
    #expect(mail.file == configuration.path)
    #expect(lines[try #require(mail.line) - 1] == "mail:")
    #expect(mail.text.contains("has no effect yet"))
  }

  @Test("Files of themes and areas are found from the main file's folder on, or by an absolute path")
  func paths() throws {
    let elsewhere = try TemporaryFolder()
    let areas = try elsewhere.write(
      "areas:\n  - { name: hamn, sv: hamnen, en: the port, words: [kajplats] }\n", to: "a.yaml")
    let configuration = try Configuration("themes: themes.yaml\nareas: \(areas)\n", themes: "themes: []\n")
    #expect(try configuration.load().areas.map(\.name).contains("hamn"))
    try FileManager.default.removeItem(atPath: areas)
    #expect(configuration.problems() == ["\(areas): there is no such file; create it, or name another"])
  }
}

@Suite("Reloading")
struct ReloadTests {
  @Test("A changed store needs a restart, a changed level does not, rewriting changes nothing")
  func differences() throws {
    let before = try Configuration("store: sqlite:///srv/a.db\nlog: { level: info }\n").load()
    let rewritten = try Configuration("## the same\nlog:\n  level: info\nstore: \"sqlite:///srv/a.db\"\n")
      .load()
    #expect(rewritten.differences(from: before).isEmpty)
    let after = try Configuration("store: sqlite:///srv/b.db\nlog: { level: debug }\n").load()
    #expect(
      after.differences(from: before) == [
        Settings.Difference(key: "store", needsRestart: true),
        Settings.Difference(key: "log", needsRestart: false),
      ])
  }

  @Test("Every top-level key of the reference is compared")
  func complete() throws {
    let before = try #require(Settings.standard())
    let after = try Configuration(
      everything, themes: "themes:\n  - { name: simplicity, sv: lätthet }\n",
      areas: "areas:\n  - { name: bygglov, sv: byggfrågor }\n"
    ).load()
    #expect(after.differences(from: before).map(\.key) == Settings.Key.topLevel(of: .main).map(\.path))
  }
}
