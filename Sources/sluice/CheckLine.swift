import Warehouse

/// One thing that a load needs, and how it stands.
struct CheckLine: Sendable {
    enum State: String, Sendable {
        case passed, failed
        /// Not as it should be; a load works all the same.
        case warning
        /// Not tried, because of one before it, or because it cannot be known.
        case skipped
    }

    let name: String
    let state: State
    /// What was found, or what is wrong.
    let detail: String
    /// What mends it: commands and statements, ready to be run.
    let mend: [String]
    let status: ExitStatus

    static func passed(_ name: String, _ detail: String) -> CheckLine {
        CheckLine(name: name, state: .passed, detail: detail, mend: [], status: .loaded)
    }

    static func skipped(_ name: String, _ detail: String) -> CheckLine {
        CheckLine(name: name, state: .skipped, detail: detail, mend: [], status: .loaded)
    }

    static func warning(_ name: String, _ detail: String, mend: [String] = []) -> CheckLine {
        CheckLine(name: name, state: .warning, detail: detail, mend: mend, status: .loaded)
    }

    static func failed(_ name: String, _ detail: String, mend: [String] = [], _ status: ExitStatus) -> CheckLine {
        CheckLine(name: name, state: .failed, detail: detail, mend: mend, status: status)
    }

    /// The sentence of an error says what to do itself.
    static func failed(_ name: String, _ error: any Error) -> CheckLine {
        let complaint = Complaint(error)
        return failed(name, complaint.sentence, complaint.status)
    }
}

/// What a check found, for people and for machines.
struct CheckReport {
    let lines: [CheckLine]
    /// Sent to the API.
    let requests: Int

    /// That of the first thing that is wrong.
    var exitStatus: ExitStatus { lines.first { $0.state == .failed }?.status ?? .loaded }

    var text: String {
        let width = lines.map(\.name.count).max() ?? 0
        let rows = lines.flatMap { line in
            ["\(Self.mark(line.state)) \(line.name.padding(to: width))  \(line.detail.replacing("\n", with: " "))"]
                + line.mend.map {
                    String(repeating: " ", count: width + 4) + $0.indented(by: width + 4).drop { $0 == " " }
                }
        }
        return rows.joined(separator: "\n") + "\n\n" + end
    }

    private var end: String {
        let failed = lines.count { $0.state == .failed }
        let sent = "\(requests) \(requests == 1 ? "request was" : "requests were") sent"
        guard failed > 0 else { return "a load has all that it needs; \(sent)" }
        return
            "\(failed == 1 ? "one thing keeps" : "\(failed) things keep") a load from working: the first means exit status "
            + "\(exitStatus.rawValue), \(exitStatus.meaning); \(sent)"
    }

    private static func mark(_ state: CheckLine.State) -> String {
        switch state {
        case .passed: "✓"
        case .failed: "✗"
        case .warning: "!"
        case .skipped: "–"
        }
    }

    struct Document: Encodable {
        struct Check: Encodable {
            let name: String
            let state: String
            let detail: String
            let mend: [String]
            let exit_status: Int32
        }

        let checks: [Check]
        let requests: Int
        let exit_status: Int32
    }

    var document: Document {
        Document(
            checks: lines.map {
                .init(
                    name: $0.name, state: $0.state.rawValue, detail: $0.detail, mend: $0.mend,
                    exit_status: $0.status.rawValue)
            }, requests: requests, exit_status: exitStatus.rawValue)
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
