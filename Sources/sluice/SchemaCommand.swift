import ArgumentParser
import LoadEngine
import WhatConverts

/// What concerns the tables themselves: how they are, and what the API has that they do not.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Compare the tables with their declarations, and see what the API sends beyond them.",
        discussion: """
              sluice schema check                        does the database match? names what mends it
              sluice schema fields                       what the API sends that no column takes
              sluice schema promote leads.some_field     give it a column, filled from what was kept
              sluice schema generate add_lead_score      write the migration for what was declared anew
            """,
        subcommands: [
            SchemaCheckCommand.self, SchemaFieldsCommand.self, SchemaPromoteCommand.self, SchemaGenerateCommand.self,
        ])
}
