import Postgres
import TestSupport
import Testing

@Suite struct PostgresErrorTests {
    @Test func `a violated constraint is told with all that the server knows`() async throws {
        try await withDatabase { settings in
            try await Connection.withConnection(settings) { connection in
                try await connection.query("create table people (id int primary key, name text not null)")
                try await connection.query("insert into people values (1, 'a')")
                let secret = "hunter2"
                let error = try #require(
                    await #expect(throws: PostgresError.self) {
                        try await connection.query("insert into people (id, name) values (\(1), \(secret))")
                    })
                #expect(error.kind == .server(.uniqueViolation))
                #expect(error.sqlState == "23505")
                #expect(error.constraint == "people_pkey")
                #expect(error.table == "people")
                #expect(error.schema == "public")
                #expect(error.detail == "Key (id)=(1) already exists.")
                #expect(error.statement == "insert into people (id, name) values ($1, $2)")
                #expect(
                    error.description == """
                        duplicate key value violates unique constraint "people_pkey" (SQLSTATE 23505, table public.people, \
                        constraint people_pkey) [insert into people (id, name) values ($1, $2)]
                        """)
                #expect(!error.isTransient && !error.isConnectionFailure && !error.isRefusedValue)
                #expect(try await connection.query("select 1").count == 1)
            }
        }
    }

    @Test(arguments: [
        ("22P02", false, false, true), ("54000", false, false, true), ("23505", false, false, false),
        ("40001", true, false, false), ("40P01", true, false, false), ("55P03", true, false, false),
        ("53300", true, false, false), ("57P01", true, true, false), ("57P03", true, true, false),
        ("08006", true, true, false),
        ("57014", false, false, false), ("42P01", false, false, false),
    ])
    func `an error knows its consequence`(state: String, isTransient: Bool, isConnection: Bool, isRefused: Bool) {
        let error = PostgresError(kind: .server(SQLState(rawValue: state)), message: "", sqlState: state)
        #expect(error.isTransient == isTransient)
        #expect(error.isConnectionFailure == isConnection)
        #expect(error.isRefusedValue == isRefused)
    }

    @Test func `a lost connection is transient, a cancellation and a mistake are not`() {
        #expect(PostgresError(kind: .connection, message: "").isTransient)
        #expect(!PostgresError(kind: .connection, message: "", sqlState: "28P01").isTransient)
        #expect(!PostgresError.cancelled().isTransient)
        #expect(!PostgresError.usage("").isTransient)
    }
}
