import RESTSource
import Testing

@Suite struct CredentialsTests {
    @Test func `the header is that of RFC 7617`() throws {
        #expect(
            try Credentials(token: "Aladdin", secret: "open sesame").authorizationHeader
                == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        #expect(try Credentials(token: "test", secret: "123£").authorizationHeader == "Basic dGVzdDoxMjPCow==")
    }

    struct Holder {
        let credentials: Credentials
        let list: [Credentials]
        let map: [String: Credentials?]
    }

    @Test func `nothing that prints a value shows its parts`() throws {
        let credentials = try testCredentials()
        let holder = Holder(credentials: credentials, list: [credentials], map: ["key": credentials])
        var output = "\(credentials) \(holder) \(credentials as Any)"
        output += String(reflecting: credentials) + String(describing: holder) + String(reflecting: holder)
        dump(credentials, to: &output)
        dump(holder, to: &output)
        debugPrint(credentials, holder, to: &output)
        output += Mirror(reflecting: credentials).children.map { "\($0)" }.joined()
        for part in secretParts + [String(credentials.authorizationHeader.dropFirst(6))] {
            #expect(!output.contains(part))
        }
    }

    @Test(
        arguments: [
            ("", "s", .empty("token")), ("t", "", .empty("secret")), ("t:u", "s", .colonInToken),
            ("t\n", "s", .controlCharacter("token")), ("t", "s\r\n", .controlCharacter("secret")),
            ("t", "s\u{0}", .controlCharacter("secret")),
        ] as [(String, String, CredentialsError)])
    func `parts that cannot travel are refused`(token: String, secret: String, reason: CredentialsError) {
        #expect(throws: reason) { try Credentials(token: token, secret: secret) }
    }
}
