import JSON

extension JSONDocument {
    convenience init(_ text: String) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }
}

extension JSONValue {
    /// A copy of the exact text.
    var source: String { String(decoding: text, as: UTF8.self) }
}

/// Why bytes are refused; nil when they are not.
func refusal(of bytes: some Sequence<UInt8>) -> JSONError? {
    do throws(JSONError) {
        _ = try JSONDocument(parsing: Array(bytes))
        return nil
    } catch {
        return error
    }
}

func refusal(of text: String) -> JSONError? { refusal(of: text.utf8) }
