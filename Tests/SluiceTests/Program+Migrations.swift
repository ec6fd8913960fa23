import Foundation
import Warehouse

extension Program {
    /// The same, with a copy of the shipped migrations, and more behind those of the source.
    func withMigrations(_ more: (name: String, sql: String)...) throws -> Program {
        let copy = "\(directory)/migrations-\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: try MigrationFolder.locate(environment: [:]).path, toPath: copy)
        var version = try MigrationFolder(path: copy).migrations(line: "whatconverts").count
        for (name, sql) in more {
            version += 1
            let file = Migration(line: "whatconverts", version: version, name: name, sql: sql).file
            try sql.write(toFile: "\(copy)/whatconverts/\(file)", atomically: false, encoding: .utf8)
        }
        return with(["SLUICE_MIGRATIONS": copy])
    }
}
