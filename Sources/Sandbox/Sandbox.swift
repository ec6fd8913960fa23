private import Glibc
private import NIOCore

/// A local WhatConverts API over real HTTP, with invented data: to test against, and to try the program without an account.
///
/// It serves what the API reference lists for `GET`, and answers open questions as its ``Quirks`` say. Data come from a
/// seed: the same ``SandboxOptions`` give the same bytes. They can be changed while it runs; the same changes in the same
/// order give the same bytes again.
///
///     try await Sandbox.withSandbox(SandboxOptions(leads: 100)) { sandbox in
///         // GET \(sandbox.baseURL)leads with sandbox.token and sandbox.secret
///     }
package struct Sandbox: Sendable {
    /// `http://127.0.0.1:PORT/api/v1/`.
    package let baseURL: String
    package let token: String
    package let secret: String
    let store: SandboxStore

    /// Runs a sandbox for as long as the body takes. It answers when the body begins, and is gone when this returns.
    package static func withSandbox<Result: Sendable>(
        _ options: SandboxOptions = SandboxOptions(), _ body: (Sandbox) async throws -> Result
    ) async throws -> Result {
        let store = await SandboxStore.filled(options)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            let (ports, listening) = AsyncThrowingStream.makeStream(of: Int.self)
            group.addTask {
                do {
                    try await serve(store, options) { listening.yield($0) }
                    listening.finish()
                } catch {
                    listening.finish(throwing: error)
                }
            }
            defer { group.cancelAll() }
            for try await port in ports {
                return try await body(Sandbox(store: store, options: options, port: port))
            }
            throw CancellationError()
        }
    }

    /// Serves until the task is cancelled.
    ///
    /// - Parameter onReady: called once the sandbox answers.
    package static func run(
        _ options: SandboxOptions, onReady: @escaping @Sendable (Sandbox) async -> Void
    ) async throws {
        let store = await SandboxStore.filled(options)
        try await serve(store, options) { port in
            await onReady(Sandbox(store: store, options: options, port: port))
        }
    }

    private static func serve(
        _ store: SandboxStore, _ options: SandboxOptions, onListening: @escaping @Sendable (Int) async -> Void
    ) async throws {
        let server = HTTPServer(router: SandboxRouter(store: store, options: options))
        do {
            try await server.run(host: options.host, port: options.port, onListening: onListening)
        } catch let error where !(error is CancellationError) {
            // NIO puts the system's own words between others that say less.
            let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)).lowercased() }
            throw SandboxError.cannotListen(host: options.host, port: options.port, reason: reason ?? "\(error)")
        }
    }

    private init(store: SandboxStore, options: SandboxOptions, port: Int) {
        let host = options.host.contains(":") ? "[\(options.host)]" : options.host
        baseURL = "http://\(host):\(port)/api/v1/"
        token = options.token
        secret = options.secret
        self.store = store
    }
}

package enum SandboxError: Error, CustomStringConvertible {
    case cannotListen(host: String, port: Int, reason: String)

    package var description: String {
        switch self {
        case .cannotListen(let host, let port, let reason):
            "the sandbox cannot listen on \(host):\(port): \(reason); choose another port, or 0 for a free one"
        }
    }
}
