package import Postgres
import RESTSource
public import Warehouse

/// Which exit status follows from what a load met: recorded with its package, and what the program leaves with.
extension ExitStatus {
    /// Where several apply, the one that a person must look at first.
    public init(_ consequences: Set<Consequence>) {
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

    /// What follows from an error of the engine, and of what it works with; nil for errors that are none of theirs.
    ///
    /// Of what `Loader.load` throws, only `CancellationError` is none: the task was cancelled, and whoever did that knows what
    /// follows.
    public init?(ofEngine error: any Error) {
        switch error {
        case let error as LoadError: self.init(error)
        case let error as RESTError: self = error.kind == .refused ? .keyRefused : .sourceUnreachable
        case let error as WarehouseError: self.init(error)
        case let error as MigrationError: self.init(error)
        case let error as PostgresError: self.init(error)
        case RolesError.notPermitted: self = .databaseUnreachable
        case is ContractError, is PromotionError, is BaseURLError, is CredentialsError, is RolesError:
            self = .configuration
        default: return nil
        }
    }

    private init(_ error: LoadError) {
        switch error {
        case .keyRefused: self = .keyRefused
        case .requestsSpent, .dayIsSpent, .shareIsSpent: self = .requestsSpent
        case .tooManyRejected: self = .tooManyRejected
        case .unknownResource, .unknownPart, .noSingles, .tooSmall, .sinceAfterUntil, .unsafeName:
            self = .configuration
        case .contractBroken: self = .schemaDiffers
        }
    }

    private init(_ error: WarehouseError) {
        switch error {
        case .datasetHeld, .leaseLost, .holderNotEnded, .leaseLocked: self = .datasetHeld
        case .otherOrigin, .packageExists: self = .configuration
        case .schemaDiffers, .newerBooks: self = .schemaDiffers
        case .serverTooOld, .notPermitted, .lacksRights, .stagingLost: self = .databaseUnreachable
        }
    }

    private init(_ error: MigrationError) {
        switch error {
        // As with what a statement waits for in vain: others hold the tables, and it goes when they are done.
        case .serverTooOld, .missingRight, .locked: self = .databaseUnreachable
        case .anotherMigration: self = .datasetHeld
        case .changedFile, .changedStatements, .newerDatabase, .missingRecord, .baselineLacksTables, .invalidIndexes:
            self = .schemaDiffers
        case .failed(_, _, _, let cause, _), .failedOutside(_, _, _, _, let cause, _):
            self = cause.isConnectionFailure ? .databaseUnreachable : .schemaDiffers
        default: self = .configuration
        }
    }

    private init(_ error: PostgresError) {
        if error.isConnectionFailure {
            self = .databaseUnreachable
            return
        }
        switch Refusal(error) {
        case .missingRight, .readOnly, .outOfResources, .conflict: self = .databaseUnreachable
        case .missingTable, .constraint: self = .schemaDiffers
        case .usage: self = .configuration
        case nil: self = .bug
        }
    }

    /// What a server refuses for reasons that lie with it and its tables, and not with a bug of ours; the codes are those of
    /// the manual's appendix "PostgreSQL Error Codes".
    package enum Refusal {
        case missingRight, missingTable, readOnly, outOfResources, conflict, constraint
        /// Not the server but a connection string that cannot be read.
        case usage

        package init?(_ error: PostgresError) {
            if error.kind == .usage, error.message.hasPrefix("the connection string") {
                self = .usage
                return
            }
            // The books have constraints of their own: what breaks one of those is ours.
            let isOurs = error.schema == "sluice"
            switch error.sqlState {
            case "42501": self = .missingRight
            case "42P01", "42703", "3F000": self = .missingTable
            case "25006": self = .readOnly
            // A constraint or a trigger that somebody added, and that no single record is to blame for.
            case "P0001": self = .constraint
            case let state? where state.hasPrefix("23") && !isOurs: self = .constraint
            case "40001", "40P01", "55P03", "57014": self = .conflict
            case let state? where state.hasPrefix("53") || state.hasPrefix("58"): self = .outOfResources
            default: return nil
            }
        }
    }
}
