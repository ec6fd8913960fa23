import Foundation
import NIOCore
import NIOPosix
import Postgres

/// Where a proxy listens and where its server does.
struct PostgresProxyRoute: Sendable {
    private enum Target {
        case socket(path: String)
        case port(host: String, port: Int)
    }

    private let target: Target
    private let directory: String
    private let server: ConnectionSettings
    private let url: URLComponents

    /// Only a part of the socket's name, for nothing listens on a port.
    private static let port = 5432

    init(to server: ConnectionSettings, through directory: String) throws {
        guard var url = URLComponents(string: server.connectionString),
            url.scheme?.hasPrefix("postgres") == true
        else { throw PostgresProxyError(description: "withPostgresProxy needs settings in URI form") }
        var items = url.queryItems ?? []
        func item(_ name: String) -> String? { items.last { $0.name == name }?.value }
        let named = item("host") ?? url.host ?? ""
        let host = named.isEmpty ? "/var/run/postgresql" : named
        guard let port = item("port").map(Int.init) ?? url.port ?? 5432 else {
            throw PostgresProxyError(description: "withPostgresProxy needs settings with one port")
        }
        target = host.hasPrefix("/") ? .socket(path: "\(host)/.s.PGSQL.\(port)") : .port(host: host, port: port)

        items.removeAll { ["host", "hostaddr", "port"].contains($0.name) }
        items.append(URLQueryItem(name: "host", value: directory))
        items.append(URLQueryItem(name: "port", value: String(Self.port)))
        url.host = ""
        url.port = nil
        url.queryItems = items
        self.url = url
        self.server = server
        self.directory = directory
    }

    /// As libpq looks for it in the folder that it is given for a host.
    var listeningPath: String { "\(directory)/.s.PGSQL.\(Self.port)" }

    func settings(database: String?) -> ConnectionSettings {
        var url = url
        if let database { url.path = "/\(database)" }
        guard let text = url.string else { preconditionFailure("no URI can name the database \(database ?? "")") }
        var settings = server
        settings.connectionString = text
        return settings
    }

    func connect(_ bootstrap: ClientBootstrap) -> EventLoopFuture<any Channel> {
        switch target {
        case .socket(let path): bootstrap.connect(unixDomainSocketPath: path)
        case .port(let host, let port): bootstrap.connect(host: host, port: port)
        }
    }
}
