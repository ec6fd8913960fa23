/// The columns that the loader keeps in each table of a dataset, beside those of the record.
package enum SystemColumn {
    /// Fields of the record that no column takes, `jsonb`; null when there is none.
    package static let extra = Column("extra", .jsonb)
    /// The load package that last changed the row.
    package static let packageID = Column("_package_id", .uuid, isNullable: false)
    /// When that package changed it, by the server's clock.
    package static let loadedAt = Column("_loaded_at", .timestamptz, isNullable: false)
    /// The tombstone: when a complete read found the row gone from the API. Null for a live row.
    package static let deletedAt = Column("_deleted_at", .timestamptz)
    /// The fingerprint of the record as it was received, 16 bytes.
    package static let fingerprint = Column("_fingerprint", .bytea)
}

extension Table {
    /// The loader's own columns of this table, in the order in which they follow the record's.
    package var systemColumns: [Column] {
        [SystemColumn.extra, SystemColumn.packageID, SystemColumn.loadedAt, SystemColumn.deletedAt]
            + (keepsFingerprint ? [SystemColumn.fingerprint] : [])
    }
}
