/// Why the settings are not good enough to begin with. Shows names and places, and no value: it may be a secret.
enum SettingsError: Error, CustomStringConvertible {
    case noKey(missing: Setting)
    case noDatabase
    case noServeToken(address: String)
    case shortSecret(Setting, characters: Int)
    case unreadableSecret(variable: String, path: String)
    case emptySecret(variable: String, path: String)
    case badValue(place: String, expected: String)
    case missingFile(String)
    case unwritableFile(String)
    case unreadableFile(String)
    case notYAML(file: String, line: Int?)
    case unknownKey(String, file: String, line: Int?, known: [String])
    case noSuchDataset(String, known: [String])

    var description: String {
        switch self {
        case .noKey(let setting):
            "\(setting.variable) is not set. Make a key under Integrations > API Keys and export it, or name the file that "
                + "holds it in \(setting.variable)_FILE. To try Sluice without an account, run `sluice demo`"
        case .noDatabase:
            "no database is named. Set DATABASE_URL=postgresql://user@host/database (or libpq's own PGHOST, PGDATABASE, …), "
                + "use --local for a private PostgreSQL that stays, or run `sluice demo`"
        case .noServeToken(let address):
            "on \(address) others can reach the server, and nothing says who may: set SLUICE_SERVE_TOKEN (and "
                + "SLUICE_SERVE_PASSWORD for people) to at least 16 characters, such as what `openssl rand -base64 24` prints, or "
                + "name the file that holds it in SLUICE_SERVE_TOKEN_FILE"
        case .shortSecret(let setting, let characters):
            "\(setting.variable) is shorter than \(characters) characters, and could be guessed; take what `openssl rand -base64 24` "
                + "prints"
        case .unreadableSecret(let variable, let path):
            "\(variable) names \(path), which cannot be read; check the path and its rights"
        case .emptySecret(let variable, let path):
            "\(variable) names \(path), which is empty; write the secret into it"
        case .badValue(let place, let expected):
            "\(place) should be \(expected)"
        case .missingFile(let file):
            "there is no file \(file); check --config or SLUICE_CONFIG"
        case .unwritableFile(let file):
            "\(file) cannot be written; check the rights of its folder, or print the SQL with --print"
        case .unreadableFile(let file):
            "\(file) cannot be read; check its rights"
        case .notYAML(let file, let line):
            "\(file) is not the YAML that is expected\(line.map { "; look at line \($0)" } ?? ""). It should be like\n\n"
                + "load:\n  dataset: whatconverts\n"
        case .unknownKey(let key, let file, let line, let known):
            "\(file)\(line.map { ", line \($0)" } ?? ""): there is no setting \(key); there are \(known.joined(separator: ", "))"
        case .noSuchDataset(let name, let known):
            "no load has filled a dataset \"\(name)\" in this database; "
                + (known.isEmpty ? "none was begun in it yet" : "there are \(known.joined(separator: ", "))")
        }
    }
}
