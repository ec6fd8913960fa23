import Foundation
import Sandbox
import Testing

struct ControlRouteTests {
    @Test func `leads are changed, added and deleted from outside`() async throws {
        try await withClient { client in
            let changed = try await client.control("POST", "leads/change?fraction=0.01")
            #expect(changed.status == 200)
            #expect(try changed.object["changed"] as? Int == 3)
            #expect(try await client.control("POST", "leads/add?count=4").object["added"] as? Int == 4)
            let deleted = try await client.control("POST", "leads/delete?count=10")
            #expect((try deleted.object["lead_ids"] as? [Int])?.count == 10)
            #expect(await client.sandbox.leadIDs().count == 294)
        }
    }

    @Test func `quirks are switched one by one`() async throws {
        try await withClient { client in
            let reply = try await client.control(
                "PUT", "quirks", body: #"{"ignoresOrder": true, "maximumSpanDays": null}"#)
            #expect(reply.status == 200)
            var expected = Quirks()
            expected.ignoresOrder = true
            expected.maximumSpanDays = nil
            #expect(await client.sandbox.quirks == expected)
            #expect(try await client.control("GET", "quirks").object["ignoresOrder"] as? Bool == true)
        }
    }

    @Test func `requests are counted, those to the sandbox's own paths not`() async throws {
        try await withClient { client in
            _ = try await client.get("leads")
            _ = try await client.control("GET", "requests")
            #expect(try await client.control("GET", "requests").object["total"] as? Int == 1)
            #expect(try await client.control("DELETE", "requests").object["total"] as? Int == 0)
        }
    }

    @Test(
        arguments: [
            ("POST", "leads/change", ""), ("POST", "leads/change?fraction=2", ""),
            ("POST", "leads/change?fraction=nan", ""),
            ("POST", "leads/change?fraction=0.1&what=all", ""), ("POST", "leads/add", ""),
            ("POST", "leads/add?count=-1", ""),
            ("POST", "leads/delete?count=x", ""), ("GET", "leads/add", ""), ("GET", "nothing", ""),
            ("PUT", "quirks", "[]"),
            ("PUT", "quirks", "{"), ("PUT", "quirks", #"{"noSuchQuirk": true}"#),
            ("PUT", "quirks", #"{"elite": "yes"}"#),
            ("PUT", "quirks", #"{"elite": null}"#), ("PUT", "quirks", #"{"maximumSpanDays": 9223372036854775807}"#),
            ("PUT", "quirks", #"{"agencyOnlyStatus": -1}"#), ("PUT", "quirks", #"{"clampsPageSize": 0}"#),
            ("PUT", "quirks", #"{"dailyLimit": -1}"#), ("PUT", "quirks", #"{"retryAfterSeconds": -1}"#),
            ("PUT", "quirks", #"{"slowBytesMilliseconds": -1}"#), ("PUT", "faults", ""),
        ])
    func `what makes no sense is refused with a reason`(method: String, path: String, body: String) async throws {
        try await withClient { client in
            let reply = try await client.control(method, path, body: body)
            #expect((400..<500).contains(reply.status))
            #expect(try reply.message?.isEmpty == false)
            #expect(await client.sandbox.quirks == Quirks())
        }
    }
}
