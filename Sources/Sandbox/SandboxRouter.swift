internal import Foundation

/// Finds what answers a request.
struct SandboxRouter: Sendable {
    let store: SandboxStore
    let options: SandboxOptions

    func answer(_ request: SandboxRequest) async -> SandboxAnswer {
        let components = request.components
        if components.first == "sandbox" {
            return await ControlRoutes(store: store).answer(request, components.dropFirst())
        }
        guard components.starts(with: ["api", "v1"]) else { return .pageNotFound }

        let quirks = await store.begin()
        // Cut short only when the sandbox is being stopped, and then nobody waits for the answer.
        if quirks.latencyMilliseconds > 0 { _ = try? await Task.sleep(for: .milliseconds(quirks.latencyMilliseconds)) }
        let answer = await answer(request, components.dropFirst(2), quirks)
        await store.end(
            LoggedRequest(method: request.method, path: request.path, query: request.query, status: answer.status))
        return answer
    }

    private func answer(
        _ request: SandboxRequest, _ components: ArraySlice<String>, _ quirks: Quirks
    ) async -> SandboxAnswer {
        guard let endpoint = APIEndpoint(components) else { return .pageNotFound }
        do throws(APIError) {
            try authenticate(request, quirks)
            guard request.method == "GET" else { throw .wrongMethod }
            return try await store.answer(request, endpoint)
        } catch {
            return SandboxAnswer(error, quirks: quirks)
        }
    }

    private func authenticate(_ request: SandboxRequest, _ quirks: Quirks) throws(APIError) {
        guard let header = request.authorization, header.lowercased().hasPrefix("basic ") else {
            throw .notAuthenticated
        }
        let expected = Data("\(options.token):\(options.secret)".utf8)
        guard Data(base64Encoded: String(header.dropFirst("basic ".count))) == expected else { throw .wrongCredentials }
        if quirks.isKeyRevoked { throw .wrongCredentials }
    }
}
