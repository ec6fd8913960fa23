import ArgumentParser

/// How a command talks.
struct OutputFlags: ParsableArguments {
    @Flag(help: "Print one JSON document instead of a table.")
    var json = false

    @Flag(help: "No progress.")
    var quiet = false

    @Option(help: ArgumentHelp("Settings to read instead of ./sluice.yaml.", valueName: "file"))
    var config: String?
}
