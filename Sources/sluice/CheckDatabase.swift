import Books
import Foundation
import LoadEngine
import Postgres
import Warehouse
import WhatConverts

/// Tries what a load needs of the database.
struct CheckDatabase: Sendable {
    let setup: CheckSetup
    let dataset: String
    let migrates: Bool

    /// Of what is tried once the database is reached.
    static let names = ["server", "rights", "schema", "dataset free", "disk"]

    /// The room below which a first load is likely to fail.
    private static let leastRoom = 1 << 30

    struct Found: Sendable {
        var lines: [CheckLine]
        /// Whether requests can be counted there.
        let hasBooks: Bool
    }

    func run(_ connection: Connection, settings: ConnectionSettings) async throws -> Found {
        var lines = [CheckLine.passed("database", "reached: \(settings.redacted)")]
        let server = await tried("server") { try await self.server(connection) }
        lines.append(server)
        var pending: [Migration]?
        let schema: CheckLine
        do {
            let found = try await self.pending(connection)
            pending = found
            schema = try await self.schema(found, connection)
        } catch let error where Self.isAboutRights(error) {
            schema = .skipped("schema", "not known: the role may not read it")
        } catch {
            schema = .failed("schema", error)
        }
        let rights = await tried("rights") { try await self.rights(pending, connection) }
        lines += [rights, schema]
        if rights.state == .failed {
            lines.append(.skipped("dataset free", "not tried: the role may not do all that a load does"))
        } else {
            lines.append(await tried("dataset free") { try await self.holder(connection) })
        }
        lines.append(await tried("disk") { try await self.disk(connection) })
        let hasBooks: Bool
        do {
            // A server that takes no writes counts no requests.
            hasBooks = server.state == .passed ? try await RequestBudget.mayCount(on: connection) : false
        } catch {
            hasBooks = false
        }
        return Found(lines: lines, hasBooks: hasBooks)
    }

    private nonisolated(nonsending) func tried(
        _ name: String, _ check: nonisolated(nonsending) () async throws -> CheckLine
    ) async -> CheckLine {
        do {
            return try await check()
        } catch {
            return .failed(name, error)
        }
    }

    // MARK: - The server

    private func server(_ connection: Connection) async throws -> CheckLine {
        let rows = try await connection.query(
            """
            select
                current_setting('server_version'),
                pg_is_in_recovery(),
                current_setting('transaction_read_only') = 'on',
                extract(epoch from clock_timestamp())::double precision,
                current_user::text
            """)
        guard let row = rows.first else { return .skipped("server", "it does not say what it is") }
        let (version, isStandby, isReadOnly, epoch, role) =
            try row.decode((String, Bool, Bool, Double, String).self)
        guard connection.serverVersion >= 150_000 else {
            return .failed("server", WarehouseError.serverTooOld(version: connection.serverVersion))
        }
        if isStandby {
            return .failed(
                "server", "it is a standby, which takes no writes: name the primary server", .databaseUnreachable)
        }
        if isReadOnly {
            return .failed(
                "server", "transactions are read only there (default_transaction_read_only), and a load writes",
                mend: [
                    // Or the next statement would be refused as well.
                    "set default_transaction_read_only = off;",
                    "alter role \(Identifier(role).plainSQL) set default_transaction_read_only = off;",
                ], .databaseUnreachable)
        }
        let apart = epoch - Date().timeIntervalSince1970
        return .passed(
            "server",
            "PostgreSQL \(version), which takes writes; its clock is \(abs(apart) < 1 ? "as ours" : "\(apart.apart) ours")"
        )
    }

    // MARK: - Schema and rights

    /// What a load would apply first.
    private func pending(_ connection: Connection) async throws -> [Migration] {
        guard let folder = setup.migrations else { return [] }
        let line = Source.whatConverts.name
        return try await Migrator(
            connection: connection, metadata: try folder.migrations(line: Migrator.metadataLine),
            sluiceVersion: Sluice.version
        ).pending(dataset: dataset, line: line, migrations: try folder.migrations(line: line))
    }

    private func allMigrations() throws -> [Migration] {
        guard let folder = setup.migrations else { return [] }
        return try folder.migrations(line: Migrator.metadataLine)
            + folder.migrations(line: Source.whatConverts.name)
    }

