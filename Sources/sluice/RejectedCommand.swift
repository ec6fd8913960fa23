import ArgumentParser

struct RejectedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rejected",
        abstract: "See the records that did not fit, bring them again, or let them go.",
        discussion: """
            A record that cannot become a row is kept as it came, with the reason. No other record suffers from it.

              sluice rejected                                   what did not fit, by reason, with counts
              sluice rejected show --reason "a whole number"    the records themselves
              sluice rejected replay                            after a mapping or a table was mended
              sluice rejected purge --older-than 90d            those that did not come any more

            What has become a row later on is not shown; --all shows it too.
            """,
        subcommands: [
            RejectedListCommand.self, RejectedShowCommand.self, RejectedReplayCommand.self, RejectedPurgeCommand.self,
        ],
        defaultSubcommand: RejectedListCommand.self)
}
