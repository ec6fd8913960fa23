/// What each attempt of a request passes on its way out, and is told of when it is over: the place for a request budget.
package protocol RequestGate: Sendable {
    associatedtype Pass: Sendable

    /// Lets one attempt out, retries included, when its turn has come. What it throws ends the request unsent.
    func enter() async throws -> Pass

    /// The attempt is over: answered, failed, or cancelled under way.
    func leave(_ pass: Pass) async
}

/// A gate that is always open.
package struct OpenGate: RequestGate {
    package init() {}
    package func enter() async throws {}
    package func leave(_ pass: Void) async {}
}
