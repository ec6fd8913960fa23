internal import FoundationEssentials

/// The folder that holds the lines of migrations, a folder each: `migrations/sluice`, and one for each source.
package struct MigrationFolder: Sendable, Hashable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Finds the folder: where `SLUICE_MIGRATIONS` says and nowhere else, or else beside the program, where
    /// an installation keeps it, above the program (a checkout has it four floors up), and in the working
    /// directory.
    ///
    /// Wherever a `migrations` folder of something else lies on the way, it is passed by: ours holds the line
    /// `sluice`.
    package static func locate(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        executable: String = executablePath,
        workingDirectory: String = FileManager.default.currentDirectoryPath
    ) throws(MigrationError) -> MigrationFolder {
        var tried: [String] = []
        for path in candidates(environment: environment, executable: executable, workingDirectory: workingDirectory)
        where !tried.contains(path) {
            if isFolder("\(path)/\(Migrator.metadataLine)") { return MigrationFolder(path: path) }
            tried.append(path)
        }
        throw .folderNotFound(tried: tried)
    }

    /// The lines that the folder holds.
    package func lines() throws(MigrationError) -> [String] {
        try Self.names(in: path).filter { Self.isFolder("\(path)/\($0)") }
    }

    /// The migrations of a line, in order. A file that is none is refused, since it may well be one with a
    /// wrong name.
    package func migrations(line: String) throws(MigrationError) -> [Migration] {
        let folder = "\(path)/\(line)"
        guard Self.isFolder(folder) else { throw .noSuchLine(line: line, folder: path, lines: try lines()) }
        var migrations: [Migration] = []
        for file in try Self.names(in: folder) {
            migrations.append(try Migration(line: line, file: file, sql: try Self.text(of: "\(folder)/\(file)")))
        }
        return try Migration.ordered(migrations, line: line)
    }

    /// Where this program lies.
    package static var executablePath: String {
        let link = "/proc/self/exe"
        do {
            return try FileManager.default.destinationOfSymbolicLink(atPath: link)
        } catch {
            // Without a mounted /proc there is still the name it was called by.
            return CommandLine.arguments.first ?? ""
        }
    }

    private static func candidates(
        environment: [String: String], executable: String, workingDirectory: String
    ) -> [String] {
        if let path = environment["SLUICE_MIGRATIONS"], !path.isEmpty { return [path] }
        var floors: [String] = []
        var floor = executable
        while let slash = floor.lastIndex(of: "/") {
            floor = String(floor[..<slash])
            floors.append(floor)
        }
        let beside = floors.prefix(1).map { "\($0)/migrations" }
        let installed = floors.dropFirst().prefix(1).map { "\($0)/share/sluice/migrations" }
        let above = floors.dropFirst().map { "\($0)/migrations" }
        return beside + installed + above + ["\(workingDirectory)/migrations"]
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }

    /// What is not hidden; an editor's own files are no migrations.
    private static func names(in folder: String) throws(MigrationError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            throw .unreadable(path: folder, reason: "\(error)")
        }
    }

    private static func text(of path: String) throws(MigrationError) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw .unreadable(path: path, reason: "\(error)")
        }
    }
}
