import Dispatch
import Glibc
import Synchronization

/// The thread on which one ``Connection`` runs.
///
/// libpq blocks, and a call that blocks on the cooperative pool takes one of as many threads as there are cores away
/// from everybody; so the actor brings a thread of its own. It ends with ``finish()``, after what is queued. A job that
/// comes later (a query on a closed connection, to be told so) starts it once more.
final class ConnectionThread: SerialExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var isRunning = false
        var isFinished = false
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let mustStart = state.withLock { state in
            state.jobs.append(job)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        wake.signal()
        if mustStart { start() }
    }

    func finish() {
        state.withLock { $0.isFinished = true }
        wake.signal()
    }

    private func start() {
        var thread = pthread_t()
        // The thread holds the executor until it ends, so a job may drop the last reference to its actor.
        let held = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<ConnectionThread>.fromOpaque(context).takeRetainedValue().runJobs() }
                return nil
            }, held.toOpaque())
        if status == 0 {
            pthread_detach(thread)
        } else {
            // The system has no thread left. Working here is slow for whoever called, and still one job at a time.
            held.release()
            runJobs(untilEmpty: true)
        }
    }

    private func runJobs(untilEmpty: Bool = false) {
        enum Next {
            case job(UnownedJob)
            case wait
            case end
        }
        while true {
            let next: Next = state.withLock { state in
                if !state.jobs.isEmpty { return .job(state.jobs.removeFirst()) }
                guard state.isFinished || untilEmpty else { return .wait }
                state.isRunning = false
                return .end
            }
            switch next {
            case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
            case .wait: wake.wait()
            case .end: return
            }
        }
    }
}
