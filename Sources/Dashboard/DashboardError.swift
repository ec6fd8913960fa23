/// Why the dashboard cannot be served.
package enum DashboardError: Error, CustomStringConvertible {
    case cannotListen(ListenAddress, reason: Reason)
    case noLongerListening

    package enum Reason: Sendable {
        case inUse
        case notPermitted
        case noSuchAddress
        case other(String)
    }

    package var description: String {
        switch self {
        case .cannotListen(let address, .inUse):
            "another program listens on \(address) already; choose another port with --listen \(address.withPort(0)), where 0 "
                + "takes a free one"
        case .cannotListen(let address, .notPermitted):
            "this user may not listen on \(address); choose a port above 1023 with --listen"
        case .cannotListen(let address, .noSuchAddress):
            "this machine has no address \(address.host); choose one that it has with --listen, such as 127.0.0.1:8766 or "
                + "0.0.0.0:8766 for all of them"
        case .cannotListen(let address, .other(let reason)):
            "it is not possible to listen on \(address): \(reason); choose another address with --listen"
        case .noLongerListening:
            "the system closed the socket that this server listened on; start it again"
        }
    }
}

extension ListenAddress {
    fileprivate func withPort(_ port: Int) -> ListenAddress { ListenAddress(host: host, port: port) }
}
