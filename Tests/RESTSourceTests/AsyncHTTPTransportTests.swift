import JSON
import RESTSource
import Testing

@Suite struct AsyncHTTPTransportTests {
    /// What a transport makes of a server that answers with `answer`.
    private func get(
        _ limits: AsyncHTTPTransport.Limits = .init(),
        answering answer: @escaping @Sendable (LoopbackServer.Exchange) async throws -> LoopbackServer.After
    ) async throws -> Result<HTTPResponse, TransportError> {
        try await LoopbackServer.serving(answer) { server in
            try await AsyncHTTPTransport.withTransport(userAgent: "sluice/test", limits: limits) { transport in
                let request = HTTPRequest(url: server.baseURL, credentials: try testCredentials())
                do throws(TransportError) {
                    return .success(try await transport.get(request))
                } catch {
                    return .failure(error)
                }
            }
        }
    }

    private func failure(_ result: Result<HTTPResponse, TransportError>) -> TransportError? {
        if case .failure(let error) = result { error } else { nil }
    }

    @Test(arguments: [
        "Content-Length: 10\r\n\r\n0123456789",
        "Transfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n",
        "Connection: close\r\n\r\n0123456789",
    ])
    func `a body comes whole, however it is framed, with room for the parser`(rest: String) async throws {
        let response = try await get { exchange in
            try await exchange.send("HTTP/1.1 418 Teapot\r\nX-Colour: Red\r\nx-colour: blue\r\n\(rest)")
            return .close
        }.get()
        #expect(response.status == 418)
        #expect(response.headers["x-COLOUR"] == "Red")
        #expect(response.headers["x-other"] == nil)
        #expect(response.body == Array("0123456789".utf8))
        #expect(
            response.body.capacity >= 10 + JSONDocument.padding || rest.contains("chunked") || rest.contains("close"))
    }

    @Test(arguments: [
        "Content-Length: 11\r\n\r\n0123456789",
        "Transfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n6\r\n4567",
        "Transfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n",
        "Content-Length: 11\r\n\r\n",
    ])
    func `a body that ends before its end is cut short`(rest: String) async throws {
        let result = try await get { exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\n\(rest)")
            return .close
        }
        #expect(failure(result) == .cutShort(status: 200))
    }

    @Test(arguments: ["", "HTTP/1.1 200 O", "what?\r\n\r\n"])
    func `a connection that ends before the answer is unreachable`(start: String) async throws {
        let result = try await get { exchange in
            if !start.isEmpty { try await exchange.send(start) }
            return .close
        }
        guard case .unreachable = failure(result) else {
            Issue.record("\(result)")
            return
        }
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01"])
    func `a pause that is too long is a time-out`(start: String) async throws {
        var limits = AsyncHTTPTransport.Limits()
        limits.read = .milliseconds(50)
        let result = try await get(limits) { exchange in
            if !start.isEmpty { try await exchange.send(start) }
            try await Task.sleep(for: .seconds(3600))
            return .close
        }
        #expect(failure(result) == .timeout("no byte came in time"))
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n"])
    func `an answer that dribbles is a time-out`(start: String) async throws {
        var limits = AsyncHTTPTransport.Limits()
        limits.request = .milliseconds(100)
        let result = try await get(limits) { exchange in
            try await exchange.send(start.isEmpty ? "HTTP/1.1 200 OK\r\n" : start)
            while true {
                try await exchange.send(start.isEmpty ? "X-Filler: y\r\n" : "x")
                try await Task.sleep(for: .milliseconds(5))
            }
        }
        guard case .timeout = failure(result) else {
            Issue.record("\(result)")
            return
        }
    }

    @Test(arguments: [
        "Content-Length: 101\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n65\r\n" + String(repeating: "x", count: 0x65) + "\r\n",
    ])
    func `a body larger than allowed is not taken into memory`(rest: String) async throws {
        var limits = AsyncHTTPTransport.Limits()
        limits.bodyBytes = 100
        let result = try await get(limits) { exchange in
            try await exchange.send("HTTP/1.1 200 OK\r\n\(rest)")
            try await Task.sleep(for: .seconds(3600))
            return .close
        }
        #expect(failure(result) == .tooLarge(status: 200, limit: 100))
    }

    @Test(arguments: ["", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,2]\r\n"])
    func `cancellation is told apart from a body that has ended`(start: String) async throws {
        let (begun, announce) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: TransportError?.self) { group in
            group.addTask {
                failure(
                    try await get { exchange in
                        if !start.isEmpty { try await exchange.send(start) }
                        announce.finish()
                        try await Task.sleep(for: .seconds(3600))
                        return .close
                    })
            }
            for await _ in begun {}
            group.cancelAll()
            let error = try await group.next()
            #expect(error == .cancelled)
        }
    }

    @Test func `a connection is used again`() async throws {
        try await LoopbackServer.serving { exchange in
            // Only a kept connection carries a second request after this answer.
            try await exchange.answer("{}")
        } _: { server in
            try await AsyncHTTPTransport.withTransport(userAgent: "sluice/test") { transport in
                for _ in 1...3 {
                    _ = try await transport.get(HTTPRequest(url: server.baseURL, credentials: try testCredentials()))
                }
                #expect(server.log.requests.count == 3)
                #expect(server.log.connections == 1)
            }
        }
    }

    @Test func `printing a request shows no secret`() throws {
        let request = HTTPRequest(url: "https://example.com/", credentials: try testCredentials())
        var dumped = "\(request) \(String(reflecting: request))"
        dump(request, to: &dumped)
        for part in secretParts { #expect(!dumped.contains(part)) }
    }
}
