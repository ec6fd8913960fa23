import Testing
import Warehouse

@testable import LoadEngine

struct FieldSurveyTests {
    private func survey(_ values: String...) throws -> FieldSurvey {
        var survey = FieldSurvey()
        for value in values { try survey.add("[\(value)]") }
        return survey
    }

    @Test(arguments: [
        ("true,false,null", ColumnType.boolean), ("1,-5,9223372036854775807", .bigint),
        ("1,9223372036854775808", .numeric),
        ("1.5,2", .numeric), ("5.0,100.00", .bigint), ("\"2026-01-02T03:04:05Z\",\"2026-01-02\",\"\"", .timestamptz),
        ("\"2026-01-02\",\"soon\"", .text), ("\"15550100\"", .text), ("\"true\"", .text), ("1,\"x\",true", .text),
        ("[]", .jsonb),
        ("{\"a\":1}", .jsonb), ("1,[1]", .jsonb), ("\"a\",{}", .jsonb), ("true,1", .text), ("1e3,5", .numeric),
    ])
    func `the type is the narrowest that takes all values as what they are`(values: String, type: ColumnType) throws {
        #expect(try survey(values).proposal == type)
        try survey(values).require(type, of: "leads.field")
    }

    @Test func `without a value there is no type`() throws {
        #expect(try survey("null,\"\"").proposal == nil)
        #expect(try survey("null", "\"\"", "1").values == 1)
    }

    @Test func `values that do not fit a type are counted, with the shape of one`() throws {
        let error = try #require(throws: PromotionError.self) {
            try survey("1,\"+1 555\",\"2\"", "\"x\"").require(.bigint, of: "leads.field")
        }
        #expect(
            "\(error)".hasPrefix("2 of the 4 values of leads.field do not fit bigint, such as \"+9 999\""), "\(error)")
    }
}
