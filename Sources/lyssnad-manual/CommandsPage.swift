/// lyssnad(1), from the definitions that `--help` is made of.
struct CommandsPage {
  let command: CommandDump.Command

  /// Options that every command has, and are told of once.
  private static let common = ["--config", "--help", "--version"]

  var text: String {
    var lines = [
      ".\\\" Made by \"make man\" from the definitions of the command line. Change those, not this.",
      ".Dd November 25, 2026", ".Dt LYSSNAD 1", ".Os", ".Sh NAME", ".Nm lyssnad",
      ".Nd take in feedback from meeting notes and find its themes", ".Sh SYNOPSIS",
    ]
    for command in shown(self.command) { lines += synopsis(command.path, command.command) }
    lines += [".Sh DESCRIPTION"]
    lines += paragraphs(command.discussion ?? command.abstract ?? "")
    lines += [
      ".Pp", "The concepts, a message's life and what to do when something goes wrong are in",
      ".Xr lyssnad 7 ,", "the configuration is in", ".Xr lyssnad.yaml 5 .", ".Pp", "Every command takes:",
      ".Bl -tag -width Ds", ".It Fl \\-config Ar file",
      "The configuration, by default", ".Pa /etc/lyssnad/lyssnad.yaml .",
      "There is no other place in which it is looked for.", ".It Fl \\-help , Fl h",
      "Shows how the command is used.", ".El", ".Pp", "The commands are:",
    ]
    for command in shown(self.command) { lines += section(command.path, command.command) }
    lines += Self.tail.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.joined(separator: "\n") + "\n"
  }

  /// The commands that do something, in their order; those that only hold others are not among them.
  private func shown(_ command: CommandDump.Command) -> [(path: [String], command: CommandDump.Command)] {
    func collect(_ command: CommandDump.Command, below path: [String]) -> [(
      path: [String], command: CommandDump.Command
    )] {
      let children = (command.subcommands ?? []).filter {
        $0.commandName != "help" && $0.shouldDisplay ?? true
      }
      guard children.isEmpty else {
        return children.flatMap { collect($0, below: path + [$0.commandName]) }
      }
      return [(path, command)]
    }
    return collect(command, below: [])
  }

  private func arguments(_ command: CommandDump.Command) -> [CommandDump.Argument] {
    (command.arguments ?? []).filter { argument in
      argument.shouldDisplay && !(argument.names ?? []).contains { Self.common.contains($0.typed) }
    }
  }

  private func synopsis(_ path: [String], _ command: CommandDump.Command) -> [String] {
    [".Nm", ".Cm \(path.map { Mdoc.argument($0) }.joined(separator: " "))"]
      + arguments(command).map { argument in
        let dots = argument.isRepeating ? " ..." : ""
        let value = Mdoc.argument(argument.valueName ?? "value")
        let inner =
          switch argument.kind {
          case "positional": "Ar \(value)\(dots)"
          case "option": "Fl \(flag(argument)) Ar \(value)\(dots)"
          default: "Fl \(flag(argument))"
          }
        return argument.isOptional ? ".Op \(inner)" : ".\(inner)"
      }
  }

  private func section(_ path: [String], _ command: CommandDump.Command) -> [String] {
    var lines = [".Ss lyssnad \(path.joined(separator: " "))"]
    lines += paragraphs(command.abstract ?? "")
    if let discussion = command.discussion, !discussion.isEmpty { lines += [".Pp"] + paragraphs(discussion) }
    let arguments = arguments(command)
    guard !arguments.isEmpty else { return lines }
    lines.append(".Bl -tag -width Ds")
    for argument in arguments {
      let value = Mdoc.argument(argument.valueName ?? "value")
      switch argument.kind {
      case "positional": lines.append(".It Ar \(value)")
      case "option": lines.append(".It Fl \(flag(argument)) Ar \(value)")
      default: lines.append(".It Fl \(flag(argument))")
      }
      let texts = [argument.abstract, argument.discussion].compactMap { $0 }.filter { !$0.isEmpty }
      lines += texts.isEmpty ? ["What the command works on."] : texts.flatMap { paragraphs(ended($0)) }
      if let value = argument.defaultValue, argument.kind == "option" {
        lines.append("The default is \(Mdoc.text(value)).")
      }
    }
    return lines + [".El"]
  }

  private func flag(_ argument: CommandDump.Argument) -> String {
    let name = argument.names?.first { $0.kind == "long" } ?? argument.names?.first
    return Mdoc.text((name?.typed ?? "").dropFirst())
  }

  private func ended(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }

  private func paragraphs(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: true).enumerated().flatMap { index, paragraph in
      (index > 0 ? [".Pp"] : []) + [Mdoc.sentences(String(paragraph))]
    }
  }
}
