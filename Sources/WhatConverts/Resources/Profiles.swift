internal import LoadEngine

extension Resource {
    /// Section 6. Each account brings all of its profiles along, so that they cost no request.
    static let profiles = Resource(
        "profiles",
        "profiles, each a tracked website or property of an account; from the accounts that /accounts answers with",
        reading: .nested(in: "accounts", at: "profiles", inheriting: ["account_id"], fromDetails: false),
        key: ["profile_id"],
        fields: [
            .bigint("profile_id", "the number of the profile"),
            .bigint("account_id", "the account it belongs to"),
            .text("profile_name", "the name of the profile"),
            .timestamptz("date_created", "when the profile was created"),
        ],
        keyKinds: ["agency"])
}
