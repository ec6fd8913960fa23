public import RESTSource
public import Warehouse

/// What a load tells while it runs. For progress lines and logs; nothing depends on it.
///
/// Told once per page, request or batch, and never per record; never holds what a record says, nor the key.
///
/// Cases are added from version to version, and are no breach of compatibility: end a `switch` over it with `default`.
public enum LoadEvent: Sendable {
    /// A migration was applied before the load.
    case migrated(AppliedMigration)
    /// The dataset is taken, and the package stands in the books.
    case packageBegan(LoadPackage)
    /// The reading of a resource begins: for one whose details are due, a second time with them.
    case jobBegan(resource: String)
    /// The spans that the job is going to read, in their order.
    case spansPlanned(resource: String, [Span])
    /// Nothing more is read of a span in this load, whether it is done or not.
    case spanFinished(Span)
    /// A request goes out. `today` is how many of the key's requests are spent or under way, this one included, over all
    /// processes.
    case requestSent(PagePlace, attempt: Int, today: Int, limit: Int)
    /// A request that was sent is over: answered, failed or given up. What follows from it is told after it.
    case requestEnded(PagePlace)
    /// A request failed, and is made again after a pause.
    case requestFailed(PagePlace, RESTError, pause: Duration)
    /// A page came; what of it is new is not visible yet.
    case pageReceived(ReceivedPage)
    /// A batch was merged: from now on every reader sees it.
    case batchMerged(LoadBatch)
    /// A resource was read. Told a second time of one whose details are due, which are read when everything else has been: the
    /// later report includes the earlier one.
    case jobFinished(JobReport)
    /// The run has shown that it lives.
    case leaseRenewed
    /// How a package ended. The exit status is nil where a signal decides it.
    case packageFinished(LoadPackage, LoadPackage.Status, ExitStatus?)
    /// Something that a person should know and that stops nothing.
    case notice(resource: String?, String)
}
