private import FoundationEssentials

/// The address that every endpoint's path is appended to, checked once.
///
/// `https` only, but for `http` to this machine, and to the one host that is named beside it: a token must not travel in the
/// open. User names, queries and fragments
/// are refused, since what stands in a base URL is logged and stored. No refusal repeats the text it refuses.
package struct BaseURL: Sendable, Hashable, CustomStringConvertible {
    /// The address, with a slash at its end.
    package let description: String

    /// The host in lower case, without the port: what a dataset remembers as the place it was filled from.
    package let host: String

    /// - Parameter httpHost: a host that may be spoken to over `http` as well, such as a sandbox in a network of containers; nil
    ///   for none.
    package init(_ text: String, httpHost: String? = nil) throws(BaseURLError) {
        guard let parts = URLComponents(string: text, encodingInvalidCharacters: false), let scheme = parts.scheme,
            var host = parts.host?.lowercased(), !host.isEmpty, !text.contains(where: \.isWhitespace)
        else { throw .notAURL }
        guard parts.user == nil, parts.password == nil else { throw .hasUserInformation }
        guard parts.query == nil else { throw .hasQuery }
        guard parts.fragment == nil else { throw .hasFragment }
        if let port = parts.port, !(1...65535).contains(port) { throw .notAURL }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }

        switch scheme.lowercased() {
        case "https": break
        case "http" where Self.isLoopback(host) || host == httpHost?.lowercased(): break
        case "http": throw .insecure(host: host)
        default: throw .unsupportedScheme
        }
        description = text.hasSuffix("/") ? text : text + "/"
        self.host = host
    }

    package var isEncrypted: Bool { description.lowercased().hasPrefix("https:") }

    /// Whether what is sent there stays on this machine.
    package var isLoopback: Bool { Self.isLoopback(host) }

    /// Names and addresses that never leave the machine: `localhost`, `::1` and 127.0.0.0/8 (RFC 6890), the latter only as
    /// four plain numbers, so that `127.0.0.1.example.com` is not taken for one.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127"
            && octets.allSatisfy { $0.allSatisfy { ("0"..."9").contains($0) } && UInt8($0) != nil }
    }
}

/// Why an address was not taken as a base URL.
package enum BaseURLError: Error, Hashable, CustomStringConvertible {
    case notAURL
    case unsupportedScheme
    case insecure(host: String)
    case hasUserInformation
    case hasQuery
    case hasFragment

    package var description: String {
        switch self {
        case .notAURL: "the base URL is not a URL; write it as https://host/path/"
        case .unsupportedScheme: "the base URL must begin with https://"
        case .insecure(let host):
            "the base URL uses http:// to \(host), which would send the token in the open; use https:// "
                + "(http:// is for this machine only)"
        case .hasUserInformation: "the base URL holds a user name or password; give the token and secret apart from it"
        case .hasQuery: "the base URL holds a query (?…); remove it"
        case .hasFragment: "the base URL holds a fragment (#…); remove it"
        }
    }
}
