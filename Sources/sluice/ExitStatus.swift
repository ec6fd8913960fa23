import ArgumentParser
import LoadEngine
import LocalPostgres
import Postgres
import RESTSource
import Sandbox
import Warehouse

/// What the program's exit status says: what to do next, for a person and for an orchestrator.
enum ExitStatus: Int32, Sendable {
    case loaded = 0
    case bug = 1
    case requestsSpent = 10
    case incomplete = 11
    case tooManyRejected = 12
    case datasetHeld = 20
    case configuration = 21
    case keyRefused = 22
    case schemaDiffers = 23
    case sourceUnreachable = 24
    case databaseUnreachable = 25
    case interrupted = 130
    case terminated = 143

    /// Where several apply, the one that a person must look at first.
    init(_ consequences: Set<Consequence>) {
        if consequences.contains(.keyRefused) {
            self = .keyRefused
        } else if consequences.contains(.sourceFailed) {
            self = .sourceUnreachable
        } else if consequences.contains(.tooManyRejected) {
            self = .tooManyRejected
        } else if consequences.contains(.incomplete) {
            self = .incomplete
        } else if consequences.contains(.requestsSpent) {
            self = .requestsSpent
        } else {
            self = .loaded
        }
    }

    init(_ error: any Error) {
        switch error {
        case let error as LoadError: self.init(error)
        case let error as RESTError: self = error.kind == .refused ? .keyRefused : .sourceUnreachable
        case let error as WarehouseError: self.init(error)
        case let error as MigrationError: self.init(error)
        case let error as PostgresError: self.init(error)
        case is BaseURLError, is CredentialsError, is SettingsError, is SandboxError: self = .configuration
        case is LocalPostgresError: self = .databaseUnreachable
        default: self = .bug
        }
    }

    private init(_ error: LoadError) {
        switch error {
        case .keyRefused: self = .keyRefused
        case .requestsSpent: self = .requestsSpent
        case .tooManyRejected: self = .tooManyRejected
        case .unknownResource, .noSingleEndpoint, .sinceAfterUntil: self = .configuration
        }
    }

    private init(_ error: WarehouseError) {
        switch error {
        case .datasetHeld, .leaseLost: self = .datasetHeld
        case .otherOrigin: self = .configuration
        case .schemaDiffers: self = .schemaDiffers
        case .serverTooOld, .notPermitted: self = .databaseUnreachable
        }
    }

    private init(_ error: MigrationError) {
        switch error {
        case .serverTooOld, .missingRight: self = .databaseUnreachable
        case .changedFile, .newerDatabase, .missingRecord, .locked: self = .schemaDiffers
        case .failed(_, _, _, let cause, _): self = cause.isConnectionFailure ? .databaseUnreachable : .schemaDiffers
        default: self = .configuration
        }
    }

    private init(_ error: PostgresError) {
        if error.isConnectionFailure || error.sqlState.map({ ["28", "3D", "42"].contains($0.prefix(2)) }) ?? false {
            self = .databaseUnreachable
        } else {
            self = .bug
        }
    }
}
