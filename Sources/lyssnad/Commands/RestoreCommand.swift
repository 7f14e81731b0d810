import ArgumentParser
import Feedback
import Foundation
import Settings
import Stores

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Puts a backup in the store's place, and keeps what stood there.",
    discussion: """
      The service must be stopped. The backup is verified and brought up to this version's schema before anything is \
      touched; the replaced store is kept beside, under its name and the date. Sources are then read on from where \
      they stood at the backup: what has come since is taken in again where it still stands at its source. What was \
      moved away as done must be moved back; "lyssnad reconcile" names it.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: ArgumentHelp("A backup that lyssnad backup made.", valueName: "file"))
  var file: String

  func run() async throws {
    let settings = try Workshop.settings(from: common.config)
    let store = settings.store.path
    let actor = Identity.actor
    // Before acting as the store's owner, who need not be able to read it where root keeps it.
    let backup = open(file, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard backup >= 0 else {
      throw Failure(
        errno == EACCES ? .notPermitted : .badInput,
        "\(file) cannot be read: \(String(cString: strerror(errno))); name a backup that lyssnad backup made")
    }
    defer { close(backup) }
    try Identity.becomeOwner(of: store)
    guard let lock = try ServiceLock(beside: store) else {
      throw Failure(
        .tryAgain, "\(store): a service uses this store; stop it first (systemctl stop lyssnad)")
    }
    defer { withExtendedLifetime(lock) {} }
    let done = try Restoration.restore(
      backup, named: file, to: store, at: Surroundings.system.now(), by: actor)
    try await requireSound(store, done)
    tell(done, store)
  }

  /// Opens the store as the service will, and holds every invariant against it once more.
  private func requireSound(_ path: String, _ done: Restoration.Done) async throws {
    let store = try SQLiteStore(path: path)
    let found = try await store.inconsistencies()
    try store.close()
    guard let first = found.first else { return }
    let kept = done.kept.map { "; the replaced one is \($0)" } ?? ""
    throw Failure(
      .ownFault, "the restored store \(path) is not sound (\(first.invariant): \(first.detail))\(kept)")
  }

  private func tell(_ done: Restoration.Done, _ store: String) {
    let messages = Terminal.messages
    let contents = done.contents
    let newest = contents.newest.map { ", the last received \($0.rfc3339)" } ?? ""
    messages.line(
      "restored \(store) from \(Terminal.harmless(file)): \(contents.messages) messages, \(contents.notes) notes\(newest)"
    )
    if let kept = done.kept {
      messages.line("the replaced store is kept as \(kept); remove it when it is not needed any more")
    }
    if let damage = done.damage {
      messages.line(
        "it could not be read (\(Terminal.harmless(damage))): tombstones of erasures since the backup are not carried over"
      )
    }
    if done.erasuresSince > 0 {
      messages.line(
        "\(done.erasuresSince) erasures were made after the backup; nothing they name is taken in again, but the backup may hold it: erase it anew"
      )
    }
    messages.line(
      "sources are read on from where they stood then; \"lyssnad reconcile\" names what was moved away since and must be moved back"
    )
  }
}
