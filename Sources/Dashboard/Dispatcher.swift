import Books
import Foundation
import HTTPTypes
import Logging
import Postgres

/// Answers a request: lets it in or not, finds what it asks for, and turns what goes wrong into words.
struct Dispatcher: Sendable {
    let options: DashboardOptions
    let pool: DatabasePool
    let runs: Runs
    let readiness: Readiness
    let connections: OpenConnections
    private let gatekeeper: Gatekeeper
    private let pages: Pages

    init(_ options: DashboardOptions, pool: DatabasePool, runs: Runs, connections: OpenConnections) {
        self.options = options
        self.pool = pool
        self.runs = runs
        self.connections = connections
        readiness = Readiness(pool)
        gatekeeper = Gatekeeper(options)
        pages = Pages(version: options.version)
    }

    /// Whether its sender is not let in, whatever it asks for.
    func isStranger(_ request: IncomingRequest) -> Bool {
        gatekeeper.refusal(request) != nil || gatekeeper.visitor(request) == nil
    }

    func answer(_ request: IncomingRequest) async -> Answer {
        do {
            return try await within(options.limits.answer) { try await admitted(request) }
        } catch let failure as Failure {
            return failure.answer(request, pages)
        } catch let unavailable as Unavailable {
            return Failure(unavailable).answer(request, pages)
        } catch is CancellationError {
            return Failure(.stopping).answer(request, pages)
        } catch let error as PostgresError where error.isCancellation {
            return Failure(.stopping).answer(request, pages)
        } catch {
            options.logger.error("a request could not be answered: \(error)")
            return Failure(
                .internalServerError, "a bug",
                "this could not be answered, which is a bug in sluice; the log of the server says more, please report it"
            ).answer(request, pages)
        }
    }

    private func admitted(_ request: IncomingRequest) async throws -> Answer {
        let route = Route(path: request.path)
        if let route, route.isOpen, request.targetLength <= options.limits.target {
            try allow(request, route)
            return try await health(route)
        }
        if let refusal = gatekeeper.refusal(request) { throw refusal }
        let visitor = try gatekeeper.admit(request).get()
        guard let route else {
            throw Failure(
                .notFound, "nothing here", "there is nothing of that name; /api/openapi.json lists what there is")
        }
        try allow(request, route)
        do {
            return try await answer(request, route, visitor)
        } catch let refusal as Query.Refusal {
            throw Failure(.badRequest, "not understood", refusal.words)
        } catch PageError.badRequest(let words) {
            throw Failure(.badRequest, "not understood", words)
        }
    }

    private func allow(_ request: IncomingRequest, _ route: Route) throws {
        guard route.methods.contains(request.method) else {
            var failure = Failure(
                .methodNotAllowed, "not possible here", "\(route.methods.joined(separator: " and ")) are possible here")
            failure.headers[.allow] = route.methods.joined(separator: ", ")
            throw failure
        }
    }

    // MARK: - What there is

    private func health(_ route: Route) async throws -> Answer {
        guard route == .readiness else { return .text(.ok, "alive") }
        if let reason = try await readiness.reason() {
            var answer = Answer.text(.serviceUnavailable, "\(reason)")
            answer.headers[.retryAfter] = "5"
            return answer
        }
        return .text(.ok, "ready")
    }

    private func answer(_ request: IncomingRequest, _ route: Route, _ visitor: Access.Visitor) async throws -> Answer {
        let query = try Query(request.query)
        switch route {
        case .health, .readiness:
            return try await health(route)
        case .metrics:
            _ = try query.values([])
            return try await metrics()
        case .packages:
            return try await PackagesAPI.list(query, pool)
        case .package(let id):
            _ = try query.values([])
            return try await PackagesAPI.package(id, pool)
        case .status:
            _ = try query.values([])
            return try await read { books in
                .json(.ok, try JSONText.data(try await StatusReport.read(dataset: nil, last: 5, on: books)))
            }
        case .runs:
            _ = try query.values([])
            return try await request.method == "POST"
                ? RunsAPI.start(request, visitor, runs, pool, dataset: options.dataset)
                : RunsAPI.list(runs)
        case .description:
            _ = try query.values([])
            return .json(.ok, OpenAPI.document(version: options.version).utf8)
        case .page(let page):
            return try await html(page, PageAsk(query: query.lastValues))
        case .asset(let name):
            return try asset(name, request)
        }
    }

    /// Reads the books, or that there are none yet. Those of an older version are there, and must not look empty.
    private func read<Result: Sendable>(
        _ body: @Sendable (Transaction) async throws -> Result
    ) async throws -> Result {
        try await pool.read { books in
            guard try await BooksPresence.read(on: books) != .older else { throw Unavailable.noBooks }
            return try await body(books)
        }
    }

    private func metrics() async throws -> Answer {
        let runs = await self.runs.metrics
        let open = connections.count
        let text = try await pool.read { [version = options.version] books in
            try await Metrics.read(books).text(version: version, runs: runs, openConnections: open)
        }
        return Answer(.ok, contentType: "text/plain; version=0.0.4; charset=utf-8", body: Array(text.utf8))
    }

    private func html(_ page: Route.Page, _ ask: PageAsk) async throws -> Answer {
        let html = try await read { [pages] books -> HTML? in
            switch page {
            case .overview: try await pages.overview(ask, books)
            case .packages: try await pages.packages(ask, books)
            case .package(let id): try await pages.package(id, ask, books)
            case .schema: try await pages.schema(ask, books)
            case .data: try await pages.data(ask, books)
            }
        }
        guard let html else {
            throw Failure(.notFound, "no such package", "there is no load package of that id in the books")
        }
        return .html(.ok, html)
    }

    /// Names of assets hold a hash of the content, so they may be kept for ever.
    private func asset(_ name: String, _ request: IncomingRequest) throws -> Answer {
        guard let asset = pages.asset(name) else {
            throw Failure(.notFound, "nothing here", "there is no file of that name")
        }
        var answer = Answer(.ok, contentType: asset.contentType, body: asset.bytes)
        if request.headers[.ifNoneMatch] == asset.etag {
            answer = Answer(.notModified, contentType: asset.contentType, body: [])
        }
        answer.headers[.eTag] = asset.etag
        answer.headers[.cacheControl] = "private, max-age=31536000, immutable"
        return answer
    }
}
