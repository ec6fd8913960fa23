/// Tells where the messages of one side end, and of what kind they are, while their bytes pass in chunks of any size.
///
/// It keeps nothing but the header of the current one (PostgreSQL manual, "Message Formats").
struct PostgresProxyReader {
    private let side: PostgresProxy.Side
    /// Up to the first message with a byte for its type.
    private var isStarting = true
    private var header: [UInt8] = []
    private var bodyLeft = 0

    init(_ side: PostgresProxy.Side) { self.side = side }

    /// Reads on to the end of the current message, and says of what kind it was, or to the end of the bytes.
    mutating func read(_ bytes: Span<UInt8>, at position: inout Int) -> String? {
        while position < bytes.count {
            if header.count < headerSize {
                header.append(bytes[position])
                position += 1
                if header.count == headerSize { bodyLeft = bodySize }
            } else {
                let count = min(bodyLeft, bytes.count - position)
                bodyLeft -= count
                position += count
            }
            if header.count == headerSize, bodyLeft == 0 { return endMessage() }
        }
        return nil
    }

    /// The type and the length. A client starts with messages that have a length and a code instead, and when it asks for
    /// encryption the server answers with one byte; no server starts with another message of those types.
    private var headerSize: Int {
        guard isStarting else { return 5 }
        if side == .client { return 8 }
        return header.first.map(Self.encryptionResponses.contains) == true ? 1 : 5
    }

    private var bodySize: Int {
        switch header.count {
        case 8: max(0, Self.integer(header[..<4]) - 8)
        case 5: max(0, Self.integer(header[1...]) - 4)
        default: 0
        }
    }

    private mutating func endMessage() -> String {
        defer { header.removeAll(keepingCapacity: true) }
        if header.count == 1 { return "EncryptionResponse" }
        if header.count == 8, let request = Self.requests[Self.integer(header[4...])] { return request }
        defer { isStarting = false }
        if header.count == 8 { return "StartupMessage" }
        let letter = Character(UnicodeScalar(header[0]))
        return (side == .client ? Self.clientKinds : Self.serverKinds)[letter] ?? String(letter)
    }

    /// In network order.
    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    /// What a client may send in place of a start-up, or before it.
    private static let requests = [
        80_877_102: "CancelRequest", 80_877_103: "SSLRequest", 80_877_104: "GSSENCRequest",
    ]

    /// No; yes, by TLS; yes, by GSSAPI.
    private static let encryptionResponses = Array("NSG".utf8)

    private static let clientKinds: [Character: String] = [
        "B": "Bind", "C": "Close", "d": "CopyData", "c": "CopyDone", "f": "CopyFail", "D": "Describe", "E": "Execute",
        "H": "Flush", "F": "FunctionCall", "P": "Parse", "p": "PasswordMessage", "Q": "Query", "S": "Sync",
        "X": "Terminate",
    ]

    private static let serverKinds: [Character: String] = [
        "R": "Authentication", "K": "BackendKeyData", "2": "BindComplete", "3": "CloseComplete", "C": "CommandComplete",
        "d": "CopyData", "c": "CopyDone", "W": "CopyBothResponse", "G": "CopyInResponse", "H": "CopyOutResponse",
        "D": "DataRow", "I": "EmptyQueryResponse", "E": "ErrorResponse", "V": "FunctionCallResponse",
        "v": "NegotiateProtocolVersion", "n": "NoData", "N": "NoticeResponse", "A": "NotificationResponse",
        "t": "ParameterDescription", "S": "ParameterStatus", "1": "ParseComplete", "s": "PortalSuspended",
        "Z": "ReadyForQuery", "T": "RowDescription",
    ]
}
