internal import NIOCore

/// A right answer made wrong by its bytes, so that whatever the flaw leaves alone stays byte for byte right.
/// Each is nil where the flaw would not show.
extension SandboxAnswer {
    /// Of an object's JSON the first half is never JSON.
    var truncated: SandboxAnswer? {
        guard contentType == Self.json, body.readableBytes > 1 else { return nil }
        return SandboxAnswer(body: ByteBuffer(bytes: body.readableBytesView.prefix(body.readableBytes / 2)))
    }

    var withWrongTotals: SandboxAnswer? {
        guard var envelope else { return nil }
        let records = records(in: envelope)
        envelope.excess = 7
        return SandboxAnswer(envelope, records)
    }

    var withoutRecords: SandboxAnswer? {
        guard var envelope, !records(in: envelope).isEmpty else { return nil }
        envelope.total = 0
        return SandboxAnswer(envelope, ByteBufferView())
    }

    var reversed: SandboxAnswer? {
        guard let envelope else { return nil }
        let objects = objects(in: records(in: envelope))
        guard objects.count > 1 else { return nil }
        return SandboxAnswer(envelope, objects.reversed().joined(separator: [UInt8(ascii: ",")]))
    }

    private init(_ envelope: Envelope, _ records: some Sequence<UInt8>) {
        var body = ByteBuffer(bytes: envelope.head)
        body.writeBytes(records)
        body.writeBytes(Envelope.tail)
        self.init(body: body, envelope: envelope)
    }

    private func records(in envelope: Envelope) -> ByteBufferView {
        body.readableBytesView.dropFirst(envelope.head.count).dropLast(Envelope.tail.count)
    }

    /// The outermost objects of some JSON, from brace to brace: without the commas between them.
    private func objects(in json: ByteBufferView) -> [ByteBufferView] {
        var objects: [ByteBufferView] = []
        var start = json.startIndex
        var depth = 0
        var isInText = false
        var isEscaped = false
        for place in json.indices {
            switch json[place] {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\"): isEscaped = true
            case UInt8(ascii: "\""): isInText.toggle()
            case _ where isInText: break
            case UInt8(ascii: "{"):
                if depth == 0 { start = place }
                depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { objects.append(json[start...place]) }
            default: break
            }
        }
        return objects
    }
}
