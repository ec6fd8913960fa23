import FoundationEssentials
import TestSupport
import Testing
import Warehouse

struct MigrationFolderTests {
    @Test func `the variable names the folder, and no other place is tried`() async throws {
        try await withTemporaryDirectory { directory in
            try makeLine("sluice", in: "\(directory)/set")
            try makeLine("sluice", in: "\(directory)/migrations")
            let found = try MigrationFolder.locate(
                environment: ["SLUICE_MIGRATIONS": "\(directory)/set"], executable: "\(directory)/sluice",
                workingDirectory: directory)
            #expect(found.path == "\(directory)/set")

            #expect {
                try MigrationFolder.locate(
                    environment: ["SLUICE_MIGRATIONS": "\(directory)/unset"], executable: "\(directory)/sluice",
                    workingDirectory: directory)
            } throws: { error in
                if case MigrationError.folderNotFound(["\(directory)/unset"]) = error { true } else { false }
            }
        }
    }

    @Test(arguments: [
        ("bin/migrations", "bin/sluice"),
        ("share/sluice/migrations", "bin/sluice"),
        ("migrations", ".build/x86_64-unknown-linux-gnu/debug/sluice"),
        ("work/migrations", "elsewhere/bin/sluice"),
    ])
    func `the folder is found beside the program, where it is installed, above it, and in the working directory`(
        folder: String, executable: String
    ) async throws {
        try await withTemporaryDirectory { directory in
            // Somebody else's migrations lie on the way.
            try makeLine("django", in: "\(directory)/.build/migrations")
            try makeLine("sluice", in: "\(directory)/\(folder)")
            let found = try MigrationFolder.locate(
                environment: [:], executable: "\(directory)/\(executable)", workingDirectory: "\(directory)/work")
            #expect(found.path == "\(directory)/\(folder)")
        }
    }

    @Test func `a search in vain names the places`() async throws {
        try await withTemporaryDirectory { directory in
            #expect {
                try MigrationFolder.locate(
                    environment: [:], executable: "\(directory)/bin/sluice", workingDirectory: "\(directory)/work")
            } throws: { error in
                let message = "\(error)"
                return ["bin/migrations", "share/sluice/migrations", "migrations", "work/migrations"].allSatisfy {
                    message.contains("\(directory)/\($0)")
                } && message.contains("SLUICE_MIGRATIONS")
            }
        }
    }

    @Test func `a line is read in order, hidden files aside`() async throws {
        try await withTemporaryDirectory { directory in
            try makeLine("shop", in: directory, files: ["0002_add_total.sql", "0001_create_orders.sql", ".notes"])
            let migrations = try MigrationFolder(path: directory).migrations(line: "shop")
            #expect(migrations.map(\.name) == ["create_orders", "add_total"])
            #expect(migrations.allSatisfy { $0.line == "shop" && $0.sql == "select 1;" })
        }
    }

    @Test func `a file that is no migration is refused`() async throws {
        try await withTemporaryDirectory { directory in
            try makeLine("shop", in: directory, files: ["0001_create_orders.sql", "0002-add-total.sql"])
            #expect {
                try MigrationFolder(path: directory).migrations(line: "shop")
            } throws: { error in
                if case MigrationError.badFileName("shop", "0002-add-total.sql") = error { true } else { false }
            }
        }
    }

    @Test func `a line that is not there is refused with those that are`() async throws {
        try await withTemporaryDirectory { directory in
            try makeLine("shop", in: directory)
            #expect {
                try MigrationFolder(path: directory).migrations(line: "shoppe")
            } throws: { error in
                if case MigrationError.noSuchLine("shoppe", directory, ["shop"]) = error { true } else { false }
            }
        }
    }

    private func makeLine(_ line: String, in folder: String, files: [String] = ["0001_create_orders.sql"]) throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(line)", withIntermediateDirectories: true)
        for file in files { try Data("select 1;".utf8).write(to: URL(filePath: "\(folder)/\(line)/\(file)")) }
    }
}
