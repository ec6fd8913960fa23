import Dashboard

/// What opens the server's doors, as it is set or made up.
struct ServeKeys: Sendable {
    let access: Access
    /// The token, when it was made up: to be shown to the person who started the server, once.
    let made: String?

    private static let shortest = 16

    init(_ settings: Settings, isLoopback: Bool, address: String) throws(SettingsError) {
        let token = settings.string(.serveToken)
        let password = settings.string(.servePassword)
        for (setting, secret) in [(Setting.serveToken, token), (.servePassword, password)] {
            if let secret, secret.utf8.count < Self.shortest {
                throw .shortSecret(setting, characters: Self.shortest)
            }
        }
        if token == nil, password == nil {
            guard isLoopback else { throw .noServeToken(address: address) }
            let made = Access.randomToken()
            self.init(access: Access(token: made, password: nil), made: made)
        } else {
            // With a password alone nobody starts loads, and no machine needs a token: one that nobody knows.
            self.init(access: Access(token: token ?? Access.randomToken(), password: password), made: nil)
        }
    }

    private init(access: Access, made: String?) {
        self.access = access
        self.made = made
    }
}
