import Foundation
import HTTPTypes

/// What opens the doors: a token for machines, and a password for people, whose browsers ask for it.
package struct Access: Sendable {
    private let token: Secret
    private let password: Secret

    /// - Parameters:
    ///   - token: lets in with `Authorization: Bearer`, and lets start loads.
    ///   - password: lets read with HTTP Basic, under any user name; nil for the token itself.
    package init(token: String, password: String?) {
        self.token = Secret(token)
        self.password = Secret(password ?? token)
    }

    /// As whom a request comes.
    enum Visitor: Equatable {
        /// By the token: may start loads.
        case machine
        /// By the password: may read.
        case person
    }

    /// - Returns: nil when the request brings nothing that opens.
    func visitor(_ headers: HTTPFields) -> Visitor? {
        // Of two, one might be somebody else's: then neither counts.
        guard headers[values: .authorization].count == 1, let field = headers[.authorization],
            let space = field.firstIndex(of: " ")
        else { return nil }
        let credentials = field[field.index(after: space)...].drop { $0 == " " }
        switch field[..<space].lowercased() {
        case "bearer": return token.equals(credentials.utf8) ? .machine : nil
        case "basic":
            guard let decoded = Data(base64Encoded: String(credentials)), let colon = decoded.firstIndex(of: 0x3A)
            else { return nil }
            return password.equals(decoded[decoded.index(after: colon)...]) ? .person : nil
        default: return nil
        }
    }

    /// A token that nobody can guess: 24 random bytes, in characters that need no quotes anywhere.
    package static func randomToken() -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<24).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }
}

/// A text that is compared in a time which does not tell how much of it was right, and that no print shows.
private struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    func equals(_ candidate: some Collection<UInt8>) -> Bool {
        guard !bytes.isEmpty else { return false }
        var difference: UInt8 = bytes.count == candidate.count ? 0 : 1
        for (index, byte) in candidate.enumerated() { difference |= byte ^ bytes[index % bytes.count] }
        return difference == 0
    }

    var description: String { "a secret" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
