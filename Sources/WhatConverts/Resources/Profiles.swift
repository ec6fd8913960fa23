internal import LoadEngine

extension Resource {
    /// Section 6. Each account brings all of its profiles along, so that they cost no request.
    static let profiles = Resource(
        "profiles",
        reading: .nested(in: "accounts", at: "profiles", inheriting: ["account_id"], fromDetails: false),
        key: ["profile_id"],
        fields: [
            .bigint("profile_id"),
            .bigint("account_id"),
            .text("profile_name"),
            .timestamptz("date_created"),
        ],
        keyKinds: ["agency"])
}
