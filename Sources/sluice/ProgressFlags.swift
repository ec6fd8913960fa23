import ArgumentParser
import Foundation
import Logging

/// How a run tells what it does while it works.
struct ProgressFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How to show the progress: auto (a bar on a terminal, a line every 10 s elsewhere), bar, lines, json, none "
                + "(default: auto). SIGUSR1 shows it at once, whatever is chosen.", valueName: "how"))
    var progress: ProgressChoice?

    @Option(help: ArgumentHelp("How to write log lines: text or json (default: text).", valueName: "format"))
    var logFormat: LogFormat?

    @Option(
        help: ArgumentHelp(
            "What to log: trace, debug (each request and page), info (each job and batch), notice, warning, error, critical "
                + "(default: info; on a terminal no log but warnings).", valueName: "level"),
        completion: .list(Logger.Level.allCases.map(\.rawValue)), transform: ProgressFlags.level)
    var logLevel: Logger.Level?

    @Sendable private static func level(_ text: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text.lowercased()) else {
            throw ValidationError(
                "it should be one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return level
    }

    /// What flags, environment and settings say together; what follows from it for the console is settled, too.
    func reporting(_ settings: Settings, _ output: OutputFlags) throws -> Reporting {
        let reporting = Reporting(
            progress: try progress ?? settings.choice(.progress),
            format: try logFormat ?? settings.choice(.logFormat), level: try logLevel ?? settings.choice(.logLevel),
            isQuiet: output.quiet, isTerminal: Console.isTerminal)
        Console.useFormat(reporting.format)
        return reporting
    }

    /// Before the settings are read, so that what is wrong with them has the format, too.
    func prepareConsole() {
        Self.prepareConsole(progress, logFormat)
    }

    /// The same when the flags themselves cannot be read.
    static func prepareConsole(_ arguments: [String]) {
        let words = arguments.flatMap { $0.split(separator: "=", maxSplits: 1).map { String($0) } }
        func value(of flag: String) -> String? {
            words.firstIndex(of: flag).flatMap { words.dropFirst($0 + 1).first }
        }
        prepareConsole(
            value(of: "--progress").flatMap { ProgressChoice(rawValue: $0) },
            value(of: "--log-format").flatMap { LogFormat(rawValue: $0) })
    }

    private static func prepareConsole(_ progress: ProgressChoice?, _ logFormat: LogFormat?) {
        let environment = ProcessInfo.processInfo.environment
        let progress = progress ?? environment["SLUICE_PROGRESS"].flatMap { ProgressChoice(rawValue: $0) }
        let named = logFormat ?? environment["SLUICE_LOG_FORMAT"].flatMap { LogFormat(rawValue: $0) }
        if let format = named ?? (progress == .json ? LogFormat.json : nil) { Console.useFormat(format) }
    }
}

enum ProgressChoice: String, CaseIterable, Sendable {
    case auto, bar, lines, json, none
}

extension ProgressChoice: ExpressibleByArgument {}
extension LogFormat: ExpressibleByArgument {}

/// How a run talks, when all is said: the flags, the environment, the settings, and whether somebody watches.
struct Reporting: Sendable {
    /// Never `auto`.
    let progress: ProgressChoice
    let format: LogFormat
    /// Whether what a person should know is told at all.
    let isTold: Bool
    /// Nil: no log; what a person should know is a plain line.
    let level: Logger.Level?

    /// A terminal has the bar, and no log unless one is asked for. Elsewhere the log at `info` tells everything, a line of
    /// progress every 10 s among it. Progress as JSON makes the log JSON too, and leaves to it what is no progress.
    init(progress: ProgressChoice?, format: LogFormat?, level: Logger.Level?, isQuiet: Bool, isTerminal: Bool) {
        let isAsked = format != nil || level != nil
        isTold = !isQuiet
        self.format = format ?? (progress == .json ? .json : .text)
        switch progress ?? .auto {
        case .auto: self.progress = isQuiet ? .none : isTerminal ? .bar : .lines
        // Asked for by name, but nobody could see it move.
        case .bar: self.progress = isQuiet ? .none : isTerminal ? .bar : .lines
        case let chosen: self.progress = isQuiet ? .none : chosen
        }
        if isQuiet {
            self.level = isAsked ? max(level ?? .error, .error) : nil
        } else if let level {
            self.level = level
        } else if progress == .json {
            self.level = .warning
        } else {
            self.level = isTerminal && !isAsked ? nil : .info
        }
    }

    /// Nil where there is no log.
    var logger: Logger? {
        level.map { level in
            let format = format
            return Logger(label: "sluice") { _ in LineLogHandler(format: format, level: level) }
        }
    }
}
