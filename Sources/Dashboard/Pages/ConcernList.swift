import Books
import Foundation

/// What is wrong, in plain words and with what to do, or that nothing is.
struct ConcernList {
    let concerns: [Concern]
    let freshness: [Freshness]
    let now: Date

    var html: HTML {
        """
        <section aria-labelledby="state" class="state"><h2 id="state" class="unseen">What is wrong</h2>
        \(isWell ? well : "")\(list)</section>
        """
    }

    private var isWell: Bool { !concerns.contains { $0.severity != .note } }

    private var well: HTML {
        let oldest = freshness.compactMap(\.loadedAt).min()
        let since =
            oldest.map { ": each resource was loaded whole \(Moment($0, now: now).ago), or later" as HTML } ?? ""
        return """
            <p class="concern well"><span class="shape" aria-hidden="true">✓</span><span><strong>All is well</strong>\(since).</span></p>

            """
    }

    private var list: HTML {
        guard !concerns.isEmpty else { return "" }
        let items = concerns.map { concern -> HTML in
            let advice = concern.advice.map { "<span class=\"advice\">\(Words.sentence($0)).</span>" as HTML } ?? ""
            return """
                <li class="concern \(concern.severity.rawValue)"><span class="shape" aria-hidden="true">\(shape(concern))</span>\
                <span><strong>\(name(concern))</strong> \(Words.sentence(concern.text)).\(advice)</span></li>

                """
        }
        return "<ul class=\"concerns\">\(items)</ul>\n"
    }

    private func shape(_ concern: Concern) -> String {
        switch concern.severity {
        case .problem: "✗"
        case .warning: "!"
        case .note: "i"
        }
    }

    private func name(_ concern: Concern) -> String {
        switch concern.severity {
        case .problem: "Problem."
        case .warning: "Warning."
        case .note: "Note."
        }
    }
}
