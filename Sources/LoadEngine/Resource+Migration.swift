import Warehouse

extension Resource {
    /// The SQL that makes its table as it is declared, with those of its children, their indexes and all comments: what
    /// its first migration holds.
    ///
    /// Print it into a file, read it, and keep the file: what is declared later is added by a migration of its own, and an applied
    /// file is never written again.
    ///
    /// ```swift
    /// print(Resource.authors.firstMigration)
    /// ```
    public var firstMigration: String {
        MigrationDraft(declared: table.shapes, built: []).sql ?? ""
    }
}
