import ArgumentParser
import Feedback
import Foundation
import Operations
import Settings
import Stores

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies the store into one file, beside a running service, and verifies it.",
    discussion: """
      The copy is of one instant, and appears under its name whole or not at all. It is written as the store's owner, \
      readable by nobody else, into a folder that this user may write; a file that stands there is not overwritten. It \
      holds personal data as the store does.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: ArgumentHelp("The backup to make.", valueName: "file"))
  var file: String

  func run() async throws {
    let settings = try Workshop.settings(from: common.config)
    try Identity.becomeOwner(of: settings.store.path)
    let made = try StoreBackup.make(of: settings.store.path, at: file)
    let log = ServiceLog(level: .info, now: Surroundings.system.now, uptime: Surroundings.system.uptime)
    let size = made.bytes.formatted(.byteCount(style: .binary).locale(Locale(identifier: "en")))
    log.record(
      Event(
        .backupMade, .notice,
        "backup made: \(file), \(made.contents.messages) messages, \(made.contents.notes) notes, \(size), verified"
      ))
    log.flush()
  }
}
