import JSON

/// Where in memory the text of a value begins: no two values of a document begin at the same byte.
struct ValuePlace: Sendable, Hashable {
    private let address: UInt

    init(_ value: JSONValue) {
        address = UInt(bitPattern: value.text.baseAddress)
    }

    func isOf(_ value: JSONValue) -> Bool {
        address == UInt(bitPattern: value.text.baseAddress)
    }

    func isInside(_ value: JSONValue) -> Bool {
        let start = UInt(bitPattern: value.text.baseAddress)
        return address >= start && address < start + UInt(value.text.count)
    }
}

/// The way from a record to a value in it, as a person writes it: `customer_journey[2].page_views[0].order`.
enum ValuePath {
    /// The way to a value; empty for the record itself, nil when the value is not in the record.
    static func text(to place: ValuePlace, in record: JSONValue) -> String? {
        guard place.isInside(record) else { return nil }
        var path = ""
        var value = record
        while !place.isOf(value) {
            guard let step = step(into: value, to: place) else { return nil }
            path += path.isEmpty && step.text.first == "." ? String(step.text.dropFirst()) : step.text
            value = step.value
        }
        return path
    }

    private static func step(into value: JSONValue, to place: ValuePlace) -> (text: String, value: JSONValue)? {
        for (index, element) in value.elements.enumerated() where place.isInside(element) {
            return ("[\(index)]", element)
        }
        for (key, member) in value.members where place.isInside(member) {
            return (step(by: key), member)
        }
        return nil
    }

    /// A plain name behind a point, any other in brackets, as it stands in the document but for what no text column takes.
    private static func step(by key: JSONValue) -> String {
        guard let name = key.string, !name.isEmpty, !key.hasEscapes, name.allSatisfy(isPlain) else {
            var text: [UInt8] = []
            _ = key.sanitizedText(into: &text)
            return "[\(String(decoding: text, as: UTF8.self))]"
        }
        return ".\(String(decoding: name, as: UTF8.self))"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// A number inside of a value that `numeric`, and so `jsonb`, cannot hold.
    static func firstNumberBeyondNumeric(in value: JSONValue) -> JSONValue? {
        if value.kind == .number, let shape = NumberShape(value.text), !shape.fitsNumeric { return value }
        for element in value.elements {
            if let found = firstNumberBeyondNumeric(in: element) { return found }
        }
        for (_, member) in value.members {
            if let found = firstNumberBeyondNumeric(in: member) { return found }
        }
        return nil
    }
}
