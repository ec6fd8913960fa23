import Foundation
import HTTPTypes
import Hummingbird
import JSON
import LoadEngine
import Logging
import Postgres
import RESTSource
import TestSupport
import Testing
import Warehouse

// declaration begins
extension Source {
    /// Another API: numbered pages, another envelope, other names.
    fileprivate static let bookshop = Source(
        name: "bookshop", defaultBaseURL: "https://books.example/", errorKey: "problem.title",
        keyKinds: [KeyKind("shop", dailyLimit: 500, probe: .authors)], resources: [.authors, .books, .sales])
}

extension Endpoint {
    fileprivate static let authors = paged("people/authors")
    fileprivate static let sales = paged("sales")

    private static func paged(_ path: String) -> Endpoint {
        Endpoint(
            path, records: "data.items",
            pagination: .numbered(page: "page", size: "per_page", maximum: 5, total: "meta.count"))
    }
}

extension Resource {
    fileprivate static let authors = Resource(
        "authors", reading: .list(.authors), key: ["code"],
        fields: [.text("code"), .text("name", from: "attributes.name"), .timestamptz("born", from: "attributes.born")])

    fileprivate static let books = Resource(
        "books", reading: .nested(in: "authors", at: "works", inheriting: ["code"], fromDetails: false),
        key: ["code", "number"],
        fields: [.text("code"), .integer("number", from: "no"), .text("title")])

    fileprivate static let sales = Resource(
        "sales",
        reading: .spans(
            .sales,
            Incremental(
                createdColumn: "sold_at", start: "after", end: "before", ascending: [QueryItem("sort", "+soldAt")],
                maximumSpan: .seconds(90 * 86_400), earliest: Date(timeIntervalSince1970: 1_767_225_600),
                tiers: [.init("recent", lookback: .seconds(86_400), every: .zero)])),
        key: ["sale_id"],
        fields: [.bigint("sale_id", from: "id"), .timestamptz("sold_at", from: "soldAt"), .numeric("price")],
        children: [
            .elements(of: "lines", in: "sale_lines", ordinal: "line", fields: [.text("title"), .integer("copies")])
        ],
        keepsFingerprint: true)
}
// declaration ends

