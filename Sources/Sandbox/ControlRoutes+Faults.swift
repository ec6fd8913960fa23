extension FaultPlan {
    /// From the query of `POST /sandbox/faults`.
    init(_ parameters: QueryParameters) throws(APIError) {
        guard let fault = parameters["kind"].flatMap({ Fault(rawValue: $0) }) else {
            let kinds = Fault.allCases.map(\.rawValue).joined(separator: ", ")
            throw APIError(status: 400, message: "Pass kind, one of: \(kinds).")
        }
        self.init(
            fault: fault,
            times: try Self.number("times", parameters, in: 1...1_000_000) ?? 1,
            after: try Self.number("after", parameters, in: 0...1_000_000) ?? 0,
            path: try Self.path(parameters))
    }

    private static func number(
        _ name: String, _ parameters: QueryParameters, in range: ClosedRange<Int>
    ) throws(APIError) -> Int? {
        guard let text = parameters[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw APIError(
                status: 400, message: "Pass \(name), a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// A path that the API does not have would be waited for in vain.
    private static func path(_ parameters: QueryParameters) throws(APIError) -> String? {
        guard let path = parameters["path"] else { return nil }
        let components = path.split(separator: "/").map(String.init)
        guard path.hasPrefix("/api/v1/"), APIEndpoint(components.dropFirst(2)) != nil else {
            throw APIError(status: 400, message: "Pass path, one of the API's, such as /api/v1/leads.")
        }
        return path
    }
}

/// The answer of `/sandbox/faults`.
struct FaultReport: Encodable {
    struct Pending: Encodable {
        let kind: Fault
        let times: Int
        let after: Int
        let path: String?
    }

    let struck: [String: Int]
    let pending: [Pending]

    init(_ faults: FaultSchedule) {
        struck = Dictionary(uniqueKeysWithValues: faults.struck.map { ($0.rawValue, $1) })
        pending = faults.pending.map { Pending(kind: $0.fault, times: $0.times, after: $0.after, path: $0.path) }
    }
}
