import Foundation
import FoundationNetworking
import Sandbox
import Testing

/// Each fault as a client meets it.
struct FaultTests {
    private static let first = "leads?\(secondYear)&page_number=1"
    private static let second = "leads?\(secondYear)&page_number=2"

    @Test(arguments: Fault.allCases)
    func `a fault strikes one request, is counted and logged, and the next answer is right again`(
        fault: Fault
    ) async throws {
        try await withClient { client in
            let right = try await client.get(Self.second)
            // A fault that repeats a page needs one to repeat.
            _ = try await client.get(Self.first)
            await client.sandbox.strike(fault)
            #expect(await client.sandbox.struckFaults().isEmpty)

            let struck = try? await client.get(Self.second)
            #expect((struck?.status == 200 && struck?.body == right.body) == (fault == .slowBytes))
            #expect(await client.sandbox.struckFaults() == [fault: 1])

            let after = try await client.get(Self.second)
            #expect(after.status == 200)
            #expect(after.body == right.body)
            #expect(await client.sandbox.struckFaults() == [fault: 1])

            let statuses: [Fault: Int] = [
                .tooManyRequests: 429, .tooManyRequestsRetryAfter: 429, .serverError: 500, .badGateway: 502,
                .authenticationRefused: 401,
            ]
            #expect(await client.sandbox.requestLog().map(\.status) == [200, 200, statuses[fault] ?? 200, 200])
            #expect(await client.sandbox.requestCount(path: "/api/v1/leads") == 4)
        }
    }

    @Test func `too many requests come without advice, or with as much as is wanted`() async throws {
        let plain = try await reply(.tooManyRequests)
        #expect(plain.status == 429)
        #expect(plain.header("Retry-After") == nil)
        #expect(try plain.message == "Too many requests.")
        #expect(try await reply(.tooManyRequestsRetryAfter).header("Retry-After") == "1")
        let patient = try await reply(.tooManyRequestsRetryAfter) { $0.retryAfterSeconds = 7 }
        #expect(patient.status == 429)
        #expect(patient.header("Retry-After") == "7")
        #expect(try patient.message == "Too many requests.")
    }

    @Test(arguments: [(Fault.serverError, 500), (.badGateway, 502), (.htmlPage, 200)])
    func `some answers are HTML`(fault: Fault, status: Int) async throws {
        let reply = try await reply(fault)
        #expect(reply.status == status)
        #expect(reply.header("Content-Type")?.hasPrefix("text/html") == true)
        #expect(reply.text.contains("<html>"))
    }

    @Test func `a good key is refused in the words for a wrong one`() async throws {
        let reply = try await reply(.authenticationRefused)
        #expect(reply.status == 401)
        #expect(try reply.message == "Authentication failed.")
    }

    @Test func `slow bytes come in many pieces, and are the right ones`() async throws {
        try await withQuirks({ $0.slowBytesMilliseconds = 400 }) { client in
            let right = try await client.get(Self.first)
            await client.sandbox.strike(.slowBytes, times: 4)
            // A busy machine makes any answer slow, but hardly each of several.
            for _ in 0..<3 {
                let start = ContinuousClock.now
                #expect(try await client.get(Self.first).body == right.body)
                #expect(ContinuousClock.now - start > .milliseconds(350))
            }

            let raw = try await client.rawGet(Self.first, asksToClose: true)
            #expect(raw.body == Array(right.body))
            #expect(raw.pieces > 4)
        }
    }

    @Test func `a cut connection has told of the whole body, and brings exactly half`() async throws {
        try await withClient(SandboxOptions(leads: 3_000)) { client in
            let path = "\(Self.first)&leads_per_page=2500&customer_journey=true"
            let right = try await client.get(path)
            await client.sandbox.strike(.cutConnection, times: 2)
            let raw = try await client.rawGet(path)
            #expect(raw.head.hasPrefix("HTTP/1.1 200 "))
            #expect(raw.contentLength == right.body.count)
            #expect(raw.body.count == right.body.count / 2)
            // Compared apart from the macro, which would describe megabytes.
            let isRight = raw.body == Array(right.body.prefix(raw.body.count))
            #expect(isRight)
            await #expect(throws: URLError.self) { try await client.get(path) }
            let isRightAgain = try await client.get(path).body == right.body
            #expect(isRightAgain)
        }
    }

