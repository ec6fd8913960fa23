import FoundationEssentials
import JSON
import RESTSource
import Synchronization
import Testing

@Suite struct RESTClientTests {
    @Test func `a page holds its records, its total, the API's clock and what it cost`() async throws {
        try await withClient { exchange in
            try await exchange.answer(headers: ["Date: Sun, 06 Nov 1994 08:49:37 GMT"], leadsPage(7...9, total: 40))
        } _: { client, _ in
            let page = try await client.page(PageRequest(endpoint: .leads))
            #expect(page.total == 40)
            #expect(page.recordCount == 3)
            #expect(page.withRecords { $0.map { $0["lead_id"]?.integer } } == [7, 8, 9])
            #expect(page.serverDate == Date(timeIntervalSince1970: 784_111_777))
            #expect(page.byteCount == leadsPage(7...9, total: 40).utf8.count)
            #expect(page.attempts == 1)
            #expect(page.duration > .zero)
            #expect(client.requestsSent == 1)
        }
    }

    @Test func `a request carries the key, the user agent and an encoded query`() async throws {
        try await withClient { exchange in
            try await exchange.answer(leadsPage(1...1, total: 1))
        } _: { client, server in
            _ = try await client.page(
                PageRequest(endpoint: .leads, query: [QueryItem("q", "a+b&c=ä 😀/~")], pageNumber: 3, pageSize: 9999))
            let request = try #require(server.log.requests.first)
            #expect(
                request.target
                    == "/api/leads?q=a%2Bb%26c%3D%C3%A4%20%F0%9F%98%80%2F~&page_number=3&leads_per_page=2500")
            let authorization = try testCredentials().authorizationHeader
            #expect(request.header("authorization") == authorization)
            #expect(request.header("user-agent") == "sluice/test")
            #expect(request.header("accept") == "application/json")
        }
    }

    // MARK: - One record

    @Test(arguments: [
        #"{"total_leads":1,"leads":[{"lead_id":5}]}"#, #"{"leads":{"lead_id":5}}"#, #"{"lead_id":5}"#,
    ])
    func `a single record is found in an envelope and bare`(body: String) async throws {
        try await withClient {
            try await $0.answer(body)
        } _: { client, server in
            let page = try await client.page(PageRequest(endpoint: .lead, pathValues: ["lead_id": "a/5"]))
            #expect(page.recordCount == 1)
            #expect(page.total == nil)
            #expect(page.withRecords { $0.map { $0["lead_id"]?.integer } } == [5])
            #expect(server.log.requests.first?.target == "/api/leads/a%2F5")
        }
    }

    @Test(arguments: [[:], ["lead_id": ""], ["lead_id": ".."]])
    func `a placeholder without a usable value sends nothing`(values: [String: String]) async throws {
        try await withClient {
            try await $0.answer("{}")
        } _: { client, server in
            let error = try await restError {
                try await client.page(PageRequest(endpoint: .lead, pathValues: values))
            }
            #expect(error.kind == .invalidRequest("no usable value for {lead_id}"))
            #expect(server.log.requests.isEmpty)
        }
    }

    // MARK: - Errors

    struct Answer: Sendable, CustomTestStringConvertible {
        var status = 200
        var type: String? = "application/json"
        var body: String
        let kind: RESTError.Kind
        var message: String?
        var testDescription: String { "\(status) \(type ?? "-") \(body.prefix(40))" }
    }

    @Test(arguments: [
        Answer(
            status: 401, body: #"{"error_message":"Authentication failed."}"#, kind: .refused,
            message: "Authentication failed."),
        Answer(status: 403, body: "", kind: .refused),
        Answer(
            status: 400, body: #"{"error_message":"Invalid lead ID."}"#, kind: .badRequest, message: "Invalid lead ID."),
        Answer(status: 400, body: #"{"error_message":7"#, kind: .badRequest),
        Answer(status: 404, type: "text/html", body: #"{"error_message":"<p>a page</p>"}"#, kind: .badRequest),
        Answer(
            status: 410, body: #"{"error_message":"Invalid account_id"}"#, kind: .badRequest,
            message: "Invalid account_id"),
        Answer(status: 408, body: "", kind: .timeout("the API gave up waiting")),
        Answer(status: 429, body: #"{"error_message":"slow\ndown"}"#, kind: .rateLimited, message: "slow down"),
        Answer(status: 500, type: nil, body: "oops", kind: .serverError),
        Answer(status: 503, type: "text/html", body: "<html>", kind: .serverError),
        Answer(status: 304, body: "", kind: .redirected(host: nil)),
        Answer(body: #"{"error_message":"Not today."}"#, kind: .apiMessage, message: "Not today."),
        Answer(
            type: "text/html; charset=utf-8", body: "<html></html>",
            kind: .notJSON(contentType: "text/html; charset=utf-8")),
        Answer(type: nil, body: "hello", kind: .notJSON(contentType: nil)),
        Answer(body: #"{"total_leads":1}"#, kind: .wrongShape("leads is missing")),
        Answer(body: #"{"total_leads":1,"leads":null}"#, kind: .wrongShape("leads is null where an array is expected")),
        Answer(body: #"{"total_leads":1,"leads":{}}"#, kind: .wrongShape("leads is object where an array is expected")),
        Answer(body: #"{"leads":[]}"#, kind: .wrongShape("total_leads is missing or not a count")),
        Answer(body: #"{"leads":[],"total_leads":"3"}"#, kind: .wrongShape("total_leads is missing or not a count")),
        Answer(body: #"{"leads":[],"total_leads":-1}"#, kind: .wrongShape("total_leads is missing or not a count")),
        Answer(body: "[]", kind: .wrongShape("leads is missing")),
    ])
    func `an answer that is no page is an error that names endpoint, page and status`(answer: Answer) async throws {
        try await withClient {
            try await $0.answer(answer.status, type: answer.type, answer.body)
        } _: { client, _ in
            let error = try await restError {
                try await client.page(PageRequest(endpoint: .leads, pageNumber: 4))
            }
            #expect(error.kind == answer.kind)
            #expect(error.message == answer.message)
            #expect(error.status == answer.status)
            #expect(error.endpoint == "leads")
            #expect(error.page == 4)
            #expect("\(error)".hasPrefix("leads, page 4: "))
            #expect("\(error)".contains("status \(answer.status)"))
        }
    }

    @Test(arguments: [#"{"leads":[{"lead_id":1"#, "", #"{"leads":[]} x"#])
    func `a body that is not valid JSON is an error`(body: String) async throws {
        try await withClient {
            try await $0.answer(body)
        } _: { client, _ in
            let error = try await restError { try await client.page(PageRequest(endpoint: .leads)) }
            guard case .malformedJSON = error.kind else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test func `JSON of a wrongly named type is a page`() async throws {
        try await withClient {
            try await $0.answer(type: "text/html", " \n" + leadsPage(1...2, total: 2))
        } _: { client, _ in
            let page = try await client.page(PageRequest(endpoint: .leads))
            #expect(page.recordCount == 2)
        }
    }

    @Test func `an error message that is null is none`() async throws {
        try await withClient {
            try await $0.answer(#"{"error_message":null,"total_leads":0,"leads":[]}"#)
        } _: { client, _ in
            let page = try await client.page(PageRequest(endpoint: .leads))
            #expect(page.recordCount == 0)
            #expect(page.withRecords { $0.map(\.kind) }.isEmpty)
        }
    }

    @Test func `a redirect is not followed, and names the host`() async throws {
        try await LoopbackServer.serving {
            try await $0.answer(leadsPage(1...1, total: 1))
        } _: { other in
            let target = other.baseURL
            try await withClient { exchange in
                try await exchange.answer(302, headers: ["Location: \(target)leads"])
            } _: { client, _ in
                let error = try await restError { try await client.page(PageRequest(endpoint: .leads)) }
                #expect(error.kind == .redirected(host: "127.0.0.1"))
                #expect(other.log.requests.isEmpty)
            }
        }
    }

    @Test func `a message is shortened, and nothing in an error shows the key`() async throws {
        try await withClient { exchange in
            let sent = exchange.request.header("authorization") ?? ""
            let message =
                "you sent \(sent) \(secretParts[0])\u{1B}[1m \(secretParts[1]) " + String(repeating: "x", count: 300)
            return try await exchange.answer(
                401, #"{"error_message":"\#(message.replacing("\u{1B}", with: #"\u001b"#))"}"#)
        } _: { client, server in
            #expect(server.log.requests.isEmpty)
            let error = try await restError { try await client.page(PageRequest(endpoint: .leads)) }
            #expect(error.message?.hasPrefix("you sent Basic [withheld] [withheld] [1m [withheld] xxx") == true)
            #expect(error.message?.count == 200)
            var dumped = ""
            dump(error, to: &dumped)
            dump(client, to: &dumped)
            dumped += "\(error) \(String(reflecting: error)) \(client) \(String(reflecting: client))"
            for part in secretParts + [String(try testCredentials().authorizationHeader.dropFirst(6))] {
                #expect(!dumped.contains(part))
            }
        }
    }

    // MARK: - Retries

    @Test func `what passes is tried again, with pauses that double`() async throws {
        let pauses = Pauses()
        try await withClient(retry: pauses.policy) { exchange in
            switch exchange.number {
            case 1: return try await exchange.answer(500, "")
            case 2: return .close
            case 3:
                try await exchange.send(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"leads\":")
                return .close
            case 4: return try await exchange.answer(429, #"{"error_message":"Too many."}"#)
            default: return try await exchange.answer(leadsPage(1...2, total: 2))
            }
        } _: { client, server in
            let page = try await client.page(PageRequest(endpoint: .leads))
            #expect(page.attempts == 5)
            #expect(page.recordCount == 2)
            #expect(client.requestsSent == 5)
            #expect(server.log.requests.count == 5)
            #expect(pauses.all == [.seconds(0.5), .seconds(1), .seconds(2), .seconds(4)])
        }
    }

    @Test(arguments: [400, 401, 403, 404, 410, 302])
    func `what does not pass is asked once`(status: Int) async throws {
        let pauses = Pauses()
        try await withClient(retry: pauses.policy) {
            try await $0.answer(status, "")
        } _: { client, server in
            let error = try await restError { try await client.page(PageRequest(endpoint: .leads)) }
            #expect(error.attempts == 1)
            #expect(server.log.requests.count == 1)
            #expect(pauses.all.isEmpty)
        }
    }

    @Test func `a failure that stays says how often it was tried`() async throws {
        try await withClient(retry: Pauses().policy) {
            try await $0.answer(503, "")
        } _: { client, server in
            let error = try await restError { try await client.page(PageRequest(endpoint: .leads)) }
            #expect(error.attempts == 5)
            #expect("\(error)".hasSuffix("tried 5 times"))
            #expect(server.log.requests.count == 5)
        }
    }

    @Test func `Retry-After is waited for, and one that is too long ends the request`() async throws {
        let pauses = Pauses()
        try await withClient(retry: pauses.policy) { exchange in
            switch exchange.number {
            case 1: try await exchange.answer(429, headers: ["Retry-After: 7"], "")
            case 2:
                try await exchange.answer(
                    503,
                    headers: ["date: Sun, 06 Nov 1994 08:49:37 GMT", "retry-after: Sun, 06 Nov 1994 08:51:07 GMT"], "")
            default: try await exchange.answer(429, headers: ["Retry-After: 301"], "")
            }
        } _: { client, _ in
            let error = try await restError { try await client.page(PageRequest(endpoint: .leads)) }
            #expect(error.attempts == 3)
            #expect(error.retryAfter == .seconds(301))
            #expect(pauses.all == [.seconds(7.5), .seconds(90.5)])
        }
    }

    @Test func `a web page where JSON belongs is asked for three times`() async throws {
        try await withClient(retry: Pauses().policy) {
            try await $0.answer(type: "text/html", "<html>")
        } _: { client, server in
            let error = try await restError { try await client.page(PageRequest(endpoint: .leads)) }
            #expect(error.kind == .notJSON(contentType: "text/html"))
            #expect(server.log.requests.count == 3)
        }
    }

    @Test func `nobody there is an error that says so`() async throws {
        try await AsyncHTTPTransport.withTransport(userAgent: "sluice/test") { transport in
            let pauses = Pauses()
            // Not a port that was free a moment ago: servers of other tests would get it. Port 1 is given to nobody.
            let client = RESTClient(
                baseURL: try BaseURL("http://127.0.0.1:1"), credentials: try testCredentials(),
                transport: transport, retry: pauses.policy, errorKey: "error_message")
            let error = try await restError { try await client.page(PageRequest(endpoint: .leads)) }
            guard case .unreachable = error.kind else {
                Issue.record("\(error)")
                return
            }
            #expect("\(error)".contains("refused"))
            #expect(error.attempts == 5)
            #expect(pauses.all.count == 4)
        }
    }

    // MARK: - The gate

    struct BudgetSpent: Error {}

    /// Lets so many attempts out, and counts those that came back.
    private final class CountingGate: RequestGate {
        private let state = Mutex((entered: 0, left: 0))
        var left: Int { state.withLock { $0.left } }

        func enter() async throws -> Int {
            let number = state.withLock { state in
                state.entered += 1
                return state.entered
            }
            if number == 3 { throw BudgetSpent() }
            return number
        }

        func leave(_ pass: Int) async { state.withLock { $0.left += 1 } }
    }

    @Test func `each attempt passes the gate and is told when it is over, and what the gate throws ends the request`()
        async throws
    {
        let gate = CountingGate()
        try await withClient(retry: Pauses().policy) {
            try await $0.answer(500, "")
        } _: { client, server in
            await #expect(throws: BudgetSpent.self) {
                try await client.page(PageRequest(endpoint: .leads), through: gate)
            }
            #expect(server.log.requests.count == 2)
            #expect(client.requestsSent == 2)
            #expect(gate.left == 2)
        }
    }

    // MARK: - Concurrency

    @Test func `never more requests than allowed are under way, and no fewer`() async throws {
        try await withClient(maximumConcurrentRequests: 3) { exchange in
            // Long enough for a fourth request to arrive, were one sent.
            try await Task.sleep(for: .milliseconds(30))
            return try await exchange.answer(leadsPage(1...1, total: 1))
        } _: { client, server in
            try await withThrowingTaskGroup(of: Page.self) { group in
                for number in 1...12 {
                    group.addTask { try await client.page(PageRequest(endpoint: .leads, pageNumber: number)) }
                }
                try await group.waitForAll()
            }
            #expect(server.log.mostUnderWay == 3)
            #expect(Set(server.log.requests.map(\.target)).count == 12)
        }
    }

    // MARK: - Cancellation

    @Test func `cancelled between two attempts, a request ends at once`() async throws {
        let (pausing, announce) = AsyncStream.makeStream(of: Void.self)
        let policy = RetryPolicy(sleep: { _ in
            announce.finish()
            try await Task.sleep(for: .seconds(3600))
        })
        try await withClient(retry: policy) {
            try await $0.answer(500, "")
        } _: { client, server in
            await expectCancelled(client, once: pausing)
            #expect(server.log.requests.count == 1)
        }
    }

    @Test func `cancelled before the answer, a request ends at once and is not tried again`() async throws {
        let (asked, announce) = AsyncStream.makeStream(of: Void.self)
        try await withClient(retry: Pauses().policy) { exchange in
            announce.finish()
            try await Task.sleep(for: .seconds(3600))
            return .close
        } _: { client, server in
            await expectCancelled(client, once: asked)
            #expect(server.log.requests.count == 1)
        }
    }

    @Test(arguments: ["Content-Length: 1000", "Transfer-Encoding: chunked"])
    func `cancelled in the middle of a body, a request ends at once and is not tried again`(framing: String)
        async throws
    {
        let (begun, announce) = AsyncStream.makeStream(of: Void.self)
        try await withClient(retry: Pauses().policy) { exchange in
            try await exchange.send(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\(framing)\r\n\r\n5\r\n[1,2]\r\n")
            announce.finish()
            try await Task.sleep(for: .seconds(3600))
            return .close
        } _: { client, server in
            await expectCancelled(client, once: begun)
            #expect(server.log.requests.count == 1)
        }
    }

    @Test func `cancelled while it waits for its turn, a request is never sent`() async throws {
        let (asked, announce) = AsyncStream.makeStream(of: Void.self)
        try await withClient(maximumConcurrentRequests: 1) { exchange in
            announce.finish()
            try await Task.sleep(for: .seconds(3600))
            return .close
        } _: { client, server in
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await client.page(PageRequest(endpoint: .leads, pageNumber: 1)) }
                for await _ in asked {}
                group.addTask { _ = try await client.page(PageRequest(endpoint: .leads, pageNumber: 2)) }
                group.cancelAll()
                while let result = await group.nextResult() {
                    #expect(throws: CancellationError.self) { try result.get() }
                }
            }
            #expect(server.log.requests.count == 1)
        }
    }

    /// Asks for a page, cancels when `moment` has come, and expects the cancellation.
    private func expectCancelled(_ client: RESTClient, once moment: AsyncStream<Void>) async {
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await client.page(PageRequest(endpoint: .leads)) }
            for await _ in moment {}
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
    }
}
