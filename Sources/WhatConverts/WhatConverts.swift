internal import JSON
public import LoadEngine
internal import RESTSource

extension Source {
    /// The WhatConverts API, version 1: calls, forms, chats and transactions with their marketing source, and the
    /// accounts, users and tracking behind them.
    ///
    /// Only declarations stand here and in `Resources`, a file for each; section numbers are those of the API
    /// reference.
    public static let whatConverts = Source(
        name: "whatconverts",
        defaultBaseURL: "https://app.whatconverts.com/api/v1/",
        errorKey: "error_message",
        keyKinds: [.agency, .profile],
        resources: [
            .accounts, .profiles, .users, .userAccounts, .roles, .trackingNumbers, .trackingForms, .leads,
        ])
}

extension KeyKind {
    /// A key of the master account: every account and profile (section 1.2).
    static let agency = KeyKind("agency", dailyLimit: 10_000, probe: .accounts, lists: "accounts")

    /// A key made inside a profile sees that profile alone. Nothing but a record says which one it is.
    static let profile = KeyKind("profile", dailyLimit: 1_000, probe: .leads, identity: "profile_id")
}

extension RequestShare {
    /// The lists that are read in full at each run: with a small limit and a run each hour they must leave room for leads.
    static let lists = RequestShare("lists", fraction: 0.3, boundsRuns: true)

    /// The single answers about users, and about roles, cost a request for each of them. Each has its own, so that many users
    /// do not keep the roles from being read.
    static let userDetails = RequestShare("user details", fraction: 0.05)
    static let roleDetails = RequestShare("role details", fraction: 0.05)
}

extension QueryItem {
    /// Earlier than anything WhatConverts can hold. How far back an answer reaches when no date is sent is not
    /// documented (section 2.2), so lists that take a start always get this one.
    static let sinceEver = QueryItem("start_date", "2010-01-01")
}
