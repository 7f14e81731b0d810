extension CommandsPage {
  /// What no definition of the command line tells.
  static let tail = #"""
    .Sh ENVIRONMENT
    .Bl -tag -width Ds
    .It Ev CREDENTIALS_DIRECTORY
    Where the service manager has put the credentials that the configuration names.
    .It Ev NO_COLOR
    If it is set, text on a terminal has no colours.
    .It Ev NOTIFY_SOCKET , WATCHDOG_USEC , JOURNAL_STREAM
    Set by
    .Xr systemd 1
    for the daemon.
    .El
    .Sh FILES
    .Bl -tag -width Ds
    .It Pa /etc/lyssnad/lyssnad.yaml
    The configuration, with
    .Pa themes.yaml
    and
    .Pa areas.yaml
    beside it; see
    .Xr lyssnad.yaml 5 .
    .It Pa /var/lib/lyssnad/lyssnad.db
    The store.
    .It Pa /var/spool/lyssnad/in
    The drop of the sample configuration: members of the group lyssnad\-drop put files there.
    .It Pa /var/lib/lyssnad\-metrics/lyssnad.prom
    The metrics, where the configuration asks for them.
    .El
    .Sh EXIT STATUS
    As in
    .In sysexits.h :
    .Pp
    .Bl -tag -width Ds -compact
    .It 0
    Done.
    .It 64
    The command was used wrongly.
    .It 65
    The input is bad; the message says where.
    .It 69
    A source, store or mail server cannot be reached.
    .It 70
    A fault of the program's own.
    .It 73
    A file cannot be made.
    .It 75
    Try again later: the store is busy or full, or another daemon serves it.
    .It 77
    This user may not do it here.
    .It 78
    The configuration is missing or wrong; the message names file, line and key.
    .El
    .Pp
    .Cm run
    never ends because of a source.
    With 64, 77 and 78
    .Xr systemd 1
    does not start it again.
    .Sh EXAMPLES
    See the program at work on its sample notes, without any configuration:
    .Pp
    .Dl lyssnad demo
    .Pp
    Check a configuration, and log in to everything that it names:
    .Pp
    .Dl lyssnad check \-\-connect
    .Pp
    Show how a mail would be read, and keep nothing:
    .Pp
    .Dl lyssnad ingest \-\-dry\-run mail.eml
    .Pp
    Tell the whole life of one message:
    .Pp
    .Dl journalctl LYSSNAD_MESSAGE=01M87Y6052W3S5W4N7WJQJ8ARM
    .Pp
    Make completions for a shell that the package does not serve:
    .Pp
    .Dl lyssnad \-\-generate\-completion\-script fish
    .Sh SEE ALSO
    .Xr journalctl 1 ,
    .Xr systemd\-creds 1 ,
    .Xr lyssnad.yaml 5 ,
    .Xr lyssnad 7
    """#
}
