import Logging

/// Writes what a `Logger` is told as lines on standard error, one event a line.
struct LineLogHandler: LogHandler {
    let format: LogFormat
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    init(format: LogFormat, level: Logger.Level) {
        self.format = format
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let line = LogLine(
            level: event.level, message: event.message.description,
            fields: all.sorted { Self.place($0.key) < Self.place($1.key) }.map { ($0.key, Self.value($0.value)) })
        Console.log(line.written(as: format))
    }

    /// What an event is about comes first, in the order of the books; then the rest by name.
    private static func place(_ name: String) -> (Int, String) {
        let first = ["package_id", "resource", "span", "page", "attempt"]
        return (first.firstIndex(of: name) ?? first.count, name)
    }

    private static func value(_ value: Logger.Metadata.Value) -> LogLine.Value {
        switch value {
        case .stringConvertible(let number as Int): .number(number)
        case .stringConvertible(let number as Double): .decimal(number)
        case .stringConvertible(let isTrue as Bool): .truth(isTrue)
        default: .text("\(value)")
        }
    }
}
