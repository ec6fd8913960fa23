import LoadEngine
import Postgres
import Testing
import Warehouse
import WhatConverts

/// Looking at the schema of a loaded dataset, and changing it as the program does.
extension TestLoad {
    func script(_ sql: String) async throws {
        try await connection.transaction { try await $0.run(script: sql) }
    }

    /// The declarations with what the dataset has beyond them.
    func declared() async throws -> Source {
        try await Source.whatConverts.adding(AddedFields.read("whatconverts", on: connection))
    }

    func unknownFields() async throws -> [UnknownField] {
        try await UnknownField.all(of: "whatconverts", in: declared(), on: connection)
    }

    func differences() async throws -> [SchemaDifference] {
        try await SchemaCheck(declared().resources.map(\.table), dataset: "whatconverts").run(on: connection)
    }

    /// The definitions of all views.
    func views() async throws -> [String] {
        try await column(
            """
            select c.relname::text || ': ' || pg_get_viewdef(c.oid)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'whatconverts' and c.relkind in ('v', 'm')
            order by 1
            """)
    }

    func proposal(_ name: String) async throws -> Promotion {
        let promoted = try await PromotedField(name, in: declared())
        let survey = try await FieldSurvey.read(promoted, dataset: "whatconverts", on: connection)
        guard let type = survey.proposal else { throw try await promoted.whyUntyped("whatconverts", on: connection) }
        let columns = try await SchemaCatalogue.read("whatconverts", on: connection).tables[promoted.table.name]?
            .columns
        return Promotion(
            try promoted.added(as: type, column: nil, present: Set((columns ?? []).map(\.name))))
    }

    @discardableResult
    func promote(_ name: String) async throws -> Int {
        try await run(proposal(name))
    }

    @discardableResult
    func run(_ promotion: Promotion) async throws -> Int {
        try await Connection.withConnection(database) { books in
            try await promotion.run(
                source: .whatConverts, dataset: "whatconverts", database: database, on: books)
        }
    }

    /// Holds the dataset for the time of the body, as a load does.
    func held(_ body: @escaping @Sendable (Connection, Fence) async throws -> Void) async throws {
        try await Connection.withConnection(database) { books in
            try await HeldDataset(
                dataset: "whatconverts", source: "whatconverts", trigger: "test", database: database,
                timeToLive: .seconds(30), waits: false, sluiceVersion: "1"
            ).run(books: books) { _, fence in
                try await body(books, fence)
                return ((), .loaded)
            }
        }
    }
}

extension Source {
    /// The source of a later release: with one more field of leads.
    func declaring(_ field: Field) -> Source {
        Source(
            name: name, defaultBaseURL: defaultBaseURL, errorKey: errorKey, keyKinds: keyKinds,
            resources: resources.map { resource in
                guard resource.name == "leads" else { return resource }
                return Resource(
                    resource.name, resource.comment, reading: resource.reading, key: resource.key,
                    fields: resource.fields + [field], children: resource.children, parts: resource.parts,
                    single: resource.single, keepsFingerprint: true, updatedColumn: resource.updatedColumn,
                    indexes: resource.indexes)
            })
    }
}
