import Testing
import Warehouse

struct MigrationTests {
    @Test func `a file name gives version and name`() throws {
        let migration = try Migration(line: "shop", file: "0012_add_lead_score.sql", sql: "select 1")
        #expect(migration.version == 12)
        #expect(migration.name == "add_lead_score")
        #expect(migration.file == "0012_add_lead_score.sql")
    }

    @Test(arguments: [
        "12_add_score.sql", "0000_add_score.sql", "0001_add.sql", "0001-add-score.sql", "0001_Add_score.sql",
        "0001_add_score.SQL", "0001_add_score.sql~", "0001_add__score.sql", "0001_add_score", "README.md",
        "٠٠٠١_add_score.sql",
    ])
    func `a file with another name is refused`(file: String) {
        #expect {
            try Migration(line: "shop", file: file, sql: "select 1")
        } throws: { error in
            guard case MigrationError.badFileName("shop", file) = error else { return false }
            return "\(error)".contains(file)
        }
    }

    @Test(arguments: ["", " \n\t\n", "-- to do\n", "  -- one\n\n-- two", "/* one\n two */ ;"])
    func `a file without a statement is refused`(sql: String) {
        #expect {
            try Migration(line: "shop", file: "0001_create_orders.sql", sql: sql)
        } throws: { error in
            if case MigrationError.emptyFile("shop", "0001_create_orders.sql") = error { true } else { false }
        }
    }

    @Test(arguments: [
        ("-- sluice: no transaction\nvacuum :\"schema\".orders", false),
        ("-- sluice: no transaction\r\nvacuum :\"schema\".orders", false),
        ("-- sluice: no transaction\nselect 1", false),
        ("select 1", true),
        ("-- an index\n-- sluice: no transaction\nselect 1", true),
    ])
    func `the first line says whether it runs in a transaction`(sql: String, isTransactional: Bool) throws {
        let migration = try Migration(line: "shop", file: "0002_tidy_up.sql", sql: sql)
        #expect(migration.isTransactional == isTransactional)
    }

    @Test(arguments: ["-- sluice: no transactions", "--sluice: no transaction", "-- sluice: no transaction "])
    func `a first line that nearly says it is refused`(mark: String) {
        #expect {
            try Migration(line: "shop", file: "0002_tidy_up.sql", sql: "\(mark)\nselect 1")
        } throws: { error in
            guard case MigrationError.unknownMark("shop", "0002_tidy_up.sql", mark) = error else { return false }
            return "\(error)".contains("-- sluice: no transaction")
        }
    }

    @Test func `an index that could not be made again is refused with the mend`() {
        #expect {
            try Migration(
                line: "shop", file: "0002_index_orders.sql",
                sql: "-- sluice: no transaction\ncreate index concurrently a on :\"schema\".orders (id);")
        } throws: { error in
            guard case MigrationError.notRetryable("shop", "0002_index_orders.sql", "a") = error else { return false }
            return "\(error)".contains("drop index concurrently if exists")
        }
    }

    @Test func `a statement outside a transaction must name the schema`() {
        #expect {
            try Migration(
                line: "shop", file: "0002_tidy_up.sql",
                sql: "-- sluice: no transaction\nvacuum :\"schema\".orders;\nvacuum orders;")
        } throws: { error in
            if case MigrationError.schemaNotNamed("shop", "0002_tidy_up.sql", 2) = error { true } else { false }
        }
    }

    @Test func `the checksum is the SHA-256 of the text`() {
        let migration = Migration(line: "shop", version: 1, name: "say_abc", sql: "abc")
        // The one-block example of FIPS 180.
        #expect(migration.checksum == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func `a line is ordered by version`() throws {
        let ordered = try Migration.ordered([shop(3), shop(1), shop(2)], line: "shop")
        #expect(ordered.map(\.version) == [1, 2, 3])
    }

    @Test(arguments: [[1, 3], [2, 3]])
    func `a gap in a line is refused and named`(versions: [Int]) {
        #expect {
            try Migration.ordered(versions.map { shop($0) }, line: "shop")
        } throws: { error in
            guard case MigrationError.missingFile("shop", let version, "0003_step_on.sql") = error else {
                if case MigrationError.missingFile("shop", 1, "0002_step_on.sql") = error { return true }
                return false
            }
            return version == 2
        }
    }

    @Test func `two files with one number are refused`() {
        #expect {
            try Migration.ordered([shop(1), shop(2), shop(2, name: "step_back")], line: "shop")
        } throws: { error in
            guard case MigrationError.doubleVersion("shop", let files) = error else { return false }
            return files == ["0002_step_back.sql", "0002_step_on.sql"]
        }
    }

    private func shop(_ version: Int, name: String = "step_on") -> Migration {
        Migration(line: "shop", version: version, name: name, sql: "select \(version)")
    }
}

struct MigrationChecksumTests {
    @Test func `a fingerprint is half of the checksum of the salt, its length and the record`() {
        let record = Array("record".utf8)
        func salted(_ salt: String, _ bytes: [UInt8]) -> Fingerprint {
            let checksum = Checksum.Salted(with: Array(salt.utf8))
            return bytes.withUnsafeBytes { checksum.fingerprint(of: $0) }
        }
        #expect(salted("1", record) != salted("2", record))
        let whole = Checksum.sha256([1, 0, 0, 0, 0, 0, 0, 0] + Array("1".utf8) + record)
        #expect(salted("1", record) == Fingerprint(whole.prefix(16)))
        #expect(salted("1", record).withBytes { Array($0) } == Array(whole.prefix(16)))
        #expect(Fingerprint(whole) == nil)
        // No salt runs into its record.
        #expect(salted("ab", Array("c".utf8)) != salted("a", Array("bc".utf8)))
    }

    @Test func `hexadecimal digits keep leading zeros`() {
        #expect(Checksum.hex([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
    }
}
