import Foundation
import FoundationNetworking
import Sandbox
import Testing

struct RoutingTests {
    @Test(arguments: ["profiles", "recordings/1", "tracking", "leads/1/2", "nope", "accounts/40210/users", ""])
    func `an unknown path is a page of HTML, key or no key`(path: String) async throws {
        try await withClient { client in
            for authorization in [SandboxClient.Authorization.key, .none] {
                let reply = try await client.get(path, authorization)
                #expect(reply.status == 404)
                #expect(reply.header("Content-Type")?.hasPrefix("text/html") == true)
                #expect(reply.text.contains("couldn't be found"))
            }
        }
    }

    @Test(arguments: ["POST", "PUT", "DELETE"])
    func `what is not a GET is refused`(method: String) async throws {
        try await withClient { client in
            let reply = try await client.send(
                method, client.sandbox.baseURL + "leads", body: method == "DELETE" ? "" : "{}")
            #expect(reply.status == 405)
            #expect(try reply.message != nil)
        }
    }

    @Test func `unknown parameters are ignored in silence`() async throws {
        try await withClient { client async throws in
            let plain = try await client.get("leads?\(secondYear)")
            let other = try await client.get("leads?\(secondYear)&page=3&per_page=100&cache=1&flag&=&&")
            #expect(other.status == 200)
            #expect(other.body == plain.body)
        }
    }

    @Test func `the Date header is in universal time, by the sandbox's clock`() async throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        func skew(_ offset: Int) async throws -> TimeInterval {
            let header = try await withQuirks({ $0.clockOffsetSeconds = offset }) { client in
                try #require(try await client.get("leads").header("Date"))
            }
            return try #require(formatter.date(from: header)).timeIntervalSinceNow
        }
        #expect(abs(try await skew(0)) < 60)
        #expect(abs(try await skew(-86_400) + 86_400) < 60)
    }

    @Test func `the sandbox is gone when its body has returned`() async throws {
        let address = try await withClient { $0.sandbox.baseURL }
        try await withClient { client in
            _ = await #expect(throws: URLError.self) { try await client.send("GET", address + "leads") }
        }
    }

    @Test func `a sandbox that runs until it is cancelled ends when it is`() async throws {
        let (ready, announce) = AsyncStream.makeStream(of: Sandbox.self)
        let address = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Sandbox.run(SandboxOptions(leads: 5)) { announce.yield($0) } }
            let sandbox = try #require(await ready.first { _ in true })
            let client = SandboxClient(sandbox: sandbox, session: .shared)
            #expect(try await client.get("leads").status == 200)
            group.cancelAll()
            return sandbox.baseURL
        }
        try await withClient { client in
            _ = await #expect(throws: URLError.self) { try await client.send("GET", address + "leads") }
        }
    }

    @Test func `an error of the body comes out`() async throws {
        struct Mishap: Error {}
        await #expect(throws: Mishap.self) {
            try await Sandbox.withSandbox(SandboxOptions(leads: 1)) { _ in throw Mishap() }
        }
    }

    @Test func `a port that is taken is named`() async throws {
        try await withClient { client in
            let port = try #require(URL(string: client.sandbox.baseURL)?.port)
            let error = await #expect(throws: SandboxError.self) {
                try await Sandbox.withSandbox(SandboxOptions(leads: 1, port: port)) { _ in }
            }
            #expect(error?.description.contains("127.0.0.1:\(port)") == true)
        }
    }
}
