import Books
import Foundation

/// What all pages have around them: head, navigation, and what tells the script whether to look again.
struct Frame {
    enum Section: String, CaseIterable {
        case overview = "Overview"
        case packages = "Loads"
        case data = "Data"
        case schema = "Schema"

        var path: String {
            switch self {
            case .overview: "/"
            case .packages: "/packages"
            case .data: "/data"
            case .schema: "/schema"
            }
        }
    }

    let version: String
    let title: String
    /// Nil on a page that belongs to none.
    var section: Section?
    /// Whether somebody may be filling in a form on it.
    var hasForm = false
    /// By the clock of the server; nil where nothing was asked of it.
    var now: Date?
    /// While a load runs, the page looks again by itself.
    var isRunning = false
    /// What changed, in a few words, for who does not see it change; read out when it is another one than before.
    var news = ""

    func html(_ content: HTML) -> HTML {
        // Without scripts a page is loaded anew as a whole, which takes the place and the focus from its reader: rarely, and
        // never where there is a form to fill in.
        let again: HTML =
            isRunning && !hasForm ? "<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript>" : ""
        let running: HTML = isRunning ? " data-running" : ""
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title) · Sluice</title>
            <link rel="stylesheet" href="\(Assets.style.path)">
            <link rel="icon" type="image/svg+xml" href="\(Assets.icon.path)">
            <script src="\(Assets.script.path)" defer></script>
            \(again)
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            <header class="site"><div class="wide">\
            <a class="brand" href="/"><img src="\(Assets.icon.path)" alt="" width="26" height="26">Sluice</a>
            <nav aria-label="Pages"><ul>\(links)</ul></nav></div></header>
            <main id="main" class="wide" tabindex="-1" data-news="\(news)"\(running)>
            \(content)
            \(asOf)
            </main>
            <footer class="site"><div class="wide">Sluice \(version)\
            <p id="live" class="unseen" role="status" aria-live="polite"></p></div></footer>
            </body>
            </html>

            """
    }

    private var links: HTML {
        Section.allCases.map { section in
            let current: HTML = section == self.section ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(section.path)\"\(current)>\(section.rawValue)</a></li>"
        }.joined()
    }

    private var asOf: HTML {
        guard let now else { return "" }
        let again: HTML = isRunning ? " A load is at work: this page keeps itself up to date." : ""
        let anew: HTML = isRunning && hasForm ? "<noscript> Without scripts it does not: load it anew.</noscript>" : ""
        return "<p class=\"as-of\">As of \(Moment.time(now)) UTC.\(again)\(anew)</p>"
    }
}
