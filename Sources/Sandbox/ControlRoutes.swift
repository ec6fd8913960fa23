internal import Foundation
internal import NIOCore

/// The sandbox's own paths, for when it runs as another process: change the data, switch quirks, strike
/// faults, read what was asked.
///
/// They take no key: the sandbox holds invented data, and listens on loopback unless told otherwise.
struct ControlRoutes {
    let store: SandboxStore

    /// - Parameter components: what follows `/sandbox/`.
    func answer(_ request: SandboxRequest, _ components: ArraySlice<String>) async -> SandboxAnswer {
        let parameters = request.parameters
        do throws(APIError) {
            switch (request.method, components.joined(separator: "/")) {
            case ("POST", "leads/change"):
                let fraction = try fraction(parameters)
                let change = try parameters.choice(
                    "what", LeadChange.allCases.map { ($0.rawValue.lowercased(), $0) }, Quirks())
                return ids(await store.change(await store.sample(fraction: fraction), change ?? .anything), "changed")
            case ("POST", "leads/add"):
                return ids(await store.addLeads(try count(parameters), at: nil), "added")
            case ("POST", "leads/delete"):
                return ids(await store.delete(await store.sample(try count(parameters))), "deleted")
            case ("GET", "requests"):
                return encoded(RequestCounts(await store.requests))
            case ("DELETE", "requests"):
                await store.resetRequests()
                return encoded(RequestCounts(await store.requests))
            case ("GET", "quirks"):
                return encoded(await store.quirks)
            case ("PUT", "quirks"):
                let quirks = try Quirks.merging(request.body, into: await store.quirks)
                await store.set(quirks)
                return encoded(quirks)
            case ("POST", "faults"):
                await store.strike(try FaultPlan(parameters))
                return encoded(FaultReport(await store.faults))
            case ("GET", "faults"):
                return encoded(FaultReport(await store.faults))
            case ("DELETE", "faults"):
                await store.clearFaults()
                return encoded(FaultReport(await store.faults))
            case (_, "leads/change"), (_, "leads/add"), (_, "leads/delete"), (_, "requests"), (_, "quirks"),
                (_, "faults"):
                throw APIError(status: 405, message: "This path of the sandbox takes another method.")
            default:
                throw APIError(status: 404, message: "The sandbox has no such path.")
            }
        } catch {
            return SandboxAnswer(error, quirks: Quirks())
        }
    }

    private func fraction(_ parameters: QueryParameters) throws(APIError) -> Double {
        guard let text = parameters["fraction"], let fraction = Double(text), (0...1).contains(fraction) else {
            throw APIError(status: 400, message: "Pass fraction, a number from 0 to 1.")
        }
        return fraction
    }

    private func count(_ parameters: QueryParameters) throws(APIError) -> Int {
        guard let text = parameters["count"], let count = Int(text), (0...1_000_000).contains(count) else {
            throw APIError(status: 400, message: "Pass count, a number from 0 to 1000000.")
        }
        return count
    }

    private func ids(_ ids: [Int64], _ name: String) -> SandboxAnswer {
        var json = JSONWriter()
        json.beginObject()
        json.key(name)
        json.value(ids.count)
        json.key("lead_ids")
        json.beginArray()
        for id in ids { json.value(id) }
        json.endArray()
        json.endObject()
        return SandboxAnswer(json: json)
    }

    private func encoded(_ value: some Encodable) -> SandboxAnswer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        do {
            return SandboxAnswer(body: ByteBuffer(bytes: try encoder.encode(value)))
        } catch {
            return SandboxAnswer(
                APIError(status: 500, message: "The sandbox could not encode its answer."), quirks: Quirks())
        }
    }
}

/// The answer of `/sandbox/requests`.
private struct RequestCounts: Encodable {
    let total: Int
    let peakConcurrency: Int
    let byPath: [String: Int]

    init(_ requests: RequestLedger) {
        total = requests.total
        peakConcurrency = requests.peakInFlight
        byPath = requests.countByPath
    }
}

extension Quirks {
    /// The quirks with those replaced that a JSON object names.
    fileprivate static func merging(_ body: [UInt8], into current: Quirks) throws(APIError) -> Quirks {
        let problem = APIError(status: 400, message: "Pass a JSON object of quirks, named as in GET /sandbox/quirks.")
        do {
            guard let given = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
                throw problem
            }
            let merged = try fields(of: current).merging(given) { $1 }
            let quirks = try JSONDecoder().decode(Quirks.self, from: JSONSerialization.data(withJSONObject: merged))
            // A name that is not a quirk would be passed over in silence.
            let known = try fields(of: quirks)
            for (name, value) in given where !(value is NSNull) && known[name] == nil {
                throw APIError(status: 400, message: "There is no quirk named \(name).")
            }
            if let name = quirks.implausible {
                throw APIError(status: 400, message: "The number of the quirk \(name) is out of range.")
            }
            return quirks
        } catch {
            throw error as? APIError ?? problem
        }
    }

    private static func fields(of quirks: Quirks) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: JSONEncoder().encode(quirks)) as? [String: Any] ?? [:]
    }
}
