internal import Foundation
internal import Postgres

/// The requests by who made them: `sluice.request_reservations`, which ``RequestBudget`` fills.
enum Reservations {
    /// Settles what the reservations that meet the condition have under way. Whether it was sent is not known: it counts.
    static func settle(where condition: Statement, in transaction: Transaction) async throws {
        // The rows of the days are locked first and in one order, as in `reserve`, so that nobody waits in a circle; and only
        // what belongs to them is settled, whatever else has come to meet the condition since.
        let locked = try await transaction.query(
            """
            select key_fingerprint, day::text
            from sluice.request_budget as budget
            where exists (
                select
                from sluice.request_reservations
                where request_reservations.key_fingerprint = budget.key_fingerprint
                  and request_reservations.day = budget.day
                  and request_reservations.reserved > 0
                  and \(condition)
            )
            order by key_fingerprint, day
            for update
            """
        ).map { try $0.decode((String, String).self) }
        guard !locked.isEmpty else { return }
        try await transaction.query(
            """
            with open as (
                select key_fingerprint, day, package_id, resource, share, reserved
                from sluice.request_reservations
                where (key_fingerprint, day) in (
                    select * from unnest(\(locked.map(\.0))::text[], \(locked.map(\.1))::date[])
                )
                  and reserved > 0
                  and \(condition)
                for update
            ), settled as (
                update sluice.request_reservations as reservations
                set reserved = reservations.reserved - open.reserved,
                    unsettled = reservations.unsettled + open.reserved
                from open
                where reservations.key_fingerprint = open.key_fingerprint
                  and reservations.day = open.day
                  and reservations.package_id = open.package_id
                  and reservations.resource = open.resource
                  and reservations.share = open.share
                returning open.key_fingerprint, open.day, open.reserved
            )
            update sluice.request_budget as budget
            set reserved = budget.reserved - sums.reserved,
                spent = budget.spent + sums.reserved
            from (
                select key_fingerprint, day, sum(reserved)::bigint as reserved
                from settled
                group by key_fingerprint, day
            ) as sums
            where budget.key_fingerprint = sums.key_fingerprint
              and budget.day = sums.day
            """)
    }

    /// Ends the accounts of packages: nothing of them is under way any more, and their books say how many requests they
    /// made, job by job.
    static func close(packages: [UUID], in transaction: Transaction) async throws {
        guard !packages.isEmpty else { return }
        try await settle(where: "package_id = any(\(packages)::uuid[])", in: transaction)
        try await transaction.query(
            """
            update sluice.load_packages as packages
            set requests = (
                select coalesce(sum(spent + unsettled), 0)
                from sluice.request_reservations as reservations
                where reservations.package_id = packages.package_id
            )
            where package_id = any(\(packages)::uuid[])
            """)
        try await transaction.query(
            """
            update sluice.load_jobs as jobs
            set requests = \(requests(of: "jobs"))
            where package_id = any(\(packages)::uuid[])
            """)
        // A week of them is enough to look a day up in; what they add up to stays with the packages and the budget.
        try await transaction.query(
            """
            delete from sluice.request_reservations
            where day < (clock_timestamp() at time zone 'UTC')::date - 7
              and reserved = 0
              and package_id not in (select package_id from sluice.load_packages where status = 'started')
            """)
    }

    /// The requests of a row of `sluice.load_jobs`.
    static func requests(of alias: String) -> Statement {
        """
        (
            select coalesce(sum(reservations.spent + reservations.unsettled), 0)
            from sluice.request_reservations as reservations
            where reservations.package_id = \(unsafeSQL: alias).package_id
              and reservations.resource = \(unsafeSQL: alias).resource
        )
        """
    }
}
