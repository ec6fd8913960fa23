import Foundation
import Postgres
import TestSupport
import Testing

@testable import LocalPostgres

@Suite(.timeLimit(.minutes(15))) struct LocalPostgresTests {
    private struct BodyError: Error {}

    private func query(_ server: LocalPostgres, _ statement: Statement) async throws -> String {
        try await Connection.withConnection(ConnectionSettings(server.connectionString())) { connection in
            try #require(try await connection.query(statement).first).decode(0)
        }
    }

    private func expect(
        _ statement: Statement, is expected: String, on server: LocalPostgres,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let value = try await query(server, statement)
        #expect(value == expected, sourceLocation: sourceLocation)
    }

    /// Whether anything of a cluster is left: its folder, or a process that names it.
    private func traces(of server: LocalPostgres) throws -> [String] {
        let folder = (server.dataDirectory as NSString).deletingLastPathComponent
        var found = FileManager.default.fileExists(atPath: folder) ? [folder] : []
        for process in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(process) != nil {
            // A process may end while we look.
            guard let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else { continue }
            let text = String(decoding: line, as: UTF8.self)
            if text.contains(folder) { found.append(text) }
        }
        return found
    }

    @Test func `a temporary cluster works and leaves nothing behind`() async throws {
        let server = try await LocalPostgres.withTemporaryCluster(settings: ["work_mem": "8MB"]) { server in
            try await expect("show work_mem", is: "8MB", on: server)
            try await expect("show fsync", is: "off", on: server)
            try await expect("show listen_addresses", is: "", on: server)
            try await expect("show server_encoding", is: "UTF8", on: server)
            #expect(try await query(server, "show server_version").hasPrefix(server.version))
            #expect(try !traces(of: server).isEmpty)
            return server
        }
        #expect(try traces(of: server).isEmpty)
    }

    @Test func `a temporary cluster leaves nothing behind on an error`() async throws {
        var kept: LocalPostgres?
        await #expect(throws: BodyError.self) {
            try await LocalPostgres.withTemporaryCluster { server in
                kept = server
                throw BodyError()
            }
        }
        #expect(try traces(of: try #require(kept)).isEmpty)
    }

    @Test func `a temporary cluster leaves nothing behind when its task is cancelled`() async throws {
        let (started, start) = AsyncStream<LocalPostgres>.makeStream()
        let task = Task {
            try await LocalPostgres.withTemporaryCluster { server in
                start.yield(server)
                try await Task.sleep(for: .seconds(600))
            }
        }
        var servers = started.makeAsyncIterator()
        let server = try #require(await servers.next())
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try traces(of: server).isEmpty)
    }

    @Test func `a server that dies leaves a cluster that ends all the same`() async throws {
        let server = try await LocalPostgres.withTemporaryCluster { server in
            let file = try String(contentsOfFile: "\(server.dataDirectory)/postmaster.pid", encoding: .utf8)
            let pid = try #require(file.split(separator: "\n").first.flatMap { Int32($0) })
            #expect(kill(pid, SIGKILL) == 0)
            return server
        }
        while try !traces(of: server).isEmpty { await Task.yield() }
    }

    @Test func `a kept cluster keeps its data and stops at the end`() async throws {
        try await withClusterDirectory { directory in
            let first = try await LocalPostgres.withCluster(at: directory) { server in
                try await Connection.withConnection(ConnectionSettings(server.connectionString())) { connection in
                    try await connection.query("create table kept as select 'here' as word")
                }
                try await expect("show fsync", is: "on", on: server)
                return server
            }
            #expect(try traces(of: first).allSatisfy { $0 == directory })
            try await LocalPostgres.withCluster(at: directory) { server in
                try await expect("select word from kept", is: "here", on: server)
            }
        }
    }

    @Test func `a started cluster is found again, and stays until it is stopped`() async throws {
        try await withClusterDirectory { directory in
            let first = try await LocalPostgres.start(at: directory)
            let pid = try await query(first, "select pg_postmaster_start_time()::text")
            let second = try await LocalPostgres.start(at: directory)
            try await expect("select pg_postmaster_start_time()::text", is: pid, on: second)
            try await LocalPostgres.withCluster(at: directory) { #expect($0.socketDirectory == first.socketDirectory) }
            try await expect("select 'still'", is: "still", on: first)
            try await second.stop()
            #expect(try traces(of: first) == [directory])
            try await second.stop()
        }
    }

    @Test func `a directory with a long path has its socket elsewhere`() async throws {
        try await withClusterDirectory { directory in
            let long = directory + "/" + String(repeating: "long", count: 30)
            let server = try await LocalPostgres.withCluster(at: long) { server in
                #expect(server.socketDirectory != long)
                try await expect("select 'reached'", is: "reached", on: server)
                return server
            }
            #expect(!FileManager.default.fileExists(atPath: server.socketDirectory))
        }
    }

    @Test func `a directory with other files is refused`() async throws {
        try await withTemporaryDirectory { directory in
            try "x".write(toFile: "\(directory)/precious.txt", atomically: true, encoding: .utf8)
            let error = await #expect(throws: LocalPostgresError.self) {
                try await LocalPostgres.withCluster(at: directory) { _ in }
            }
            #expect(error?.description.contains("it holds other files") == true)
        }
    }

    @Test func `the line for psql works in a shell`() async throws {
        try await LocalPostgres.withTemporaryCluster { server in
            try await Connection.withConnection(ConnectionSettings(server.connectionString())) { connection in
                try await connection.query("create database \(Identifier("it's a name"))")
            }
            let line = server.psqlCommand(database: "it's a name") + " -Atc 'select current_database()'"
            let outcome = try await Command(program: "/bin/sh", arguments: ["-c", line], directory: "/").run()
            #expect(outcome.output == "it's a name\n")
        }
    }

    @Test func `a server that does not start says why`() async throws {
        let error = await #expect(throws: LocalPostgresError.self) {
            try await LocalPostgres.withTemporaryCluster(settings: ["shared_preload_libraries": "no_such_library"]) {
                _ in
            }
        }
        #expect(error?.description.contains("no_such_library") == true)
    }

    @Test func `a machine without a server is told what to install`() async throws {
        let nowhere = ["PATH": "/nonexistent"]
        let error = await #expect(throws: LocalPostgresError.self) {
            _ = try await ServerPrograms.find(forDataOfVersion: nil, environment: nowhere, debianFolder: "/nonexistent")
        }
        #expect(error?.description.contains("apt-get install postgresql") == true)
        let chosen = await #expect(throws: LocalPostgresError.self) {
            _ = try await ServerPrograms.find(
                forDataOfVersion: nil, environment: ["SLUICE_POSTGRES_BIN": "/nonexistent/bin"])
        }
        #expect(chosen?.description.contains("searched /nonexistent/bin") == true)
    }

    @Test func `the highest version is taken, or the one that wrote the data`() async throws {
        try await withTemporaryDirectory { directory in
            for version in ["9", "15", "17"] {
                let folder = "\(directory)/\(version)/bin"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                for program in ["initdb", "postgres", "pg_ctl"] {
                    let script = "#!/bin/sh\necho 'postgres (PostgreSQL) \(version).1'\n"
                    _ = FileManager.default.createFile(
                        atPath: "\(folder)/\(program)", contents: Data(script.utf8),
                        attributes: [.posixPermissions: 0o755])
                }
            }
            let highest = try await ServerPrograms.find(
                forDataOfVersion: nil, environment: [:], debianFolder: directory)
            #expect(highest.version == "17.1")
            let writer = try await ServerPrograms.find(
                forDataOfVersion: "15", environment: [:], debianFolder: directory)
            #expect(writer.version == "15.1")
        }
    }

    /// A directory whose parents let the server's user through.
    private func withClusterDirectory(_ body: (String) async throws -> Void) async throws {
        try await withTemporaryDirectory { parent in
            let directory = "\(parent)/cluster"
            do {
                try await body(directory)
            } catch {
                try? await LocalPostgres.start(at: directory).stop()
                throw error
            }
        }
    }
}
