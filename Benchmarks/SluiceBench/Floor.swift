import Foundation
import Postgres

/// What PostgreSQL itself needs: psql on one connection copies the flat files into unlogged tables, then merges them into
/// empty tables with the indexes of the real ones. Nothing is downloaded, parsed, checked or mapped.
struct Floor: Sendable {
    let server: BenchServer
    let database: String
    let files: FlatFiles
    private let script: String

    static let schema = "floor"

    /// Makes its tables; those of Sluice must be there, to be made alike.
    static func prepare(_ files: FlatFiles, in database: String, of server: BenchServer) async throws -> Floor {
        var statements: [Statement] = ["create schema floor"]
        var script = FlatFiles.tables.map { "\\copy floor.staged_\($0) from '\(files.path($0))'\n" }.joined()
        script += "begin;\n"
        for table in FlatFiles.tables {
            let name = Identifier(table)
            statements.append("create table floor.\(name) (like whatconverts.\(name) including all)")
            let staged = Identifier("staged_\(table)")
            statements.append("create unlogged table floor.\(staged) (like whatconverts.\(name))")
        }
        try await server.run(statements, in: database)
        try await Connection.withConnection(ConnectionSettings(server.connectionString(database))) { connection in
            for table in FlatFiles.tables { script += try await merge(table, connection) }
        }
        script += "commit;\n"
        let path = "\(files.folder)/floor.sql"
        try script.write(toFile: path, atomically: true, encoding: .utf8)
        return Floor(server: server, database: database, files: files, script: path)
    }

    var program: Program {
        Program(
            name: "psql",
            arguments: [
                "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=\(script)",
                server.connectionString(database),
            ])
    }

    func drop() async throws {
        try await server.run(["drop schema floor cascade"], in: database)
    }

    private static func merge(_ table: String, _ connection: Connection) async throws -> String {
        let result = try await connection.query(
            """
            select
                (
                    select string_agg(quote_ident(attname), ', ' order by place)
                    from pg_index, unnest(indkey) with ordinality as key (number, place), pg_attribute
                    where indrelid = class.oid and indisprimary and attrelid = indrelid and attnum = number
                ) as key,
                (
                    select string_agg(format('%1$I = excluded.%1$I', attname), ', ' order by attnum) from pg_attribute
                    where attrelid = class.oid and attnum > 0 and not attisdropped
                ) as sets
            from pg_class as class where class.oid = \("whatconverts.\(table)")::regclass
            """)
        let (key, sets) = try result[0].decode((String, String).self)
        return """
            insert into floor.\(table)
            select distinct on (\(key)) * from floor.staged_\(table) order by \(key)
            on conflict (\(key)) do update set \(sets);

            """
    }
}
