import Dashboard
import LoadEngine
import LocalPostgres
import RESTSource
import Sandbox
import Warehouse

/// Which exit status follows from an error of any kind: the program's own, and those of the engine.
extension ExitStatus {
    init(_ error: any Error) {
        switch error {
        case let error as SourceFailure: self.init(error.error)
        case is SettingsError, is StatusError, is DashboardError, is SandboxError: self = .configuration
        case HealthError.noAnswer: self = .sourceUnreachable
        case HealthError.notReady(_, let response):
            self = response.status == 503 ? .databaseUnreachable : .configuration
        case is LocalPostgresError: self = .databaseUnreachable
        default: self = ExitStatus(ofEngine: error) ?? .bug
        }
    }
}
