internal import Foundation

extension SandboxStore {
    // MARK: - Counting

    func begin() -> Quirks {
        requests.begin()
        return quirks
    }

    func end(_ request: LoggedRequest) {
        requests.end(request)
    }

    func resetRequests() {
        requests.reset()
    }

    func set(_ quirks: Quirks) {
        self.quirks = quirks
    }

    func strike(_ plan: FaultPlan) {
        faults.add(plan)
    }

    func clearFaults() {
        faults.clear()
    }

    /// Lets a request with a good key in, against the limits; true when it is one of those that fail.
    private func admit() throws(APIError) -> Bool {
        if let maximum = quirks.maximumConcurrentRequests, requests.inFlight > maximum {
            throw .tooManyRequests(quirks)
        }
        let now = UTCTime(Date().addingTimeInterval(Double(quirks.clockOffsetSeconds)))
        let limit = quirks.dailyLimit ?? options.dailyLimit
        guard requests.spend(limit: limit, now: now) else { throw .tooManyRequests(quirks) }
        guard let every = quirks.serverErrorEvery, every > 0 else { return false }
        return requests.admitted % every == 0
    }

    // MARK: - Answering

    /// What a request with a good key gets: the right answer, or what a fault makes of it.
    ///
    /// In one step of the actor, so that nothing changes within an answer, and no two requests meet the same fault.
    func answer(_ request: SandboxRequest, _ endpoint: APIEndpoint) throws(APIError) -> SandboxAnswer {
        let fails = try admit()
        let right = fails ? .serverError : rightAnswer(endpoint, request.parameters)
        let path = request.path
        var answer = right
        if let struck = faults.meet(path: path, { right.struck(by: $0, latest: latestPages[path], quirks: quirks) }) {
            answer = struck
        }
        if answer.envelope != nil, answer.delivery != .cut {
            latestPages[path] = SandboxAnswer(body: answer.body, envelope: answer.envelope)
        }
        return answer
    }

    private func rightAnswer(_ endpoint: APIEndpoint, _ parameters: QueryParameters) -> SandboxAnswer {
        do throws(APIError) {
            if endpoint.isAgencyOnly, options.keyKind != .agency { throw .agencyOnly(quirks) }
            return try found(endpoint, parameters)
        } catch {
            return SandboxAnswer(error, quirks: quirks)
        }
    }

    private func found(_ endpoint: APIEndpoint, _ parameters: QueryParameters) throws(APIError) -> SandboxAnswer {
        let resources = AgencyRoutes(
            agency: agency, keyKind: options.keyKind, parameters: parameters, quirks: quirks)
        switch endpoint {
        case .leads:
            let query = try LeadQuery(parameters, keyKind: options.keyKind, newest: newest, quirks: quirks)
            return try page(query)
        case .lead(let text):
            guard let id = Int64(text), let lead = lead(id) else { throw .unknownLead(quirks) }
            let parts = try LeadQuery.parts(parameters, keyKind: options.keyKind, quirks: quirks)
            return SandboxAnswer(body: single(lead, asked: parts))
        case .recording: return try recording(parameters)
        case .accounts: return try resources.accounts()
        case .account(let id): return try resources.account(id)
        case .profiles(let account): return try resources.profiles(account: account)
        case .profile(let account, let id): return try resources.profile(id, account: account)
        case .users: return try resources.users()
        case .user(let id): return try resources.user(id)
        case .roles: return try resources.roles()
        case .role(let id): return try resources.role(id)
        case .numbers: return try resources.numbers()
        case .forms: return try resources.forms()
        }
    }

    /// The MP3 of a call (API reference, "Recording endpoint").
    private func recording(_ parameters: QueryParameters) throws(APIError) -> SandboxAnswer {
        guard let text = parameters["lead_id"], let id = Int64(text), let lead = lead(id) else {
            throw .unknownLead(quirks)
        }
        guard generator.hasRecording(lead) else {
            throw APIError(status: quirks.missingRecordingStatus, message: "Recording not found.")
        }
        return SandboxAnswer(contentType: "audio/mpeg", body: Recording.body(of: lead))
    }
}
