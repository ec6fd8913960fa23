/// A part of a whole as a bar; the words beside it say the same.
struct Gauge {
    let fraction: Double
    var isTrouble = false

    var html: HTML {
        let width = 100 * min(1, max(0, fraction))
        let kind: HTML = isTrouble ? " trouble" : ""
        return """
            <svg class="gauge-bar\(kind)" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="track" width="100" height="8"/><rect width="\(width)" height="8" fill="currentColor"/></svg>
            """
    }
}
