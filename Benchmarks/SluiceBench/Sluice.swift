/// The program that is measured.
struct Sluice: Sendable {
    let path: String
    let workspace: Workspace

    func migrate(_ database: String) -> Program {
        Program(name: path, arguments: ["migrate", "--quiet"], environment: ["DATABASE_URL": database])
    }

    func load(_ arguments: [String] = [], from sandbox: SandboxProcess, into database: String) -> Program {
        Program(
            name: path, arguments: ["load", "--json", "--quiet"] + arguments,
            environment: [
                "DATABASE_URL": database, "WHATCONVERTS_BASE_URL": sandbox.baseURL, "WHATCONVERTS_TOKEN": sandbox.token,
                "WHATCONVERTS_SECRET": sandbox.secret,
            ])
    }
}
