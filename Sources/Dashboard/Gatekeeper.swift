import HTTPTypes

/// Who is let in: decided before anything is looked up, so that a stranger learns nothing, not even what there is.
struct Gatekeeper: Sendable {
    let access: Access
    let limits: DashboardOptions.Limits
    /// The names that a request may ask for; nil: any.
    private let hosts: Set<String>?

    init(_ options: DashboardOptions) {
        access = options.access
        limits = options.limits
        let allowed = Set(options.allowedHosts.map(Self.name))
        // A page from elsewhere can have its own name resolve to this machine (DNS rebinding), and then read what comes back.
        hosts =
            options.address.isLoopback
            ? allowed.union(["127.0.0.1", "localhost", "[::1]", Self.name(options.address.description)])
            : allowed.isEmpty ? nil : allowed
    }

    /// What is refused to whoever it comes from.
    func refusal(_ request: IncomingRequest) -> Failure? {
        if let hosts, !hosts.contains(request.host.map(Self.name) ?? "") {
            var failure = Failure(
                .misdirectedRequest, "not the name of this server",
                "it does not answer to this name; `sluice serve --allowed-host NAME` adds one")
            failure.isForStranger = true
            return failure
        }
        return nil
    }

    func visitor(_ request: IncomingRequest) -> Access.Visitor? { access.visitor(request.headers) }

    /// Who comes, or why nobody of that kind is let in.
    func admit(_ request: IncomingRequest) -> Result<Access.Visitor, Failure> {
        guard let visitor = visitor(request) else {
            var failure = Failure(
                .unauthorized, "not signed in",
                "send the token as `Authorization: Bearer …`, or the password as HTTP Basic with any user name")
            failure.headers[.wwwAuthenticate] =
                request.method == "POST" ? #"Bearer realm="sluice""# : #"Basic realm="sluice", charset="UTF-8""#
            failure.isForStranger = true
            return .failure(failure)
        }
        if request.targetLength > limits.target {
            return .failure(
                Failure(.uriTooLong, "too long an address", "path and query may have \(limits.target) bytes"))
        }
        if request.body.isTooLarge {
            return .failure(
                Failure(.contentTooLarge, "too large a body", "a request may have a body of \(limits.body) bytes"))
        }
        return .success(visitor)
    }

    /// The name without its port.
    private static func name(_ authority: String) -> String {
        let authority = authority.lowercased()
        guard let colon = authority.lastIndex(of: ":"), authority[colon...].dropFirst().allSatisfy(\.isNumber),
            !authority[..<colon].contains(":") || authority.hasPrefix("[")
        else { return authority }
        return String(authority[..<colon])
    }
}
