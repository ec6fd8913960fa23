import ArgumentParser

/// How a command talks.
struct OutputFlags: ParsableArguments {
    @Flag(help: "Print one JSON document instead of text; also for an error.")
    var json = false

    @Flag(help: "Show no progress and no notices, only the result.")
    var quiet = false

    /// What happens on the way, for people.
    func note(_ text: String) {
        if !quiet { Console.note(text) }
    }
}

/// Where a command's settings lie.
struct ConfigFlags: ParsableArguments {
    @Option(help: ArgumentHelp("Settings to read instead of ./sluice.yaml.", valueName: "file"), completion: .file())
    var config: String?
}