    @Test func `a truncated page is whole to HTTP, and half to JSON`() async throws {
        try await withClient { client in
            let right = try await client.get(Self.first)
            await client.sandbox.strike(.truncatedPage)
            let reply = try await client.get(Self.first)
            #expect(reply.status == 200)
            #expect(reply.header("Content-Type") == right.header("Content-Type"))
            #expect(reply.header("Content-Length") == String(right.body.count / 2))
            #expect(reply.body == right.body.prefix(right.body.count / 2))
            #expect(throws: (any Error).self) { try reply.object }
        }
    }

    @Test func `an empty body is said to be JSON`() async throws {
        let reply = try await reply(.emptyBody)
        #expect(reply.status == 200)
        #expect(reply.body.isEmpty)
        #expect(reply.header("Content-Type") == "application/json; charset=utf-8")
    }

    @Test func `the page served twice is the latest one of the same path`() async throws {
        try await withClient { client in
            let first = try await client.get(Self.first)
            _ = try await client.get("users")
            // Half of another page does not count as given.
            await client.sandbox.strike(.cutConnection)
            await #expect(throws: URLError.self) { try await client.get(Self.second) }
            await client.sandbox.strike(.repeatedPage, times: 2)
            #expect(try await client.get(Self.second).body == first.body)
            #expect(try await client.get("\(Self.first)&leads_per_page=3").body == first.body)
            #expect(await client.sandbox.struckFaults() == [.cutConnection: 1, .repeatedPage: 2])
        }
    }

    @Test func `with no other page to serve twice the right one comes, and the fault waits`() async throws {
        try await withClient { client in
            await client.sandbox.strike(.repeatedPage)
            let first = try await client.get(Self.first)
            #expect(try first.object["page_number"] as? Int == 1)
            #expect(try await client.get(Self.first).body == first.body)
            #expect(try await client.object("users")["users"] != nil)
            #expect(await client.sandbox.struckFaults().isEmpty)
            #expect(try await client.get(Self.second).body == first.body)
            #expect(await client.sandbox.struckFaults() == [.repeatedPage: 1])
        }
    }

    @Test(arguments: [(Self.first, "leads"), ("users?users_per_page=4", "users"), ("tracking/numbers", "numbers")])
    func `a wrong total spoils two numbers and nothing else`(path: String, plural: String) async throws {
        try await withClient { client in
            let right = try await client.object(path)
            await client.sandbox.strike(.wrongTotal)
            let wrong = try await client.object(path)
            for name in ["total_\(plural)", "total_pages"] {
                #expect(try #require(wrong[name] as? Int) == (try #require(right[name] as? Int)) + 7)
            }
            for name in ["page_number", "\(plural)_per_page", plural] {
                #expect(try json(wrong[name]) == json(right[name]))
            }
        }
    }

    @Test(arguments: [(Self.first, "leads"), ("users?users_per_page=4", "users"), ("accounts", "accounts")])
    func `a wrong order is the right records from the last to the first`(path: String, plural: String) async throws {
        try await withClient { client in
            let right = try await client.object(path)
            await client.sandbox.strike(.wrongOrder)
            let wrong = try await client.object(path)
            let records = try #require(right[plural] as? [Any])
            #expect(records.count > 1)
            #expect(try json(wrong[plural]) == json(Array(records.reversed())))
            for name in right.keys where name != plural { #expect(try json(wrong[name]) == json(right[name])) }
        }
    }

    @Test func `an empty page keeps its envelope`() async throws {
        let object = try await reply(.emptyPage, "\(Self.second)&leads_per_page=30").object
        #expect((object["leads"] as? [Any])?.isEmpty == true)
        #expect(object["total_leads"] as? Int == 0)
        #expect(object["total_pages"] as? Int == 0)
        #expect(object["page_number"] as? Int == 2)
        #expect(object["leads_per_page"] as? Int == 30)
    }

    private func reply(
        _ fault: Fault, _ path: String = FaultTests.first, _ change: (inout Quirks) -> Void = { _ in }
    ) async throws -> Reply {
        try await withQuirks(change) { client in
            await client.sandbox.strike(fault)
            return try await client.get(path)
        }
    }

    private func json(_ value: Any?) throws -> Data {
        try JSONSerialization.data(withJSONObject: try #require(value), options: [.sortedKeys, .fragmentsAllowed])
    }
}
