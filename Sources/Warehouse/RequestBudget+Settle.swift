internal import Postgres

/// What becomes of reservations: spent when the request is over, given back when it was not sent.
extension RequestBudget {
    /// Counts a request as spent: it was answered, or failed after it may have been sent.
    ///
    /// Not flushed to disk at once: what a crash of the server takes back is a reservation again, and counts all the same.
    /// Works in a cancelled task too. What the server does not settle within `patience` is settled before the next request is
    /// reserved, so that a network that was gone for a moment leaves nothing under way for ever.
    package func settle(_ reservation: Reservation, patience: Duration = .seconds(3)) async {
        await settle(.init(reservation: reservation, spent: 1), patience: patience)
    }

    /// Gives a reservation back whose request was certainly not sent; like ``settle(_:patience:)``.
    package func giveBack(_ reservation: Reservation, patience: Duration = .seconds(3)) async {
        await settle(.init(reservation: reservation, spent: 0), patience: patience)
    }

    private func settle(_ settlement: Settlement, patience: Duration) async {
        do {
            // Not in the task that asks, which may be cancelled and then could not talk to the server; it is waited for.
            try await Task { try await within(patience) { try await write(settlement) } }.value
        } catch {
            unsettled.add(settlement)
        }
    }

    /// Settles what could not be settled before.
    ///
    /// One whose answer alone was lost is settled twice; that moves another one of the same run early, and the last one finds
    /// nothing left to move: no more is ever settled than was reserved.
    func settleRest() async throws {
        while let settlement = unsettled.next() {
            do {
                try await write(settlement)
            } catch {
                unsettled.add(settlement)
                throw error
            }
        }
    }

    private func write(_ settlement: Settlement) async throws {
        let (reservation, spent) = (settlement.reservation, settlement.spent)
        // The row of the day is locked first, as `reserve` does it. A reservation that another run has settled meanwhile,
        // since this one was taken for dead, is found no more.
        try await connection.query(
            """
            with budget as (
                select key_fingerprint, day, set_config('synchronous_commit', 'off', true)
                from sluice.request_budget
                where key_fingerprint = \(key)
                  and day = \(reservation.day)::date
                for update
            ), settled as (
                update sluice.request_reservations as reservations
                set reserved = reservations.reserved - 1,
                    spent = reservations.spent + \(spent)
                from budget
                where reservations.key_fingerprint = budget.key_fingerprint
                  and reservations.day = budget.day
                  and reservations.package_id = \(sender.id)
                  and reservations.resource = \(reservation.resource)
                  and reservations.share = \(reservation.share)
                  and reservations.reserved > 0
                returning 1
            )
            update sluice.request_budget
            set reserved = reserved - 1,
                spent = spent + \(spent)
            from settled
            where key_fingerprint = \(key)
              and day = \(reservation.day)::date
            """)
    }

    /// Settles what runs without a lease had under way, those of other datasets included: it counts as spent.
    func settleDead() async throws {
        try await connection.transaction { transaction in
            try await sender.fence?.hold(in: transaction)
            try await Reservations.settle(
                where: """
                    key_fingerprint = \(key)
                    and not exists (
                        select
                        from sluice.leases
                        where leases.dataset = request_reservations.dataset
                          and leases.fence = request_reservations.fence
                          and leases.package_id = request_reservations.package_id
                          and leases.expires_at > clock_timestamp()
                    )
                    """, in: transaction)
        }
    }
}
