package import Foundation
private import Warehouse

/// What a load takes for now: the system's clock, moved by an offset in tests that live through several days.
///
/// Postgres has a clock of its own, to which the same offset is added where days are counted (``RequestBudget``).
package struct LoadClock: Sendable {
    package var offset: Duration

    package init(offset: Duration = .zero) {
        self.offset = offset
    }

    package var now: Date { Date() + offset.timeInterval }
}
