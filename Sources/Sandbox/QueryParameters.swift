/// The parameters of a request, by name. Names that nobody asks for are ignored, as the API does.
struct QueryParameters {
    private var values: [String: String] = [:]

    /// - Parameter query: what follows the question mark. Of a name that comes twice the last counts.
    init(_ query: Substring) {
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values[Self.decoded(parts[0], plusIsSpace: true)] =
                parts.count > 1 ? Self.decoded(parts[1], plusIsSpace: true) : ""
        }
    }

    /// Nil when the parameter is missing or empty.
    subscript(_ name: String) -> String? {
        guard let value = values[name], !value.isEmpty else { return nil }
        return value
    }

    func number(_ name: String, _ quirks: Quirks) throws(APIError) -> Int64? {
        guard let text = self[name] else { return nil }
        guard let number = Int64(text) else { throw .invalid(name, "use a numeric value", quirks) }
        return number
    }

    func flag(_ name: String, _ quirks: Quirks) throws(APIError) -> Bool? {
        switch self[name] {
        case nil: return nil
        case "true": return true
        case "false": return false
        default:
            if quirks.validatesEnumerations { throw .invalid(name, "use true or false", quirks) }
            return nil
        }
    }

    /// One of the listed words; upper case is taken as well.
    func choice<Value>(
        _ name: String, _ choices: [(word: String, value: Value)], _ quirks: Quirks
    ) throws(APIError) -> Value? {
        guard let text = self[name]?.lowercased() else { return nil }
        for choice in choices where choice.word == text { return choice.value }
        guard quirks.validatesEnumerations else { return nil }
        throw .invalid(name, "use one of: \(choices.map(\.word).joined(separator: ", "))", quirks)
    }

    /// `start_date` and `end_date`, both included; a date alone covers its day (API reference, "Dates").
    func dates(_ quirks: Quirks) throws(APIError) -> (from: UTCTime?, to: UTCTime?) {
        var from = try time("start_date", quirks)?.time
        var to = try time("end_date", quirks).map { $0.isDateOnly ? $0.time.lastSecondOfDay : $0.time }
        if quirks.roundsDatesToDays {
            from = from?.startOfDay
            to = to?.lastSecondOfDay
        }
        if let from, let to, from > to { throw .invalidRange("start_date is later than end_date", quirks) }
        return (from, to)
    }

    private func time(_ name: String, _ quirks: Quirks) throws(APIError) -> (time: UTCTime, isDateOnly: Bool)? {
        guard let text = self[name] else { return nil }
        guard let parsed = UTCTime.parse(text) else { throw .invalid(name, "use an ISO 8601 date", quirks) }
        return parsed
    }

    /// Undoes percent-encoding. What is not encoded properly stays as it is; what is not UTF-8 is repaired.
    static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+"), plusIsSpace {
                bytes.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), let digits = String(rest.prefix(2)), digits.utf8.count == 2,
                digits.utf8.first != UInt8(ascii: "+"),
                let code = UInt8(digits, radix: 16)
            {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UTCTime {
    var lastSecondOfDay: UTCTime { UTCTime(seconds: startOfDay.seconds + Self.day - 1) }
}
