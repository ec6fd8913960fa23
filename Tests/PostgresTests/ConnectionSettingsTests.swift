import Postgres
import Testing

@Suite struct ConnectionSettingsTests {
    @Test(arguments: [
        "postgres://keeper:hunter2@db.example.com:5433/leads?sslmode=require",
        "postgresql://keeper:hunter2@db.example.com:5433/leads",
        "host=db.example.com port=5433 dbname=leads user=keeper password=hunter2",
        "host=db.example.com port=5433 dbname=leads user=keeper password='hunter2 x'",
    ])
    func `settings show everything but the password`(text: String) {
        let settings = ConnectionSettings(text)
        #expect(settings.redacted == "host=db.example.com port=5433 dbname=leads user=keeper")
        var dumped = ""
        dump(settings, to: &dumped)
        for shown in ["\(settings)", String(reflecting: settings), dumped] { #expect(!shown.contains("hunter2")) }
    }

    @Test(arguments: [
        "postgres://keeper:hunter2@x@db.example.com/leads",
        "postgres://keeper:hun/ter2@db.example.com/leads",
        "postgres://keeper:hunter2#x@db.example.com:port/leads",
        "host=db password=hun ter2",
        "postgres://keeper:%zzhunter2@db/leads",
        "postgres://keeper@db/leads?hunter2=1",
    ])
    func `a string that was not meant so is refused without quoting it`(text: String) async throws {
        let settings = ConnectionSettings(text)
        let error = try #require(
            await #expect(throws: PostgresError.self) { try await Connection.withConnection(settings) { _ in } })
        #expect(error.kind == .usage)
        for shown in ["\(error)", "\(settings)"] { #expect(!shown.contains("hun") && !shown.contains("ter2")) }
    }
}
