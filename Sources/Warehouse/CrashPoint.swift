private import Glibc
private import Synchronization

/// The steps of a load at which a test can make it die, or stand still, by name.
///
/// Armed by the environment variable `SLUICE_CRASH_POINT`, in debug builds alone; a release build has no trace of it.
/// `merge-written` kills the process (as `kill -9` does) when it gets there first, `merge-written:3` the third time, and
/// `merge-written:stop` stops it (SIGSTOP) until it is told to go on.
package enum CrashPoint: String, CaseIterable, Sendable {
    case migrated
    case leaseTaken = "lease-taken"
    case packageBegun = "package-begun"
    case originConfirmed = "origin-confirmed"
    case jobBegun = "job-begun"
    case spansOpened = "spans-opened"
    case requestReserved = "request-reserved"
    case requestAnswered = "request-answered"
    case requestSettled = "request-settled"
    case stagingPrepared = "staging-prepared"
    /// Half of a page's rows are sent, and the COPY is open.
    case copyHalfway = "copy-halfway"
    case copied
    case staged
    case mergeBegun = "merge-begun"
    case mergeJudged = "merge-judged"
    case mergeParentsWritten = "merge-parents-written"
    case mergeWritten = "merge-written"
    case tombstonesWritten = "tombstones-written"
    case stagingEmptied = "staging-emptied"
    case batchRecorded = "batch-recorded"
    case positionMoved = "position-moved"
    case merged
    case jobFinished = "job-finished"
    case packageFinishing = "package-finishing"
    case packageFinished = "package-finished"

    /// Called where the step is; does nothing unless a test armed it.
    package func reach() {
        #if DEBUG
        guard let armed = Self.armed, armed.point == self else { return }
        let isNow = Self.left.withLock { left in
            left -= 1
            return left == 0
        }
        // To this very thread, so that it does not get beyond this line: a signal to the process may be taken by another thread,
        // and this one would go on for a moment.
        if isNow { raise(armed.stops ? SIGSTOP : SIGKILL) }
        #endif
    }

    #if DEBUG
    private struct Armed {
        let point: CrashPoint
        var count = 1
        var stops = false

        init?(_ text: String) {
            let parts = text.split(separator: ":")
            guard let name = parts.first, let point = CrashPoint(rawValue: String(name)) else { return nil }
            self.point = point
            for part in parts.dropFirst() {
                if part == "stop" { stops = true } else if let number = Int(part) { count = number }
            }
        }
    }

    private static let armed = getenv("SLUICE_CRASH_POINT").flatMap { Armed(String(cString: $0)) }
    private static let left = Mutex(armed?.count ?? 0)
    #endif
}
