private import Synchronization

/// A batch's hold on a staging slot: taken when something is staged first, given back once, however often that is asked for.
final class SlotHold: Sendable {
    private let slots: Pool<StagingSlot>
    private let held = Mutex<StagingSlot?>(nil)

    init(slots: Pool<StagingSlot>) {
        self.slots = slots
    }

    var current: StagingSlot? {
        held.withLock { $0 }
    }

    func take() async throws -> StagingSlot {
        if let current { return current }
        let slot = try await slots.take()
        held.withLock { $0 = slot }
        return slot
    }

    /// - Parameter discarding: something may be left in the slot's tables that must not be merged. The slot is closed then:
    ///   it makes its tables ready anew, and empty, when it is used again.
    func release(discarding: Bool) async {
        let slot = held.withLock { held in
            defer { held = nil }
            return held
        }
        guard let slot else { return }
        if discarding { await slot.close() }
        slots.giveBack(slot)
    }
}
