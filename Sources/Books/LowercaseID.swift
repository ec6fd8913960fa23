import Foundation

/// An id is spelt in JSON as PostgreSQL spells it, in lower case, so that one can be searched for in the other. What the compiler
/// writes to encode the values of this target calls these, as the closer fit.
extension KeyedEncodingContainer {
    mutating func encode(_ id: UUID, forKey key: Key) throws {
        try encode(id.uuidString.lowercased(), forKey: key)
    }

    mutating func encodeIfPresent(_ id: UUID?, forKey key: Key) throws {
        try encodeIfPresent(id?.uuidString.lowercased(), forKey: key)
    }
}
