import Warehouse

/// The files that the pages name, built into the program.
struct Assets: Sendable {
    /// With a hash of the content, so that a browser may keep it for ever and a new version has a new name.
    let name: String
    let contentType: String
    let bytes: [UInt8]
    let hash: String

    var path: String { "/assets/\(name)" }

    static let style = Assets("style", "css", "text/css; charset=utf-8", styleSheet)
    static let script = Assets("script", "js", "text/javascript; charset=utf-8", scriptText)
    static let icon = Assets("icon", "svg", "image/svg+xml", iconText)
    static let all = [style, script, icon]

    private init(_ name: String, _ ending: String, _ contentType: String, _ text: String) {
        bytes = Array(text.utf8)
        hash = String(Checksum.hex(Checksum.sha256(bytes)).prefix(16))
        self.name = "\(name).\(hash).\(ending)"
        self.contentType = contentType
    }

    /// A gate, and the water that it lets through.
    private static let iconText = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0f6e84"/>\
        <g fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"><path d="M7.5 7v9M24.5 7v9M7.5 11h17"/>\
        <path d="M6.5 22.5c3.2-3 6.3-3 9.5 0s6.3 3 9.5 0"/></g></svg>
        """
}