struct SecondSourceTests {
    @Test func `a second API is declared in fewer than 60 lines`() throws {
        let text = try String(contentsOfFile: #filePath, encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let begin = try #require(lines.firstIndex(of: "// declaration begins"))
        let end = try #require(lines.firstIndex(of: "// declaration ends"))
        #expect((1..<60).contains(end - begin - 1))
    }

    @Test func `it loads without a change to the engine, and a second load changes nothing`() async throws {
        try await withShop { shop, database in
            let first = try await shop.load(into: database)
            #expect(first.status == .loaded && first.jobs.map(\.resource) == ["authors", "books", "sales"])
            #expect(first.jobs.map(\.inserted) == [7, 14, 23])
            #expect(first.jobs.allSatisfy { $0.records == $0.inserted + $0.duplicates && $0.rejected == 0 })

            try await Connection.withConnection(database) { connection in
                func texts(_ query: Statement) async throws -> [String] {
                    try await connection.query(query).map { try $0.decode(0, as: String.self) }
                }
                #expect(
                    try await texts(
                        "select code || ' ' || name || ' ' || born::date from shop2.authors order by 1 limit 2")
                        == ["007 Author 0 1900-01-01", "017 Author 1 1901-01-01"])
                #expect(
                    try await texts("select concat_ws(' ', code, number, title) from shop2.books order by 1 limit 2")
                        == ["007 1 Book 1", "007 2 Book 2"])
                // Who loads with the library is told by the books like the program.
                for table in ["load_packages", "schema_versions"] {
                    let version = try await texts(
                        "select distinct sluice_version from \(Identifier("sluice", table))")
                    #expect(version == [SluiceVersion.current])
                }
                #expect(try await texts("select sum(price)::text from shop2.sales") == ["230.00"])
                #expect(
                    try await texts(
                        "select concat_ws(' ', sale_id, line, title, copies) from shop2.sale_lines order by sale_id, line limit 2"
                    )
                        == ["1 1 Book 1 1", "1 2 Book 2 2"])

                let versions: Statement =
                    """
                    select string_agg(version, ' ' order by version) from (
                        select 'a' || code || xmin || ctid as version from shop2.authors
                        union all select 'b' || code || number || xmin || ctid from shop2.books
                        union all select 's' || sale_id || xmin || ctid from shop2.sales
                        union all select 'l' || sale_id || line || xmin || ctid from shop2.sale_lines
                    ) as versions
                    """
                let before = try await texts(versions)
                let second = try await shop.load(into: database, full: true)
                #expect(second.status == .loaded)
                #expect(second.jobs.map(\.unchanged) == [7, 14, 23])
                #expect(second.jobs.allSatisfy { $0.inserted + $0.updated + $0.deleted + $0.rejected == 0 })
                #expect(try await texts(versions) == before)
            }
        }
    }

    @Test func `what changes, comes and goes there is followed`() async throws {
        try await withShop { shop, database in
            _ = try await shop.load(into: database)
            shop.stock.withLock { stock in
                stock.authors.removeLast()
                stock.sales.removeValue(forKey: 5)
                stock.sales[6] = "99.99"
                stock.sales[24] = "1.00"
            }
            let report = try await shop.load(into: database, full: true)
            #expect(report.jobs.map(\.deleted) == [1, 2, 1])
            #expect(report.jobs.map(\.updated) == [0, 0, 1])
            #expect(report.jobs.map(\.inserted) == [0, 0, 1])
        }
    }

    // MARK: - The shop

    /// What the API serves.
    struct Stock: Sendable {
        var authors = Array(0..<7)
        /// Prices by number; one sale an hour, two in every fifth.
        var sales = Dictionary(uniqueKeysWithValues: (1...23).map { ($0, "10.00") })
    }

    private final class Shop: Sendable {
        let stock = Guarded(Stock())
        let folder: MigrationFolder
        let port: Int

        init(folder: MigrationFolder, port: Int) {
            self.folder = folder
            self.port = port
        }

        func load(into database: ConnectionSettings, full: Bool = false) async throws -> LoadReport {
            var options = LoadOptions(dataset: "shop2")
            options.isFull = full
            options.until = Date(timeIntervalSince1970: 1_767_225_600 + 40 * 86_400)
            return try await AsyncHTTPTransport.withTransport(userAgent: "sluice-test") { transport in
                try await Loader(
                    source: .bookshop, database: database, baseURL: try BaseURL("http://127.0.0.1:\(port)/v9"),
                    credentials: try Credentials(token: "clerk", secret: "s3cret"), transport: transport,
                    options: options,
                    migrations: folder
                ).run()
            }
        }

        // MARK: Answers

        func answer(_ request: Request) -> Response {
            guard request.headers[.authorization] == "Basic \(Data("clerk:s3cret".utf8).base64EncodedString())" else {
                return Self.json(#"{"problem":{"title":"who are you"}}"#, status: .unauthorized)
            }
            let items =
                switch request.uri.path {
                case "/v9/people/authors": authors()
                case "/v9/sales": sales(request)
                default: [String]()
                }
            let page = request.uri.queryParameters.get("page", as: Int.self) ?? 1
            let size = min(request.uri.queryParameters.get("per_page", as: Int.self) ?? 2, 5)
            let shown = items.dropFirst((page - 1) * size).prefix(size)
            return Self.json(#"{"meta":{"count":\#(items.count)},"data":{"items":[\#(shown.joined(separator: ","))]}}"#)
        }

        private func authors() -> [String] {
            stock.withLock { $0.authors }.map { number in
                """
                {"code":"0\(number)7","attributes":{"name":"Author \(number)","born":"190\(number)-01-01"},
                 "works":[{"no":1,"title":"Book 1"},{"no":2,"title":"Book 2"}]}
                """
            }
        }

        private func sales(_ request: Request) -> [String] {
            func bound(_ name: String) -> Int {
                let text = request.uri.queryParameters.get(name) ?? ""
                return (try? Date(text, strategy: .iso8601)).map { Int($0.timeIntervalSince1970) } ?? 0
            }
            let (after, before) = (bound("after"), bound("before"))
            return stock.withLock { $0.sales }.map { number, price in
                (number, 1_767_225_600 + (number - number % 5) * 3_600 + 30, price)
            }.filter { $0.1 >= after && $0.1 <= before }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map {
                number, second, price in
                let instant = Date(timeIntervalSince1970: Double(second)).ISO8601Format()
                return """
                    {"id":\(number),"soldAt":"\(instant)","price":"\(price)",
                     "lines":[{"title":"Book 1","copies":1},{"title":"Book 2","copies":2}]}
                    """
            }
        }

        private static func json(_ body: String, status: HTTPTypes.HTTPResponse.Status = .ok) -> Response {
            Response(
                status: status, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
        }
    }

    /// The shop's API on a port of its own, and a database, for the time of the body.
    private func withShop(_ body: @escaping @Sendable (Shop, ConnectionSettings) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            try writeMigrations(to: directory)
            let (shops, opened) = AsyncStream.makeStream(of: Shop.self)
            let current = Guarded<Shop?>(nil)
            let application = Application(
                responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                    current.withLock { $0 }?.answer(request) ?? Response(status: .serviceUnavailable)
                },
                configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { channel in
                    let shop = Shop(
                        folder: MigrationFolder(path: directory), port: channel.localAddress?.port ?? 0)
                    current.withLock { $0 = shop }
                    opened.yield(shop)
                },
                logger: Logger(label: "shop") { _ in SwiftLogNoOpLogHandler() })
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                group.addTask {
                    for await shop in shops {
                        try await withDatabase { database in try await body(shop, database) }
                        return
                    }
                }
                defer { group.cancelAll() }
                try await group.next()
            }
        }
    }

    private func writeMigrations(to directory: String) throws {
        let shipped = "\(#filePath.components(separatedBy: "/Tests/")[0])/migrations/sluice"
        try FileManager.default.copyItem(atPath: shipped, toPath: "\(directory)/sluice")
        try FileManager.default.createDirectory(atPath: "\(directory)/bookshop", withIntermediateDirectories: false)
        let system = "extra jsonb, _package_id uuid not null, _loaded_at timestamptz not null, _deleted_at timestamptz"
        let tables = """
            create table authors (code text primary key, name text, born timestamptz, \(system));
            create table books (code text, number integer, title text, \(system), primary key (code, number));
            create table sales (
                sale_id bigint primary key, sold_at timestamptz, price numeric, \(system), _fingerprint bytea);
            create table sale_lines (
                sale_id bigint, line integer, title text, copies integer, extra jsonb, primary key (sale_id, line));
            """
        try tables.write(toFile: "\(directory)/bookshop/0001_create_tables.sql", atomically: true, encoding: .utf8)
    }
}
