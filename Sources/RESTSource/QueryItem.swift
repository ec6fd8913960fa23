/// One `name=value` of a request's query string.
///
/// Both parts are held as plain text and percent-encoded when sent, down to the unreserved characters of RFC 3986
/// (section 2.3): a literal `+` goes out as `%2B`, since form decoding on the server would read it as a space.
public struct QueryItem: Sendable, Hashable {
    /// The name, as plain text.
    public var name: String
    /// The value, as plain text.
    public var value: String

    /// Both as plain text: they are percent-encoded when they are sent.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    var encoded: String { "\(name.percentEncoded)=\(value.percentEncoded)" }
}

extension String {
    /// This text with every byte but RFC 3986's unreserved characters as `%XX`, fit for a path segment and for a query.
    var percentEncoded: String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 0xF)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
