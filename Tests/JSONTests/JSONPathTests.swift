import JSON
import Testing

@Suite struct JSONPathTests {
    @Test func `a literal is split at its dots`() {
        #expect(("contact.email" as JSONPath).keys == ["contact", "email"])
        #expect(("id" as JSONPath).keys == ["id"])
        #expect(JSONPath(["a.b", "c"]).keys == ["a.b", "c"])
        #expect(JSONPath(splitting: "a.b") == "a.b")
        #expect("\("a.b" as JSONPath)" == "a.b")
    }

    @Test func `a path leads through objects only`() throws {
        try JSONDocument(#"{"a": {"b": {"c": 1}, "n": null}, "a.b": 2, "l": [{"c": 3}]}"#).withRoot { root in
            #expect(root["a.b.c" as JSONPath]?.integer == 1)
            #expect(root["a.n" as JSONPath]?.isNull == true)
            #expect(root[JSONPath(["a.b"])]?.integer == 2)
            #expect(root[JSONPath([])]?.source == root.source)
            for missing in ["x", "a.x", "a.n.x", "a.b.c.d", "l.c", "a..b", ""] {
                #expect(root[JSONPath(splitting: missing)] == nil, "\(missing)")
            }
        }
    }
}
