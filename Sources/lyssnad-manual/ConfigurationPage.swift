import Settings

/// lyssnad.yaml(5), from the reference that the reader of the configuration itself takes its keys and defaults from, with
/// examples from the sample files.
struct ConfigurationPage {
  /// The examples of each file's keys, by their paths.
  let examples: [Settings.Key.File: [String: String]]

  var text: String {
    var lines = [
      ".\\\" Made by \"make man\" from the reference of the configuration. Change that, not this.",
      ".Dd November 25, 2026", ".Dt LYSSNAD.YAML 5", ".Os", ".Sh NAME", ".Nm lyssnad.yaml",
      ".Nd configuration of the lyssnad service", ".Sh SYNOPSIS", ".Bl -item -compact",
      ".It", ".Pa /etc/lyssnad/lyssnad.yaml", ".It", ".Pa /etc/lyssnad/themes.yaml", ".It",
      ".Pa /etc/lyssnad/areas.yaml", ".El", ".Sh DESCRIPTION",
    ]
    lines += Self.introduction.split(separator: "\n").map(String.init)
    for (file, name, title) in [
      (Settings.Key.File.main, "lyssnad.yaml", "KEYS OF LYSSNAD.YAML"),
      (.themes, "themes.yaml", "KEYS OF THEMES.YAML"), (.areas, "areas.yaml", "KEYS OF AREAS.YAML"),
    ] {
      lines += [
        ".Sh \(title)", "The keys of", ".Pa \(name) ,", "in the order of the sample file:",
        ".Bl -tag -width Ds",
      ]
      for key in Settings.reference where key.file == file { lines += item(key) }
      lines.append(".El")
    }
    lines += Self.tail.split(separator: "\n").map(String.init)
    return lines.joined(separator: "\n") + "\n"
  }

  private func item(_ key: Settings.Key) -> [String] {
    var lines = [".It Cm \(Mdoc.argument(key.path)) Pq \(Mdoc.text(key.type))", Mdoc.sentences(key.meaning)]
    if let value = key.defaultValue { lines.append("The default is \(Mdoc.text(value)).") }
    if !key.hasEffect { lines.append("It has no effect in this version.") }
    if let example = examples[key.file]?[key.path] {
      lines += [".Pp", ".Dl \(Mdoc.text("\(key.name.replacing("[]", with: "")): \(example)"))"]
    }
    return lines
  }

  private static let introduction = #"""
    One file in YAML, read as a whole: an unknown key, a wrong type or an impossible value is refused with file, line and
    the nearest valid key.
    Check a change with
    .Ql lyssnad check ,
    and make a running service take it with
    .Ql systemctl reload lyssnad :
    it takes all of it or nothing.
    .Pp
    A path of keys is written with full stops between them;
    .Ql \&[]
    stands for each element of a list.
    Where a default is told, the key can be left out.
    .Ss Notation
    .Bl -tag -width Ds
    .It size
    A whole number and a unit: 50MB (millions of bytes), 64KiB (1024 bytes each).
    .It span
    A whole number and a unit: 500ms, 2s, 5m, 12h, 90d, 2w.
    .It day
    A calendar day, such as 2026\-01\-31.
    .It schedule
    A weekday or daily, and a time of day: monday 07:00.
    .It secret
    Never the secret itself, but where it is: a credential or a file.
    .It pattern
    anna@uppsala.example, *@uppsala.example, or *@*.uppsala.example for one label before the domain.
    .El
    .Ss Secrets
    A secret is looked up in
    .Ev CREDENTIALS_DIRECTORY ,
    where
    .Ql LoadCredential=
    and
    .Ql LoadCredentialEncrypted=
    of
    .Xr systemd.exec 5
    put it, then in the credential stores
    .Pa /etc/credstore
    and its like; or it is the content of a file.
    Credentials are handed to the service when it starts: after one was changed, run
    .Ql systemctl restart lyssnad .
    A reload is not enough.
    """#

  private static let tail = #"""
    .Sh FILES
    .Bl -tag -width Ds
    .It Pa /etc/lyssnad/lyssnad.yaml
    Installed with every key in it, those that are switched off behind a number sign.
    .El
    .Sh EXAMPLES
    A drop folder alone:
    .Bd -literal -offset indent
    store: sqlite:///var/lib/lyssnad/lyssnad.db
    sources:
      \- name: inlamning
        url: file:///var/spool/lyssnad/in
    senders:
      allow: ["*@uppsala.example"]
    .Ed
    .Pp
    A mailbox with a password:
    .Bd -literal -offset indent
    sources:
      \- name: uppsala\-mots
        url: imaps://imap.example/INBOX
        user: lyssnad
        password: { credential: imap\-password }
        done: { move_to: Arkiv/Lyssnad }
    senders:
      allow: ["*@uppsala.example"]
      authentication_results: { authserv_id: mx.uppsala.example }
    .Ed
    .Sh SEE ALSO
    .Xr lyssnad 1 ,
    .Xr systemd.exec 5 ,
    .Xr lyssnad 7
    """#
}
