public import Warehouse

/// What a load tells while it runs. For progress lines and logs; nothing depends on it.
///
/// Cases are added from version to version, and are no breach of compatibility: end a `switch` over it with `default`.
public enum LoadEvent: Sendable {
    /// The dataset is taken, and the package stands in the books.
    case packageBegan(LoadPackage)
    /// The reading of a resource begins.
    case jobBegan(resource: String)
    /// A page was received. `total` is how many records the API counts in the stretch that was asked for.
    case pageReceived(resource: String, span: Span?, records: Int, total: Int?, bytes: Int)
    /// A batch was merged: from now on every reader sees it.
    case batchMerged(LoadBatch)
    /// Nothing more is read of a resource in this load.
    case jobFinished(JobReport)
    /// Something that a person should know and that stops nothing.
    case notice(resource: String?, String)
}
