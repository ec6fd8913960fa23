private import FoundationEssentials

/// The token and secret of an API key, as HTTP Basic (RFC 7617) sends them.
///
/// Nothing that prints a value shows them: not interpolation, `debugPrint`, `dump` or a mirror, also when the value lies
/// inside another one.
package struct Credentials: Sendable, Hashable {
    /// The user part. It names the key but is still kept out of every output; use it for a fingerprint.
    package let token: String

    private let secret: String

    /// Refuses what cannot travel in a Basic header: an empty part, a colon in the token, control characters (the newline
    /// at the end of a mounted file is the usual one; trim it first).
    package init(token: String, secret: String) throws(CredentialsError) {
        guard !token.isEmpty else { throw .empty("token") }
        guard !secret.isEmpty else { throw .empty("secret") }
        guard !token.contains(":") else { throw .colonInToken }
        let isControl = { (byte: UInt8) in byte < 0x20 || byte == 0x7F }
        guard !token.utf8.contains(where: isControl) else { throw .controlCharacter("token") }
        guard !secret.utf8.contains(where: isControl) else { throw .controlCharacter("secret") }
        self.token = token
        self.secret = secret
    }

    /// The value of the `Authorization` header. For the transport alone.
    package var authorizationHeader: String { "Basic \(encoded)" }

    private var encoded: String { Data("\(token):\(secret)".utf8).base64EncodedString() }

    /// `text` without the token, the secret and what the header makes of them, in case a server sends them back.
    func scrubbed(from text: String) -> String {
        [encoded, secret, token].reduce(text) { $0.replacing($1, with: "[withheld]") }
    }

    /// Bytes of an answer without them, for what is kept as it came: a link in a record may carry the token.
    package func scrubbed(from bytes: [UInt8]) -> [UInt8] {
        [encoded, secret, token].reduce(bytes) { $0.replacing(Array($1.utf8), with: Array("[withheld]".utf8)) }
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "Credentials(withheld)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a token and secret cannot be used.
package enum CredentialsError: Error, Hashable, CustomStringConvertible {
    case empty(String)
    case colonInToken
    case controlCharacter(String)

    package var description: String {
        switch self {
        case .empty(let part): "the \(part) is empty"
        case .colonInToken: "the token holds a colon; give token and secret apart"
        case .controlCharacter(let part):
            "the \(part) holds a control character; is there a line break at the end of its file or variable?"
        }
    }
}
