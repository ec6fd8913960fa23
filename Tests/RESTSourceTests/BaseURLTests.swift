import RESTSource
import Testing

@Suite struct BaseURLTests {
    @Test(arguments: [
        ("https://app.example.com/api/v1/", "https://app.example.com/api/v1/", "app.example.com"),
        ("https://APP.Example.com/api/v1", "https://APP.Example.com/api/v1/", "app.example.com"),
        ("https://example.com", "https://example.com/", "example.com"),
        ("https://example.com:8443", "https://example.com:8443/", "example.com"),
        ("http://127.0.0.1:8080/api", "http://127.0.0.1:8080/api/", "127.0.0.1"),
        ("http://127.255.3.4", "http://127.255.3.4/", "127.255.3.4"),
        ("http://localhost:9", "http://localhost:9/", "localhost"),
        ("http://LOCALHOST", "http://LOCALHOST/", "localhost"),
        ("http://[::1]:8080/", "http://[::1]:8080/", "::1"),
    ])
    func `an address is taken, with a slash at its end`(text: String, url: String, host: String) throws {
        let base = try BaseURL(text)
        #expect(base.description == url)
        #expect(base.host == host)
    }

    @Test func `one host may be named that is spoken to over http, and no other`() throws {
        #expect(try BaseURL("http://Sandbox:8765/api", httpHost: "sandbox").host == "sandbox")
        for text in ["http://sandbox.example.com/", "http://example.com/sandbox", "http://sandbox@example.com/"] {
            #expect(throws: BaseURLError.self) { try BaseURL(text, httpHost: "sandbox") }
        }
        #expect(throws: BaseURLError.insecure(host: "sandbox")) { try BaseURL("http://sandbox/", httpHost: nil) }
    }

    @Test(
        arguments: [
            ("http://app.example.com/", .insecure(host: "app.example.com")),
            ("http://127.0.0.1.example.com/", .insecure(host: "127.0.0.1.example.com")),
            ("http://128.0.0.1/", .insecure(host: "128.0.0.1")), ("http://127.1/", .insecure(host: "127.1")),
            ("http://127.0.0.256/", .insecure(host: "127.0.0.256")),
            ("http://localhost.example.com/", .insecure(host: "localhost.example.com")),
            ("http://[::2]/", .insecure(host: "::2")), ("http://0.0.0.0/", .insecure(host: "0.0.0.0")),
            ("ftp://example.com/", .unsupportedScheme),
            ("https://hunter2@example.com/", .hasUserInformation),
            ("https://a:hunter2@example.com/", .hasUserInformation),
            ("https://example.com/?key=hunter2", .hasQuery), ("https://example.com/?", .hasQuery),
            ("https://example.com/#hunter2", .hasFragment),
            ("", .notAURL), ("example.com", .notAURL), ("https://", .notAURL), ("https:///api", .notAURL),
            ("https://exa mple.com/hunter2", .notAURL), ("https://example.com/ ", .notAURL),
            ("https://example.com:99999/", .notAURL), ("https://example.com:0/", .notAURL),
        ] as [(String, BaseURLError)])
    func `an address is refused, without being repeated`(text: String, reason: BaseURLError) {
        let error = #expect(throws: BaseURLError.self) { try BaseURL(text) }
        #expect(error == reason)
        #expect(error?.description.contains("hunter2") == false)
    }
}
