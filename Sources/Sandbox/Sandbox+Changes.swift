package import Foundation

/// What can be changed while the sandbox runs. Each call is one step: no answer shows half of it.
extension Sandbox {
    package var quirks: Quirks {
        get async { await store.quirks }
    }

    package func setQuirks(_ quirks: Quirks) async {
        await store.set(quirks)
    }

    /// - Parameter at: when they were created; nil for one second after another, after the newest lead.
    /// - Returns: the new ids.
    @discardableResult
    package func addLeads(_ count: Int, at date: Date? = nil) async -> [Int64] {
        await store.addLeads(count, at: date)
    }

    /// - Returns: the ids of those that were changed; unknown ones are passed over.
    @discardableResult
    package func changeLeads(_ ids: [Int64], what change: LeadChange = .anything) async -> [Int64] {
        await store.change(ids, change)
    }

    /// Changes a share of all leads, at least one, spread over all of time.
    @discardableResult
    package func changeLeads(fraction: Double, what change: LeadChange = .anything) async -> [Int64] {
        await store.change(await store.sample(fraction: fraction), change)
    }

    @discardableResult
    package func deleteLeads(_ ids: [Int64]) async -> [Int64] {
        await store.delete(ids)
    }

    /// Deletes so many leads, spread over all of time.
    @discardableResult
    package func deleteLeads(count: Int) async -> [Int64] {
        await store.delete(await store.sample(count))
    }

    /// `last_updated` stays: whether it moves is not known.
    package func markSpam(_ ids: [Int64], _ isSpam: Bool = true) async {
        await store.mark(ids, spam: isSpam)
    }

    /// Moves `date_created`, as a back-dated correction does.
    package func moveCreation(_ ids: [Int64], bySeconds seconds: Int64) async {
        await store.moveCreation(ids, bySeconds: seconds)
    }

    /// Deletes a profile with its leads, numbers and forms. False when there is none of that id.
    @discardableResult
    package func deleteProfile(_ id: Int64) async -> Bool {
        await store.deleteProfile(id)
    }

    /// Deletes an account with its profiles and all that is theirs. False when there is none of that id.
    @discardableResult
    package func deleteAccount(_ id: Int64) async -> Bool {
        await store.deleteAccount(id)
    }
}
