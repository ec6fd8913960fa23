import Dashboard
import Testing

struct HTMLTests {
    @Test func `a text becomes no markup, in an element as in an attribute`() {
        let html: HTML = "<p title=\"\(hostile)\">\(hostile)</p>"
        let escaped =
            "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp; \\u202eevil\\u0001"
        #expect(html.text == "<p title=\"\(escaped)\">\(escaped)</p>")
    }

    @Test func `nested markup stays as it is`() {
        let items = ["a", "<b>"].map { "<li>\($0)</li>" as HTML }
        #expect(("<ul>\(items)</ul>" as HTML).text == "<ul><li>a</li><li>&lt;b&gt;</li></ul>")
        #expect(items.joined(separator: ", ").text == "<li>a</li>, <li>&lt;b&gt;</li>")
    }

    @Test func `letters of all writings and signs of several parts are kept`() {
        let text = "Радио 日本 👩‍👩‍👧 e\u{301} עברית"
        #expect(("\(text)" as HTML).text == text)
    }

    @Test func `a mark behind a sign does not hide the sign`() {
        #expect(("\("<\u{301}b")" as HTML).text == "&lt;\u{301}b")
    }

    @Test(arguments: [
        (0, "0"), (1, "1"), (12.5, "12.50"), (0.049, "0.05"), (-3.07, "-3.07"), (.infinity, "1000000000"),
    ])
    func `lengths have two digits`(length: Double, text: String) {
        #expect(("\(length)" as HTML).text == text)
    }
}
