import Foundation
import Sandbox
import Testing

/// Which requests a fault strikes, and how it is told to from outside.
struct FaultPlanTests {
    @Test func `a fault lets requests pass, then strikes so many`() async throws {
        try await withClient { client async throws in
            await client.sandbox.strike(.serverError, times: 2, afterRequests: 3)
            #expect(try await statuses(client, 7) == [200, 200, 200, 500, 500, 200, 200])
            #expect(await client.sandbox.struckFaults() == [.serverError: 2])
        }
    }

    @Test func `a fault of one path neither counts nor strikes the others`() async throws {
        try await withClient { client async throws in
            await client.sandbox.strike(.serverError, afterRequests: 1, path: "/api/v1/leads")
            #expect(try await statuses(client, 3, "users") == [200, 200, 200])
            #expect(try await statuses(client, 1, "leads?page_number=2") == [200])
            #expect(try await statuses(client, 1, "users") == [200])
            #expect(try await statuses(client, 2, "leads?page_number=2") == [500, 200])
        }
    }

    @Test func `of faults that are due at once the oldest strikes, one a request`() async throws {
        try await withClient { client async throws in
            await client.sandbox.strike(.badGateway, afterRequests: 1)
            await client.sandbox.strike(.serverError, times: 2)
            await client.sandbox.strike(.tooManyRequests, afterRequests: 1)
            #expect(try await statuses(client, 5) == [500, 502, 500, 429, 200])
            #expect(await client.sandbox.struckFaults() == [.badGateway: 1, .serverError: 2, .tooManyRequests: 1])
        }
    }

    @Test func `requests that are not let in are not counted, other refusals are`() async throws {
        try await withClient { client async throws in
            await client.sandbox.strike(.serverError, afterRequests: 1)
            #expect(try await client.get("leads", .none).status == 401)
            #expect(try await client.get("nothing").status == 404)
            #expect(try await client.send("POST", client.sandbox.baseURL + "leads").status == 405)
            #expect(try await statuses(client, 1, "leads/9") == [400])
            #expect(try await statuses(client, 2) == [500, 200])
        }
    }

    @Test(arguments: Fault.allCases.filter { ![.serverError, .badGateway, .authenticationRefused].contains($0) })
    func `a fault that would not show waits for a request on which it does`(fault: Fault) async throws {
        try await withClient { client in
            let refuses = [.tooManyRequests, .tooManyRequestsRetryAfter].contains(fault)
            _ = try await client.get("leads?page_number=2")
            await client.sandbox.strike(fault)
            #expect(try await client.get("leads/9").status == (refuses ? 429 : 400))
            #expect(await client.sandbox.struckFaults() == (refuses ? [fault: 1] : [:]))
            _ = try? await client.get("leads")
            #expect(await client.sandbox.struckFaults() == [fault: 1])
        }
    }

    @Test(arguments: [
        (Fault.wrongOrder, "leads?leads_per_page=1"), (.emptyPage, "leads?page_number=99"),
        (.wrongTotal, "users/5411301"), (.repeatedPage, "users/5411301"),
    ])
    func `a page without what it spoils is left right`(fault: Fault, path: String) async throws {
        try await withClient { client in
            let right = try await client.get(path)
            await client.sandbox.strike(fault)
            #expect(try await client.get(path).body == right.body)
            #expect(await client.sandbox.struckFaults().isEmpty)
        }
    }

    @Test func `what would not show lets a younger fault strike`() async throws {
        try await withClient { client async throws in
            await client.sandbox.strike(.wrongOrder)
            await client.sandbox.strike(.serverError)
            #expect(try await client.get("users/5411301").status == 500)
            #expect(try await client.get("leads").status == 200)
            #expect(await client.sandbox.struckFaults() == [.wrongOrder: 1, .serverError: 1])
        }
    }

    @Test func `requests at the same time share a fault out, and the limit counts struck ones`() async throws {
        try await withClient(SandboxOptions(leads: 10, dailyLimit: 12)) { client in
            await client.sandbox.strike(.badGateway, times: 5)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<15 { group.addTask { try await client.get("users").status } }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == [200: 7, 502: 5, 429: 3])
        }
    }

    @Test func `cleared faults strike no more, and stay counted`() async throws {
        try await withClient { client async throws in
            await client.sandbox.strike(.serverError, times: 3)
            await client.sandbox.strike(.badGateway, times: 0)
            #expect(try await statuses(client, 1) == [500])
            await client.sandbox.clearFaults()
            #expect(try await statuses(client, 2) == [200, 200])
            #expect(await client.sandbox.struckFaults() == [.serverError: 1])
        }
    }

    // MARK: - From outside

    @Test func `faults are ordered, listed and dropped from outside`() async throws {
        try await withClient { client in
            let ordered = try await client.control(
                "POST", "faults?kind=serverError&times=2&after=1&path=/api/v1/leads")
            #expect(ordered.status == 200)
            #expect(try await client.control("POST", "faults?kind=htmlPage").status == 200)
            #expect(try await statuses(client, 2, "leads") == [200, 500])

            let object = try await client.control("GET", "faults").object
            #expect(object["struck"] as? [String: Int] == ["htmlPage": 1, "serverError": 1])
            let pending = try #require(object["pending"] as? [[String: Any]])
            #expect(pending.count == 1)
            #expect(pending.first?["kind"] as? String == "serverError")
            #expect(pending.first?["times"] as? Int == 1)
            #expect(pending.first?["after"] as? Int == 0)
            #expect(pending.first?["path"] as? String == "/api/v1/leads")

            let dropped = try await client.control("DELETE", "faults").object
            #expect((dropped["pending"] as? [Any])?.isEmpty == true)
            #expect(dropped["struck"] as? [String: Int] == ["htmlPage": 1, "serverError": 1])
            #expect(try await statuses(client, 1, "leads") == [200])
        }
    }

    @Test(arguments: Fault.allCases)
    func `every kind can be ordered from outside`(fault: Fault) async throws {
        try await withClient(SandboxOptions(leads: 10)) { client in
            #expect(try await client.control("POST", "faults?kind=\(fault.rawValue)").status == 200)
            let pending = try await client.control("GET", "faults").object["pending"] as? [[String: Any]]
            #expect(pending?.first?["kind"] as? String == fault.rawValue)
        }
    }

    @Test(arguments: [
        "", "?kind=none", "?kind=serverError&times=0", "?kind=serverError&times=x", "?kind=serverError&after=-1",
        "?kind=serverError&path=/api/v1/nothing", "?kind=serverError&path=leads",
    ])
    func `an order that makes no sense is refused with a reason`(query: String) async throws {
        try await withClient(SandboxOptions(leads: 10)) { client in
            let reply = try await client.control("POST", "faults\(query)")
            #expect(reply.status == 400)
            let message = try #require(try reply.message)
            if !query.contains("serverError") {
                for fault in Fault.allCases { #expect(message.contains(fault.rawValue)) }
            }
            #expect((try await client.control("GET", "faults").object["pending"] as? [Any])?.isEmpty == true)
        }
    }

    private func statuses(_ client: SandboxClient, _ count: Int, _ path: String = "users") async throws -> [Int] {
        var statuses: [Int] = []
        for _ in 0..<count { statuses.append(try await client.get(path).status) }
        return statuses
    }
}
