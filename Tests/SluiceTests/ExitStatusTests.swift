import LoadEngine
import Postgres
import RESTSource
import Testing
import Warehouse

@testable import sluice

/// Testing has an `ExitStatus` too.
private typealias Status = Warehouse.ExitStatus

struct ExitStatusTests {
    static let consequences: [(Set<Consequence>, Int32)] = [
        ([], 0), ([.requestsSpent], 10), ([.requestsSpent, .incomplete], 11), ([.incomplete, .tooManyRejected], 12),
        ([.tooManyRejected, .sourceFailed], 24), ([.sourceFailed, .keyRefused], 22),
    ]

    @Test(arguments: consequences)
    func `of several consequences the one to look at first decides`(consequences: Set<Consequence>, status: Int32) {
        #expect(Status(consequences).rawValue == status)
    }

    static let refusals: [(String, Int32)] = [
        ("42501", 25), ("25006", 25), ("53100", 25), ("57014", 25), ("57P01", 25), ("42P01", 23), ("42703", 23),
        ("42601", 1),
        ("22012", 1),
    ]

    @Test(arguments: refusals)
    func `what the server refuses is told apart by what to do`(state: String, status: Int32) {
        let error = PostgresError(
            kind: .server(SQLState(rawValue: state)), message: "no", sqlState: state, statement: "select from leads")
        let complaint = Complaint(error)
        #expect(complaint.status.rawValue == status)
        // Only a bug shows the statement: it is for who mends it.
        #expect(complaint.sentence.contains("select from leads") == (status == 1))
    }

    @Test func `a server that is too old is a database that cannot be used`() {
        let complaint = Complaint(WarehouseError.serverTooOld(version: 140_011))
        #expect(complaint.status == .databaseUnreachable)
        #expect(complaint.sentence == "the server is PostgreSQL 14; Sluice needs 15 or newer")
        #expect(Status(MigrationError.serverTooOld(version: 140_011)) == .databaseUnreachable)
    }

    @Test func `what another session holds is waited for, and no schema that differs`() {
        let locked = MigrationError.locked(
            dataset: "calls", line: "shop", file: "0002_add_total.sql", attempts: 3, by: [], applied: [])
        #expect(Status(locked) == .databaseUnreachable)
        let another = MigrationError.anotherMigration(
            dataset: "calls", line: "shop", file: "0002_add_total.sql", attempts: 3, by: [], applied: [])
        #expect(Status(another) == .datasetHeld)
    }

    @Test func `a terminal obeys nothing that the API says in an error`() {
        let complaint = Complaint(sentence: "it says: \u{1B}[2J\u{202E}no", status: .keyRefused)
        #expect(complaint.line == #"sluice: it says: \u001b[2J\u202eno (exit status 22)"#)
    }

    @Test func `what nobody expected is a bug, and says so`() {
        struct Surprise: Error {}
        let complaint = Complaint(Surprise())
        #expect(complaint.status == .bug)
        #expect(complaint.sentence.contains("please report it"))
    }
}
