/// Faults that strike single requests; lasting conditions are ``Quirks``.
extension Sandbox {
    /// Makes coming requests to the API go wrong.
    ///
    /// Counted are requests that are let in: with the right key, within the limits, to a path that exists. Of several
    /// faults that are due at once the oldest strikes; the others wait for the next request. So does a fault that would not
    /// show on an answer, such as a wrong order of one record.
    ///
    /// - Parameters:
    ///   - times: how many requests it strikes.
    ///   - afterRequests: how many it lets pass before.
    ///   - path: the only path it counts and strikes, as in `/api/v1/leads`; nil for all.
    package func strike(_ fault: Fault, times: Int = 1, afterRequests: Int = 0, path: String? = nil) async {
        await store.strike(FaultPlan(fault: fault, times: times, after: afterRequests, path: path))
    }

    /// How often each fault has struck; those that never did are missing.
    package func struckFaults() async -> [Fault: Int] {
        await store.faults.struck
    }

    /// Forgets the faults that are still to strike, not how often they did.
    package func clearFaults() async {
        await store.clearFaults()
    }
}