    private func schema(_ pending: [Migration], _ connection: Connection) async throws -> CheckLine {
        if !pending.isEmpty {
            let words = "\(pending.count) \(pending.count == 1 ? "migration is" : "migrations are") pending"
            return migrates
                ? .passed("schema", "\(words), which `sluice load` applies first; `sluice plan` tells their locks")
                : .failed("schema", words, mend: ["sluice migrate --dataset \(dataset)"], .schemaDiffers)
        }
        let differences = try await Source.whatConverts.differences(of: dataset, on: connection)
        // Those about rights have a line of their own.
        let wrong = differences.filter { $0.side == .declarationNeeded && !$0.isAboutRights }
        guard let first = wrong.first else {
            let owed = differences.count { $0.side == .declaration }
            return .passed(
                "schema",
                "the tables of dataset \(dataset) are as declared"
                    + (owed > 0 ? ", but for \(owed) things that loads go on with (`sluice schema check`)" : ""))
        }
        let more = wrong.count > 1 ? ", and \(wrong.count - 1) more (`sluice schema check` lists them)" : ""
        return .failed("schema", "\(first.sentence)\(more)", mend: wrong.compactMap(\.mend), .schemaDiffers)
    }

    private func rights(_ pending: [Migration]?, _ connection: Connection) async throws -> CheckLine {
        // Who may not even read what was applied is told what a load needs of the tables that are there.
        let isMigrated: Bool
        if let pending { isMigrated = pending.isEmpty } else { isMigrated = try await hasTables(connection) }
        let tables = Source.whatConverts.resources.map(\.table)
        var missing = try await MissingGrants(
            dataset: dataset, pending: migrates && !isMigrated ? pending ?? allMigrations() : [],
            declared: tables.flatMap { [$0.name] + $0.children.map(\.name) }
        ).statements(on: connection)
        if isMigrated {
            missing += try await SchemaCheck(tables, dataset: dataset)
                .run(on: connection).filter(\.isAboutRights).compactMap(\.mend)
        }
        guard missing.isEmpty else {
            return .failed(
                "rights",
                "the role lacks \(missing.count == 1 ? "a right" : "\(missing.count) rights"). Have the owner of the tables, or of "
                    + "the database, run", mend: missing, .databaseUnreachable)
        }
        return .passed("rights", "the role may do all that a load does")
    }

    private func hasTables(_ connection: Connection) async throws -> Bool {
        let rows = try await connection.query(
            """
            select count(distinct nspname) = 2
            from pg_catalog.pg_class
            join pg_catalog.pg_namespace on pg_namespace.oid = relnamespace
            where nspname in ('sluice', \(dataset))
              and relkind = 'r'
            """)
        return try rows.first?.decode(0, as: Bool.self) ?? false
    }

    private static func isAboutRights(_ error: any Error) -> Bool {
        switch error {
        case MigrationError.missingRight: true
        case let error as PostgresError: error.sqlState == "42501"
        default: false
        }
    }

    // MARK: - Its state

    private func holder(_ connection: Connection) async throws -> CheckLine {
        let present = try await connection.query("select to_regclass('sluice.leases') is not null")
        guard try present.first?.decode(0, as: Bool.self) == true,
            let holder = try await LeaseHolder.read(dataset: dataset, on: connection), !holder.isOver
        else { return .passed("dataset free", "no run holds dataset \(dataset)") }
        return setup.options.waitsForTurn
            ? .passed("dataset free", "\(holder.name) holds it, and a load waits (--wait)")
            : .failed(
                "dataset free", "\(holder.name) holds dataset \(dataset) since \(holder.since.ISO8601Format())",
                mend: ["sluice load --wait"], .datasetHeld)
    }

    /// Only a server on this machine, over its socket, surely has its data where it says.
    private func disk(_ connection: Connection) async throws -> CheckLine {
        let rows = try await connection.query(
            """
            select
                inet_server_addr() is null,
                case when pg_has_role('pg_read_all_settings', 'usage') then current_setting('data_directory') end
            """)
        let (isLocal, directory) = try rows.first?.decode((Bool, String?).self) ?? (false, nil)
        guard isLocal, let directory else {
            return .skipped(
                "disk",
                isLocal
                    ? "not known: the role may not see where the server keeps its data (pg_read_all_settings)"
                    : "not known: the server is reached over the network")
        }
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfFileSystem(forPath: directory)
        } catch {
            return .skipped("disk", "not known: \(directory) cannot be looked at from here")
        }
        guard let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue else {
            return .skipped("disk", "not known: the file system of \(directory) does not say")
        }
        let room = "\((free >> 20).grouped) MB free in \(directory)"
        return free < Self.leastRoom
            ? .warning("disk", "\(room): a first load, and a long back-fill, may need more") : .passed("disk", room)
    }
}

extension Double {
    /// `3 s ahead of` or `3 s behind`.
    var apart: String { "\(Int(abs(self).rounded()).grouped) s \(self > 0 ? "ahead of" : "behind")" }
}
