import LoadEngine
import Testing

struct RecordTextTests {
    @Test func `JSON is shown in lines, with its numbers and texts as they came`() {
        let record = #"{"a":1.500,"b":[{"c":"x\u0000\né"},[]],"big":1e200000,"d":{}}"#
        #expect(
            RecordText(Array(record.utf8)).text == #"""
                {
                  "a": 1.500,
                  "b": [
                    {
                      "c": "x\u0000\né"
                    },
                    []
                  ],
                  "big": 1e200000,
                  "d": {}
                }
                """#)
        #expect(RecordText(Array("5".utf8)).text == "5")
    }

    @Test func `nothing that a terminal would obey is printed as it is`() {
        #expect(
            RecordText(Array("\"a\u{9B}31m\u{7F}\u{202E}b\u{2028}\"".utf8)).text == #""a\u009b31m\u007f\u202eb\u2028""#)
        // What is no JSON, too.
        #expect(RecordText([0x7B, 0x00, 0x1B, 0x5B, 0x41]).text == #"{\u0000\u001b[A"#)
        #expect(RecordText.escaped("a\r\nb") == "a\\u000d\nb")
    }
}
