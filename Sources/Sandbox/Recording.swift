internal import NIOCore

/// A short silence as MPEG-1 layer III, valid to a player and different for each lead.
enum Recording {
    /// 32 kbit/s, 44.1 kHz, mono: 104 bytes a frame, of which all but the header are zero, which decodes to silence.
    private static let header: [UInt8] = [0xff, 0xfb, 0x10, 0xc4]
    private static let frameLength = 104

    static func body(of lead: LeadRecord) -> ByteBuffer {
        let title = Array("lead \(lead.id)".utf8)
        var body = ByteBuffer()
        for _ in 0..<3 + lead.sequence % 5 {
            body.writeBytes(header)
            body.writeRepeatingByte(0, count: frameLength - header.count)
        }
        // The trailing tag of ID3v1: 128 bytes, the title in 30 of them.
        body.writeString("TAG")
        body.writeBytes(title.prefix(30))
        body.writeRepeatingByte(0, count: 125 - min(30, title.count))
        return body
    }
}
