/// The query of a request, decoded and checked.
struct Query: Sendable {
    /// In the order in which they came.
    let items: [(name: String, value: String)]

    /// Why a query is refused, in words for whoever wrote it.
    struct Refusal: Error {
        let words: String
    }

    /// - Parameter text: what stands behind the `?`.
    init(_ text: Substring) throws(Refusal) {
        var items: [(name: String, value: String)] = []
        for item in text.split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            items.append((try Self.decode(parts[0]), parts.count > 1 ? try Self.decode(parts[1]) : ""))
        }
        self.items = items
    }

    /// The last value of each name, for pages.
    var lastValues: [String: String] { Dictionary(items.map { ($0.name, $0.value) }) { $1 } }

    /// The values by their names, of which there are no others and each once, for the API.
    func values(_ known: [String]) throws(Refusal) -> [String: String] {
        var values: [String: String] = [:]
        for (name, value) in items {
            guard known.contains(name) else {
                throw Refusal(
                    words: known.isEmpty
                        ? "there are no parameters here"
                        : "there is no parameter of that name; there are \(known.joined(separator: ", "))")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw Refusal(words: "\(name) is given more than once")
            }
        }
        return values
    }

    /// Percent-encoded UTF-8 without the character that PostgreSQL cannot take.
    static func decode(_ text: Substring) throws(Refusal) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(hexadecimal), let low = rest.popFirst().flatMap(hexadecimal)
                else { throw Refusal(words: "a % must be followed by two hexadecimal digits") }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else {
            throw Refusal(words: "the query is not UTF-8")
        }
        guard !bytes.contains(0) else { throw Refusal(words: "the query holds the character U+0000") }
        return decoded
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
