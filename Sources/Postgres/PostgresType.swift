/// The type of a column, by its OID in `pg_type`.
struct PostgresType: Hashable {
    let oid: UInt32

    static let bool = PostgresType(oid: 16)
    static let bytea = PostgresType(oid: 17)
    static let char = PostgresType(oid: 18)
    static let name = PostgresType(oid: 19)
    static let int8 = PostgresType(oid: 20)
    static let int2 = PostgresType(oid: 21)
    static let int4 = PostgresType(oid: 23)
    static let text = PostgresType(oid: 25)
    static let objectIdentifier = PostgresType(oid: 26)
    static let xid = PostgresType(oid: 28)
    static let json = PostgresType(oid: 114)
    static let xml = PostgresType(oid: 142)
    static let float4 = PostgresType(oid: 700)
    static let float8 = PostgresType(oid: 701)
    static let unknown = PostgresType(oid: 705)
    static let bpchar = PostgresType(oid: 1042)
    static let varchar = PostgresType(oid: 1043)
    static let date = PostgresType(oid: 1082)
    static let timestamp = PostgresType(oid: 1114)
    static let timestamptz = PostgresType(oid: 1184)
    static let numeric = PostgresType(oid: 1700)
    static let uuid = PostgresType(oid: 2950)
    static let jsonb = PostgresType(oid: 3802)

    private static let names: [PostgresType: String] = [
        bool: "boolean", bytea: "bytea", char: "\"char\"", name: "name", int8: "bigint", int2: "smallint",
        int4: "integer", text: "text", objectIdentifier: "oid", xid: "xid", json: "json", xml: "xml", float4: "real",
        float8: "double precision", unknown: "unknown", bpchar: "character", varchar: "character varying",
        date: "date", timestamp: "timestamp", timestamptz: "timestamptz", numeric: "numeric", uuid: "uuid",
        jsonb: "jsonb",
    ]

    var description: String { Self.names[self] ?? "the type with OID \(oid)" }

    /// Types whose binary format is their text.
    var isText: Bool {
        switch self {
        case .text, .varchar, .bpchar, .name, .char, .json, .xml, .unknown: true
        default: false
        }
    }

    var isArray: Bool { Self.arrays.contains(oid) }

    /// The array types over the types above.
    private static let arrays: Set<UInt32> = [
        143, 199, 1000, 1001, 1002, 1003, 1005, 1007, 1009, 1011, 1014, 1015, 1016, 1021, 1022, 1028, 1115, 1182, 1185,
        1231,
        2951, 3807,
    ]
}
