internal import Postgres

/// The columns that the loader keeps in each table of a dataset, beside those of the record.
package enum SystemColumn {
    /// Fields of the record that no column takes, `jsonb`; null when there is none.
    package static let extra = Column(
        "extra", .jsonb, comment: "fields of the record that no column takes, by name; null when there is none")
    /// The load package that last changed the row.
    package static let packageID = Column(
        "_package_id", .uuid, isNullable: false,
        comment: "the load package that last changed the row (see sluice.load_packages)")
    /// When that package changed it, by the server's clock.
    package static let loadedAt = Column(
        "_loaded_at", .timestamptz, isNullable: false, comment: "when that package changed it")
    /// The tombstone: when a complete read found the row gone from the API. Null for a live row.
    package static let deletedAt = Column(
        "_deleted_at", .timestamptz,
        comment: "the tombstone: when a complete reading found the record gone from the API; null for a live row")
    /// The fingerprint of the record as it was received, 16 bytes.
    package static let fingerprint = Column(
        "_fingerprint", .bytea,
        comment:
            "fingerprint of the record as it was received, 16 bytes; a record with the same one is not written again"
    )

    /// Names that no other column of a table may have: the loader's own, here and in its staging tables.
    package static let reserved: Set<String> = Set(
        [extra, packageID, loadedAt, deletedAt, fingerprint].map(\.name) + StagingTables.ordinal.parts)

    /// Why no other column may have a name; nil when one may.
    package static func refusal(of name: String) -> String? {
        reserved.contains(name) ? "the loader keeps it for itself" : nil
    }
}

extension Table {
    /// The loader's own columns of this table, in the order in which they follow the record's.
    package var systemColumns: [Column] {
        [SystemColumn.extra, SystemColumn.packageID, SystemColumn.loadedAt, SystemColumn.deletedAt]
            + (keepsFingerprint ? [SystemColumn.fingerprint] : [])
    }
}
