private import CLibPQ
import Glibc
import Synchronization

/// How a cancelled task reaches a thread that sits in `poll`: a descriptor that becomes readable.
///
/// One lives as long as its connection and is armed for one operation at a time; a cancellation that comes after
/// its operation has ended finds another ticket and does nothing.
final class Interrupt: Sendable {
    /// To be polled beside the socket.
    let descriptor: Int32

    private struct State {
        var ticket = 0
        var isArmed = false
    }

    private let state = Mutex(State())

    init() throws(PostgresError) {
        descriptor = sluice_make_eventfd()
        guard descriptor >= 0 else {
            throw PostgresError(
                kind: .connection, message: "no descriptor left for a connection: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    func arm() -> Int {
        state.withLock { state in
            state.ticket += 1
            state.isArmed = true
            return state.ticket
        }
    }

    func fire(_ ticket: Int) {
        state.withLock { state in
            guard state.isArmed, state.ticket == ticket else { return }
            state.isArmed = false
            var one: UInt64 = 1
            write(descriptor, &one, 8)
        }
    }

    func disarm() {
        state.withLock { state in
            state.isArmed = false
            var count: UInt64 = 0
            // Empties it; when nothing was written this returns at once.
            read(descriptor, &count, 8)
        }
    }
}
