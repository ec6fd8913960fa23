package import RESTSource
package import Warehouse

/// What a load tells while it runs. For progress lines and logs; nothing depends on it.
///
/// Told once per page, request or batch, and never per record; never holds what a record says, nor the key.
package enum LoadEvent: Sendable {
    /// A migration was applied before the load.
    case migrated(AppliedMigration)
    case packageBegan(LoadPackage)
    case jobBegan(resource: String)
    /// The spans that the job is going to read, in their order.
    case spansPlanned(resource: String, [Span])
    /// Nothing more is read of a span in this load, whether it is done or not.
    case spanFinished(Span)
    /// A request goes out. `today` is how many of the key's requests are spent or under way, this one included, over all
    /// processes.
    case requestSent(PagePlace, attempt: Int, today: Int, limit: Int)
    /// A request failed, and is made again after a pause.
    case requestFailed(PagePlace, RESTError, pause: Duration)
    case pageReceived(ReceivedPage)
    case batchMerged(LoadBatch)
    case jobFinished(JobReport)
    case leaseRenewed
    /// How a package ended. The exit status is nil where a signal decides it.
    case packageFinished(LoadPackage, LoadPackage.Status, ExitStatus?)
    /// Something that a person should know and that stops nothing.
    case notice(resource: String?, String)
}
