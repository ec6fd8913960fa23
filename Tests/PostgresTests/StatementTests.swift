import Testing

@testable import Postgres

@Suite struct StatementTests {
    @Test func `values become numbered parameters`() {
        let statement: Statement = "select \(1), \("two"), \(nil as String?)"
        #expect(statement.sql == "select $1, $2, $3")
        #expect(statement.parameters == ["1", "two", nil])
    }

    @Test func `names are quoted and raw SQL must say so`() {
        let table = Identifier("s", "t")
        let statement: Statement = "select \(unsafeSQL: "count(*)") from \(table)"
        #expect(statement.sql == #"select count(*) from "s"."t""#)
        #expect(statement.parameters.isEmpty)
    }

    @Test func `a nested statement has its parameters numbered anew`() {
        let condition: Statement = "b = \(2) or c = \(3)"
        let statement: Statement = "select * from t where a = \(1) and (\(condition)) and d = \(4)"
        #expect(statement.sql == "select * from t where a = $1 and (b = $2 or c = $3) and d = $4")
        #expect(statement.parameters == ["1", "2", "3", "4"])
    }

    @Test func `statements are joined and added`() {
        var statement: Statement = "values "
        statement += [1, 2, 3].map { "(\($0))" as Statement }.joined()
        #expect((statement + " limit \(2)").sql == "values ($1), ($2), ($3) limit $4")
        #expect(([] as [Statement]).joined().sql == "")
        #expect((["a", "b"] as [Statement]).joined(separator: " and ").sql == "a and b")
    }

    @Test func `a value that looks like SQL stays a value`() {
        let text = "'; drop table t; --"
        let statement: Statement = "select \(text)"
        #expect(statement.sql == "select $1")
        #expect(statement.parameters == [text])
    }
}
