package import Postgres

/// The requests that a key may send in a day, counted in Postgres for all processes that share the key:
/// `sluice.request_budget`.
///
/// A request is reserved before it is sent, in one statement that finds room for it and takes it, and settled afterwards. A
/// run that dies in between leaves its reservation behind: whether that request was sent nobody knows, so it counts as
/// spent, and no mix of processes and crashes ever sends more than the limit. Days are UTC days by the server's clock; when
/// the API's own counter begins anew is not documented.
///
/// The same statement keeps the key's requests a millisecond apart and at most 20 of them under way at once, over all
/// processes (API reference, "Limits").
package struct RequestBudget: Sendable {
    package let connection: Connection
    package let sender: RequestSender

    /// Tells keys apart without showing them: SHA-256 of host and token, as ``fingerprint(host:token:)`` makes it.
    package let key: String

    /// Added to the server's clock when the day is asked for; for tests that live through several days.
    package let clockOffset: Duration

    /// What could not be settled when its request was over; shared by the copies of a budget.
    let unsettled = Unsettled()

    package static let requestsAtOnce = 20

    package init(connection: Connection, fence: Fence, key: String, clockOffset: Duration = .zero) {
        self.init(connection: connection, sender: .run(fence), key: key, clockOffset: clockOffset)
    }

    package init(connection: Connection, sender: RequestSender, key: String, clockOffset: Duration = .zero) {
        self.connection = connection
        self.sender = sender
        self.key = key
        self.clockOffset = clockOffset
    }

    package static func fingerprint(host: String, token: String) -> String {
        Checksum.hex(Checksum.sha256(Array("\(host.lowercased())\n\(token)".utf8)))
    }

    /// A part of the day that some resources may use in all, so that others are not left without.
    package struct Share: Sendable, Hashable {
        package let name: String
        package let requests: Int

        package init(name: String, requests: Int) {
            self.name = name
            self.requests = requests
        }
    }

    /// A request that may be sent.
    package struct Reservation: Sendable {
        /// How long to wait before it is sent, so that requests are a millisecond apart.
        package let delay: Duration
        /// The key's requests of the day that are spent or under way, this one included.
        package let usedToday: Int
        let day: String
        let resource: String
        let share: String
    }

    package enum Outcome: Sendable {
        case reserved(Reservation)
        /// The day's requests are spent or under way.
        case daySpent
        /// Those of the share are.
        case shareSpent
    }

    // MARK: - Reserving

    /// Reserves one request; waits while as many are under way as may be.
    ///
    /// The limit of the day is exact. A share, and what the day before left under way, are read as they were when the statement
    /// began: processes that reserve in the same instant may pass a share by one each.
    ///
    /// - Throws: ``WarehouseError/leaseLost(dataset:to:)`` when another run has taken the dataset.
    package func reserve(resource: String, share: Share? = nil, limit: Int) async throws -> Outcome {
        var looks = 0
        while true {
            try await settleRest()
            if let reservation = try await tryReserving(resource: resource, share: share, limit: limit) {
                return .reserved(reservation)
            }
            switch try await state(share: share) {
            case nil:
                throw WarehouseError.leaseLost(dataset: sender.dataset, to: nil)
            case .some(let state) where !state.isOpen:
                try await openDay(limit: limit)
            case .some(let state) where state.used >= limit:
                return .daySpent
            case .some(let state) where state.usedOfShare >= share?.requests ?? .max:
                return .shareSpent
            case .some:
                // As many are under way as may be. Those of runs that died are no longer.
                if looks % 50 == 0 { try await settleDead() }
                looks += 1
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// A server clock that was set back does not hold requests up: none waits longer than ten seconds for its turn.
    private func tryReserving(resource: String, share: Share?, limit: Int) async throws -> Reservation? {
        let rows = try await connection.query(
            """
            with fence as (
                -- A reservation that is forgotten in a crash of the server would be a request that nobody counted.
                select
                    \(sender.mark),
                    set_config(
                        'synchronous_commit',
                        replace(current_setting('synchronous_commit'), 'off', 'on'),
                        true)
                \(sender.heldLease)
            ), budget as (
                update sluice.request_budget as budget
                set reserved = budget.reserved + 1,
                    daily_limit = \(limit),
                    next_at = least(
                        greatest(budget.next_at, clock_timestamp()), clock_timestamp() + interval '10 seconds'
                    ) + interval '1 millisecond'
                from fence
                where budget.key_fingerprint = \(key)
                  and budget.day = \(today)
                  and budget.reserved + budget.spent < \(limit)
                  and budget.reserved + \(underWayBefore) < \(Self.requestsAtOnce)
                  and \(usedOf(share)) < \(share?.requests ?? Int.max)::bigint
                returning
                    budget.day, budget.next_at - interval '1 millisecond' as send_at,
                    budget.reserved + budget.spent as used
            ), noted as (
                insert into sluice.request_reservations as reservations (
                    key_fingerprint, day, package_id, resource, share, dataset, fence, reserved
                )
                select
                    \(key), day, \(sender.id), \(resource), \(share?.name ?? ""), \(sender.dataset),
                    \(sender.fenceNumber), 1
                from budget
                on conflict (key_fingerprint, day, package_id, resource, share) do update
                set reserved = reservations.reserved + 1
            )
            select day::text, extract(epoch from send_at - clock_timestamp())::double precision, used::bigint
            from budget
            """)
        guard let row = rows.first else { return nil }
        let (day, seconds, used) = try row.decode((String, Double, Int).self)
        return Reservation(
            delay: .seconds(max(0, seconds)), usedToday: used, day: day, resource: resource, share: share?.name ?? "")
    }

    // MARK: - The day

    /// The UTC day of the server's clock.
    var today: Statement {
        """
        ((clock_timestamp() + make_interval(secs => \(clockOffset.timeInterval)::double precision)) at time zone 'UTC')::date
        """
    }

    /// Requests of the day before that are still under way.
    private var underWayBefore: Statement {
        """
        (
            select coalesce(sum(earlier.reserved), 0)
            from sluice.request_budget as earlier
            where earlier.key_fingerprint = \(key)
              and earlier.day = \(today) - 1
        )
        """
    }

    func usedOf(_ share: Share?) -> Statement {
        guard let share else { return "0" }
        return """
            (
                select coalesce(sum(reserved + spent + unsettled), 0)
                from sluice.request_reservations
                where key_fingerprint = \(key)
                  and day = \(today)
                  and share = \(share.name)
            )
            """
    }

    /// Makes the row of the day.
    private func openDay(limit: Int) async throws {
        try await connection.query(
            """
            insert into sluice.request_budget (key_fingerprint, day, daily_limit, next_at)
            select \(key), \(today), \(limit), (
                select max(next_at) from sluice.request_budget where key_fingerprint = \(key))
            on conflict (key_fingerprint, day) do nothing
            """)
    }

    private struct State {
        let isOpen: Bool
        let used: Int
        let usedOfShare: Int
    }

    /// Why nothing could be reserved; nil when the lease is lost.
    private func state(share: Share?) async throws -> State? {
        let rows = try await connection.query(
            """
            select budget.day is not null, coalesce(budget.reserved + budget.spent, 0)::bigint, \(usedOf(share))::bigint
            from (
                select
                \(sender.lease)
            ) as held
            left join sluice.request_budget as budget
                on budget.key_fingerprint = \(key) and budget.day = \(today)
            """)
        guard let row = rows.first else { return nil }
        let (isOpen, used, usedOfShare) = try row.decode((Bool, Int, Int).self)
        return State(isOpen: isOpen, used: used, usedOfShare: usedOfShare)
    }

    /// The limit that was in force for the key last, as long as its kind is not known; nil for a key never seen.
    package func lastLimit() async throws -> Int? {
        try await connection.query(
            """
            select daily_limit
            from sluice.request_budget
            where key_fingerprint = \(key)
            order by day desc
            limit 1
            """
        ).first?.decode(0, as: Int.self)
    }
}
