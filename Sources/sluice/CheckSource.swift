import Books
import Foundation
import LoadEngine
import Postgres
import RESTSource
import Warehouse
import WhatConverts

/// Tries what a load needs of the API, with the requests that tell what the key is.
struct CheckSource: Sendable {
    let setup: CheckSetup
    let clockOffset: Duration

    struct Outcome: Sendable {
        let lines: [CheckLine]
        let requests: Int
    }

    /// How far clocks may be apart: a load reads up to a minute before the earlier one.
    private static let mostApart = 60.0

    /// - Parameter books: where the requests are counted; nil when there are none.
    func run(books: Connection?) async throws -> Outcome {
        guard let credentials = setup.credentials, let baseURL = setup.baseURL else {
            let words = "not tried: the key or the base URL is missing"
            return Outcome(
                lines: ["API", "TLS", "key accepted", "same key", "requests left", "clock"].map { .skipped($0, words) },
                requests: 0)
        }
        return try await AsyncHTTPTransport.withTransport(userAgent: "sluice/\(Sluice.version)") { transport in
            let check = KeyCheck(
                source: .whatConverts, baseURL: baseURL, credentials: credentials, transport: transport,
                options: setup.options, clock: LoadClock(offset: clockOffset))
            let result: Result<KeyCheck.Reach, any Error>
            do {
                result = .success(try await check.run(books: books))
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                result = .failure(error)
            }
            var lines = answer(result, baseURL)
            lines.append(await origin(result, check, books))
            lines.append(await requestsLeft(result, check, books))
            lines.append(clock(result))
            return Outcome(lines: lines, requests: check.requestsSent)
        }
    }

    // MARK: - The answer

    private func encrypted(_ baseURL: BaseURL) -> CheckLine {
        if baseURL.isEncrypted {
            return .passed("TLS", "the certificate is good for \(baseURL.host)")
        }
        return baseURL.isLoopback
            ? .passed("TLS", "not needed: the API is on this machine")
            : .warning("TLS", "none: \(Setting.httpHost.variable) lets the key travel to \(baseURL.host) in the open")
    }

    private func answer(_ result: Result<KeyCheck.Reach, any Error>, _ baseURL: BaseURL) -> [CheckLine] {
        let encrypted = encrypted(baseURL)
        switch result {
        case .success(let reach):
            return [.passed("API", "\(baseURL) answers"), encrypted, .passed("key accepted", words(reach))]
        case .failure(let error as LoadError):
            if case .keyRefused = error {
                return [.passed("API", "\(baseURL) answers"), encrypted, .failed("key accepted", error)]
            }
            // No request is left to find out.
            return ["API", "TLS", "key accepted"].map { .skipped($0, "not tried: no request is left") }
        case .failure(let error as RESTError) where error.kind == .rateLimited:
            // Refused by the API's own count; the line of the requests says so.
            return [
                .passed("API", "\(baseURL) answers"), encrypted,
                .skipped("key accepted", "not known: the API takes no requests for now"),
            ]
        case .failure(let error as RESTError):
            let failure = SourceFailure(error: error, baseURL: baseURL)
            if baseURL.isEncrypted, error.isAboutTLS {
                return [
                    .passed("API", "\(baseURL.host) takes connections"),
                    .failed(
                        "TLS",
                        "\(error). Check that the base URL names the host of the certificate, and that this machine trusts who signed it",
                        mend: ["sudo apt-get install --reinstall ca-certificates"], .sourceUnreachable),
                    .skipped("key accepted", "not tried: the connection is not safe"),
                ]
            }
            return [
                .failed("API", failure),
                error.status == nil ? .skipped("TLS", "not tried: there is no answer") : encrypted,
                .skipped("key accepted", "not known: the API did not answer as it should"),
            ]
        case .failure(let error):
            return [
                .failed("API", error), .skipped("TLS", "not tried"), .skipped("key accepted", "not tried"),
            ]
        }
    }

    private func words(_ reach: KeyCheck.Reach) -> String {
        if let listed = reach.listed {
            return "a key of the kind \(reach.kind), which sees \(reach.count.grouped) \(listed)"
        }
        let owner = reach.scope.split(separator: ":").dropFirst().first
        return "a key of the kind \(reach.kind)\(owner.map { ", of \(reach.kind) \($0)" } ?? "")"
    }

    // MARK: - What the books say of it

    private func origin(
        _ result: Result<KeyCheck.Reach, any Error>, _ check: KeyCheck, _ books: Connection?
    ) async -> CheckLine {
        let name = "same key"
        guard let books else { return .skipped(name, "not known: there are no books to look in") }
        guard case .success(let reach) = result else { return .skipped(name, "not tried: the key is not known") }
        do {
            try await check.confirmOrigin(reach, books: books)
            return .passed(
                name, "dataset \(setup.options.dataset) is new, or was filled with such a key from this host")
        } catch {
            return .failed(name, error)
        }
    }

    private func requestsLeft(
        _ result: Result<KeyCheck.Reach, any Error>, _ check: KeyCheck, _ books: Connection?
    ) async -> CheckLine {
        let name = "requests left"
        if case .failure(let error as RESTError) = result, error.kind == .rateLimited {
            return .failed(name, "\(error). Go on later, when the API takes requests again", .requestsSpent)
        }
        guard let books else { return .skipped(name, "not known: there are no books to look in") }
        do {
            var (used, limit) = try await check.used(books: books)
            if case .success(let reach) = result { limit = reach.dailyLimit }
            let words = "\(used.grouped) of \(limit.grouped) are spent today (UTC), those of this check included"
            guard used < limit else {
                return .failed(
                    name, "\(words). Go on tomorrow; if the vendor raised the limit, say so with --daily-limit",
                    .requestsSpent)
            }
            return .passed(name, "\((limit - used).grouped) left: \(words)")
        } catch {
            return .failed(name, error)
        }
    }

    // MARK: - Clocks

    private func clock(_ result: Result<KeyCheck.Reach, any Error>) -> CheckLine {
        guard case .success(let reach) = result, let date = reach.serverDate else {
            return .skipped("clock", "not known: no answer told the API's")
        }
        let apart = date.timeIntervalSince(reach.receivedAt)
        guard abs(apart) > Self.mostApart else {
            return .passed("clock", "the API's and ours are at most \(Int(abs(apart).rounded(.up))) s apart")
        }
        return .warning(
            "clock",
            "the API's clock is \(apart.apart) ours, and a load reads up to a minute before the earlier of the two. Set this machine's "
                + "clock, if it is ours",
            mend: ["timedatectl status", "sudo timedatectl set-ntp true"])
    }
}

extension RESTError {
    /// Whether no safe connection could be made, as BoringSSL tells it.
    fileprivate var isAboutTLS: Bool {
        guard case .unreachable(let reason) = kind else { return false }
        return ["ssl", "certificate", "handshake", "tls"].contains { reason.lowercased().contains($0) }
    }
}
