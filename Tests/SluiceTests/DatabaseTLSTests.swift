import Foundation
import Glibc
import LocalPostgres
import Postgres
import Sandbox
import TestSupport
import Testing

/// PostgreSQL behind TLS, with a certificate that an authority of its own signed.
struct DatabaseTLSTests {
    @Test func `verify-full loads over TLS, and from nobody else's server`() async throws {
        try await withTLSServer { server, directory in
            try await Sandbox.withSandbox(SandboxOptions(leads: 30)) { sandbox in
                let program = Program(in: directory, sandbox: sandbox)
                func run(_ command: String..., url: String) async throws -> Program.Outcome {
                    try await program.with(["DATABASE_URL": url]).start(command + ["--quiet"]).end()
                }
                let right = server.url(name: "warehouse.test", authority: "\(directory)/ca.pem")
                let loaded = try await run("load", url: right)
                #expect(loaded.status == 0, "\(loaded.errors)")
                try await Connection.withConnection(ConnectionSettings(right)) { connection in
                    let row = try await connection.query(
                        """
                        select ssl, (select count(*) from whatconverts.leads)
                        from pg_stat_ssl
                        where pid = pg_backend_pid()
                        """
                    ).first
                    let (isEncrypted, leads) = try row?.decode((Bool, Int).self) ?? (false, 0)
                    #expect(isEncrypted && leads == 30)
                }

                for (url, word) in [
                    // Another server's certificate, be it as genuine as it may.
                    (server.url(name: "elsewhere.test", authority: "\(directory)/ca.pem"), "does not match host name"),
                    // An authority that did not sign it.
                    (
                        server.url(name: "warehouse.test", authority: "\(directory)/other.pem"),
                        "certificate verify failed"
                    ),
                    (server.url(name: "warehouse.test", authority: "\(directory)/nowhere.pem"), "nowhere.pem"),
                ] {
                    for command in ["load", "check"] {
                        let refused = try await run(command, url: url)
                        #expect(refused.status == 25)
                        #expect(
                            "\(refused.output)\(refused.errors)".contains(word), "\(refused.output)\(refused.errors)")
                    }
                }
            }
        }
    }

    @Test func `a server that takes TLS alone is told apart from one that is not there`() async throws {
        try await withTLSServer { server, directory in
            let program = Program(in: directory, database: server.url(name: "warehouse.test", mode: "disable"))
            let refused = try await program.run("load", "--quiet")
            #expect(refused.status == 25)
            #expect(refused.sentence.contains("no encryption"), "\(refused.errors)")
        }
    }
}

private struct TLSServer: Sendable {
    let address: String
    let port: Int

    func url(name: String, mode: String = "verify-full", authority: String? = nil) -> String {
        "postgresql://postgres@\(name):\(port)/postgres?hostaddr=\(address)&sslmode=\(mode)"
            + (authority.map { "&sslrootcert=\($0)" } ?? "")
    }
}

private func withTLSServer(_ body: @Sendable (TLSServer, String) async throws -> Void) async throws {
    try await withTemporaryDirectory { directory in
        try await makeCertificates(in: directory)
        // Of all the addresses and ports of this machine alone a pair that nobody has: below those that the system gives away.
        let address =
            "127.\((1...254).randomElement() ?? 1).\((1...254).randomElement() ?? 1).\((1...254).randomElement() ?? 1)"
        let port = (20_000...30_000).randomElement() ?? 20_000
        try await withPrivateCluster(settings: ["listen_addresses": address, "port": "\(port)"]) { cluster in
            try encrypt(cluster, with: directory)
            try await Connection.withConnection(ConnectionSettings(cluster.connectionString())) { connection in
                try await connection.query("alter system set ssl = on")
                try await connection.query("select pg_reload_conf()")
                // The server takes up its settings a moment after it was told.
                try await until {
                    try await connection.query(
                        """
                        select from pg_hba_file_rules, pg_settings
                        where type = 'hostssl' and name = 'ssl' and setting = 'on'
                        """
                    ).count == 1
                }
            }
            try await body(TLSServer(address: address, port: port), directory)
        }
    }
}

/// An authority with a certificate for `warehouse.test`, and another authority.
private func makeCertificates(in directory: String) async throws {
    func make(_ name: String, subject: String, _ more: String...) async throws {
        let made = try await RunningProgram(
            path: "/usr/bin/openssl",
            arguments: [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=\(subject)",
                "-keyout", "\(name).key", "-out", "\(name).pem",
            ] + more, environment: [:], directory: directory
        ).end()
        #expect(made.status == 0, "\(made.errors)")
    }
    try await make("ca", subject: "Tests")
    try await make("other", subject: "Others")
    try await make(
        "server", subject: "warehouse.test", "-CA", "ca.pem", "-CAkey", "ca.key", "-addext",
        "subjectAltName=DNS:warehouse.test", "-addext", "basicConstraints=critical,CA:FALSE")
}

/// Puts key and certificate where the server looks for them, as its own, and lets nobody in without TLS.
private func encrypt(_ cluster: LocalPostgres, with directory: String) throws {
    let files = FileManager.default
    let owner = try files.attributesOfItem(atPath: cluster.dataDirectory)
    for name in ["server.key", "server.pem"] {
        let place = "\(cluster.dataDirectory)/\(name == "server.pem" ? "server.crt" : name)"
        try files.copyItem(atPath: "\(directory)/\(name)", toPath: place)
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        for key in [FileAttributeKey.ownerAccountID, .groupOwnerAccountID] { attributes[key] = owner[key] }
        try files.setAttributes(attributes, ofItemAtPath: place)
    }
    try "local all all trust\nhostssl all all 127.0.0.0/8 trust\n".write(
        toFile: "\(cluster.dataDirectory)/pg_hba.conf", atomically: false, encoding: .utf8)
}
