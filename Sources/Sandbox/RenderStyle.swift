/// How a lead's JSON is spelt, where that can be switched.
struct RenderStyle: Equatable, Sendable {
    var explicitNulls = false
    var mixedTimestamps = false
    var hasNULCharacters = false
}
