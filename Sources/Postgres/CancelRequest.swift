private import CLibPQ
import Dispatch

/// A cancel request on its way to the server (libpq manual, "Canceling Queries in Progress").
///
/// It travels over a second connection, and the call blocks until the server has taken it: neither the cooperative pool
/// nor the thread of the connection, which waits for the statement to end, may do that.
final class CancelRequest: Sendable {
    private let isDelivered = DispatchSemaphore(value: 0)

    init?(for connection: OpaquePointer) {
        guard let request = PQgetCancel(connection) else { return nil }
        // Handed over: from here on only the closure uses it, and the closure runs once.
        nonisolated(unsafe) let handle = request
        let isDelivered = isDelivered
        DispatchQueue(label: "postgres cancel request").async {
            var message = [CChar](repeating: 0, count: 256)
            // A refusal changes nothing: the statement then ends by itself or is given up.
            PQcancel(handle, &message, Int32(message.count))
            PQfreeCancel(handle)
            isDelivered.signal()
        }
    }

    /// Waits until the request can no longer hit anything but what it was meant for: the server signals the backend
    /// before it hangs up, so a statement sent afterwards is safe. False when that did not happen in time.
    func wait(atMost limit: Duration) -> Bool {
        let nanoseconds = Int(limit / .nanoseconds(1))
        return isDelivered.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success
    }
}
