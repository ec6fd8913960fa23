import Foundation
import Sandbox
import Testing

struct AuthenticationTests {
    @Test func `a request without a key is told so, in the observed words`() async throws {
        try await withClient { client in
            let reply = try await client.get("leads", .none)
            #expect(reply.status == 401)
            #expect(reply.header("Content-Type") == "application/json; charset=utf-8")
            #expect(reply.text == #"{"error_message":"Authentication not provided."}"#)
        }
    }

    @Test(arguments: ["Basic d3Jvbmc6a2V5", "Basic ***", "Basic Og=="])
    func `a wrong key is refused in the observed words`(header: String) async throws {
        try await withClient { client in
            let reply = try await client.get("leads", .header(header))
            #expect(reply.status == 401)
            #expect(try reply.message == "Authentication failed.")
        }
    }

    @Test func `a bearer token is no key at all`() async throws {
        try await withClient { client in
            let reply = try await client.get("accounts", .header("Bearer \(client.sandbox.secret)"))
            #expect(reply.status == 401)
            #expect(try reply.message == "Authentication not provided.")
        }
    }

    @Test func `the answer tells nothing of limits`() async throws {
        try await withClient { client in
            for authorization in [SandboxClient.Authorization.key, .none] {
                let reply = try await client.get("leads", authorization)
                #expect(reply.header("Retry-After") == nil)
                #expect(reply.header("X-RateLimit-Limit") == nil)
            }
        }
    }
}
