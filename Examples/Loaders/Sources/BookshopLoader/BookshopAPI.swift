import Foundation
import Hummingbird
import Logging

/// Serves the bookshop's API on a port of this machine for the time of the body. No part of a loader: the example shall run
/// without an account.
func withBookshopAPI<Result: Sendable>(
    _ body: @escaping @Sendable (_ baseURL: String) async throws -> Result
) async throws -> Result? {
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    let router = Router()
    router.get("v1/authors") { request, _ in page(authors, asked: request.uri.queryParameters) }
    router.get("v1/sales") { request, _ in page(sales(request.uri.queryParameters), asked: request.uri.queryParameters)
    }
    let server = Application(
        router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in listening.yield(channel.localAddress?.port ?? 0) },
        logger: Logger(label: "bookshop") { _ in SwiftLogNoOpLogHandler() })
    return try await withThrowingTaskGroup(of: Result?.self) { group in
        defer { group.cancelAll() }
        group.addTask {
            try await server.run()
            return nil
        }
        group.addTask {
            for await port in ports { return try await body("http://127.0.0.1:\(port)/v1/") }
            return nil
        }
        return try await group.next() ?? nil
    }
}

private let authors = (0..<7).map { number in
    #"{"code":"A\#(number)","attributes":{"name":"Author \#(number)","born":"190\#(number)-01-01"}}"#
}

/// When the last sale was made: at the last full hour.
private let lastSale = (Date().timeIntervalSince1970 / 3_600).rounded(.down) * 3_600 - 3_600

/// A sale an hour for two days.
private func sales(_ query: Parameters) -> [String] {
    func instant(_ name: String) -> Date? {
        query.get(name).flatMap { try? Date($0, strategy: .iso8601) }
    }
    let after = instant("after") ?? .distantPast
    let before = instant("before") ?? .distantFuture
    return (0..<48).compactMap { number in
        let soldAt = Date(timeIntervalSince1970: lastSale - Double(47 - number) * 3_600)
        guard soldAt >= after, soldAt <= before else { return nil }
        return """
            {"id":\(number + 1),"soldAt":"\(soldAt.ISO8601Format())","author":"A\(number % 7)","price":"12.50",
             "lines":[{"title":"Book \(number % 3)","copies":1}]}
            """
    }
}

private func page(_ records: [String], asked query: Parameters) -> Response {
    let number = query.get("page", as: Int.self) ?? 1
    let size = min(query.get("per_page", as: Int.self) ?? 5, 5)
    let shown = records.dropFirst((number - 1) * size).prefix(size).joined(separator: ",")
    return Response(
        status: .ok, headers: [.contentType: "application/json"],
        body: .init(
            byteBuffer: ByteBuffer(string: #"{"meta":{"count":\#(records.count)},"data":{"items":[\#(shown)]}}"#)))
}
