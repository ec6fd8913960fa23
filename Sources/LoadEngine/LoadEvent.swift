package import Warehouse

/// What a load tells while it runs. For progress lines and logs; nothing depends on it.
package enum LoadEvent: Sendable {
    case packageBegan(LoadPackage)
    case jobBegan(resource: String)
    /// A page was received. `total` is how many records the API counts in the stretch that was asked for.
    case pageReceived(resource: String, span: Span?, records: Int, total: Int?, bytes: Int)
    case batchMerged(LoadBatch)
    case jobFinished(JobReport)
    /// Something that a person should know and that stops nothing.
    case notice(resource: String?, String)
}
