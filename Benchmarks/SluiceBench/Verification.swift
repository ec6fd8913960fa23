import Postgres

/// Whether what was measured did what it should have done. Figures of a load that lost a row are worth nothing.
enum Verification {
    /// The floor's tables, which come from another program, equal Sluice's: both ways, all columns but those that say who
    /// wrote the row and when.
    static func compare(in database: String, of server: BenchServer) async throws {
        try await Connection.withConnection(ConnectionSettings(server.connectionString(database))) { connection in
            try await connection.query("set work_mem = '512MB'")
            for table in FlatFiles.tables {
                let columns = try await columns(of: table, connection)
                let name = Identifier(table)
                for (left, right) in [("whatconverts", "floor"), ("floor", "whatconverts")] {
                    let result = try await connection.query(
                        """
                        select count(*) as rows from (
                            select \(columns) from \(Identifier(left)).\(name)
                            except
                            select \(columns) from \(Identifier(right)).\(name)
                        ) as difference
                        """)
                    let rows = try result[0].decode("rows", as: Int.self)
                    guard rows == 0 else {
                        throw BenchFailure("\(rows) rows of \(left).\(table) are not in \(right).\(table)")
                    }
                }
            }
        }
    }

    private static func columns(of table: String, _ connection: Connection) async throws -> Statement {
        let result = try await connection.query(
            """
            select attname::text as name from pg_attribute
            where attrelid = \("whatconverts.\(table)")::regclass and attnum > 0 and not attisdropped
                and attname <> all ('{_package_id, _loaded_at, _fingerprint}')
            order by attnum
            """)
        return try result.map { row throws(PostgresError) in Identifier(try row.decode("name", as: String.self)) }
            .joined()
    }

    // MARK: - Counts

    static func first(_ document: LoadDocument?, leads: Int) throws {
        let job = try leadsJob(of: document, "the first load")
        guard job.inserted == leads, job.updated == 0, job.rejected == 0, job.deleted == 0 else {
            throw BenchFailure("the first load of \(leads) leads inserted \(job.inserted), updated \(job.updated)")
        }
    }

    static func unchanged(_ document: LoadDocument?, leads: Int) throws {
        let job = try leadsJob(of: document, "the unchanged load")
        let written = document?.jobs.map { $0.inserted + $0.updated + $0.deleted }.reduce(0, +) ?? 0
        guard job.unchanged == leads, written == 0 else {
            throw BenchFailure(
                "the unchanged load of \(leads) leads found \(job.unchanged) unchanged, and wrote \(written) rows")
        }
    }

    static func changed(_ document: LoadDocument?, leads: Int, changes: Int) throws {
        let job = try leadsJob(of: document, "the load after changes")
        guard job.updated == changes, job.unchanged == leads - changes, job.inserted == 0, job.deleted == 0 else {
            throw BenchFailure("the load after \(changes) changes updated \(job.updated), inserted \(job.inserted)")
        }
    }

    private static func leadsJob(of document: LoadDocument?, _ name: String) throws -> LoadDocument.Job {
        guard let document, document.status == "loaded" else {
            throw BenchFailure("\(name) ended as \(document?.status ?? "nothing")")
        }
        return try document.leads()
    }
}
