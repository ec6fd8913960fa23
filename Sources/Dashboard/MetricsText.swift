/// Metrics in the text format of Prometheus, version 0.0.4.
struct MetricsText {
    enum Kind: String { case counter, gauge }

    private(set) var text = ""

    /// Adds a metric with its samples; nothing when there are none. Samples of the same labels are one, their sum.
    mutating func add(
        _ name: String, _ kind: Kind, _ help: String,
        _ samples: [(labels: KeyValuePairs<String, String>, value: Double)]
    ) {
        guard !samples.isEmpty else { return }
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        var sums: [String: Double] = [:]
        var order: [String] = []
        for sample in samples {
            let labels = sample.labels.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            if sums[labels] == nil { order.append(labels) }
            sums[labels, default: 0] += sample.value
        }
        for labels in order {
            text += "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(Self.number(sums[labels] ?? 0))\n"
        }
    }

    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        add(name, kind, help, [(labels: [:] as KeyValuePairs<String, String>, value: value)])
    }

    private static func escaped(_ value: String) -> String {
        var escaped = ""
        // Not by characters: a quotation mark with a combining one is another character, and ends the label all the same.
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }
}
