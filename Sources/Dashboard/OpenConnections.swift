import NIOCore
import Synchronization

/// The connections that are open, so that no number of idle ones keeps anybody out: when there are too many, the one that has been
/// idle for longest is closed, and when all are at work, the newcomer is. At work is one whose request is answered just now, for
/// somebody who is let in; strangers cannot fill the room.
final class OpenConnections: Sendable {
    fileprivate struct Entry {
        let channel: any Channel
        /// When it was last idle, as a number that grows.
        var stamp: Int
        var isAtWork = false
    }

    fileprivate struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        /// By the time since they are idle; an entry counts only while its stamp is that of its connection.
        var order: [(id: ObjectIdentifier, stamp: Int)] = []
        var first = 0
        var lastStamp = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    var count: Int { state.withLock { $0.entries.count } }

    func opened(_ channel: any Channel) {
        let surplus = state.withLock { state -> (any Channel)? in
            let isFull = state.entries.count >= limit
            guard isFull else {
                state.enter(channel)
                return nil
            }
            guard let oldest = state.removeOldest() else { return channel }
            state.enter(channel)
            return oldest
        }
        surplus?.close(mode: .all, promise: nil)
    }

    func closed(_ channel: any Channel) {
        state.withLock { _ = $0.entries.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// A request of it begins to be answered.
    func beginsWork(_ channel: any Channel) {
        state.withLock { $0.entries[ObjectIdentifier(channel)]?.isAtWork = true }
    }

    func endsWork(_ channel: any Channel) {
        state.withLock { state in
            guard let entry = state.entries[ObjectIdentifier(channel)] else { return }
            state.enter(entry.channel)
        }
    }
}

extension OpenConnections.State {
    fileprivate mutating func enter(_ channel: any Channel) {
        lastStamp += 1
        let id = ObjectIdentifier(channel)
        entries[id] = OpenConnections.Entry(channel: channel, stamp: lastStamp)
        order.append((id, lastStamp))
        if order.count > 2 * entries.count + 1_000 {
            order = order[first...].filter { entries[$0.id]?.stamp == $0.stamp }
            first = 0
        }
    }

    fileprivate mutating func removeOldest() -> (any Channel)? {
        while first < order.count {
            let (id, stamp) = order[first]
            guard let entry = entries[id], entry.stamp == stamp else {
                first += 1
                continue
            }
            first += 1
            // It enters anew when its answer is sent.
            if entry.isAtWork { continue }
            entries[id] = nil
            return entry.channel
        }
        return nil
    }
}

/// Tells of a connection's begin and end.
final class ConnectionCounter: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Never

    private let connections: OpenConnections

    init(_ connections: OpenConnections) { self.connections = connections }

    func handlerAdded(context: ChannelHandlerContext) {
        connections.opened(context.channel)
        let connections = connections
        let channel = context.channel
        channel.closeFuture.whenComplete { _ in connections.closed(channel) }
    }
}
