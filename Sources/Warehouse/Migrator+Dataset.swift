extension Migrator {
    /// Refuses names that cannot be a dataset's: it is a schema of its own, and some schemas belong to others.
    package static func check(dataset name: String) throws(MigrationError) {
        let folded = name.lowercased()
        let reason: String? =
            if name.isEmpty {
                "it is empty"
            } else if name.utf8.count > 63 {
                "it has \(name.utf8.count) bytes, and PostgreSQL cuts names after 63"
            } else if name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
                "it holds control characters"
            } else if folded.hasPrefix("sluice") {
                "names that begin with sluice are kept for its own tables"
            } else if folded.hasPrefix("pg_") || folded == "information_schema" {
                "PostgreSQL keeps it for itself"
            } else {
                nil
            }
        if let reason { throw .badDatasetName(name, reason: reason) }
    }
}
