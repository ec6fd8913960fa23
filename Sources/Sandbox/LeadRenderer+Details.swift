/// The fields that only some types of leads have.
extension LeadRenderer {
    func details(of lead: LeadRecord, person: Person, _ fields: inout LeadFields) {
        var random = SplitMix64(seed: generator.seed, stream: .details, sequence: lead.sequence)
        switch lead.type {
        case .phoneCall: call(lead, person, &random, &fields)
        case .textMessage: textMessage(lead, person, &random, &fields)
        case .webForm:
            fields.text("form_name", random.pick(Vocabulary.formNames))
        case .chat:
            fields.text("chat_status", lead.isInProgress ? "In Progress" : "Completed")
        case .event:
            fields.text("event_category", random.pick(["Downloads", "Outbound", "Vidéo"]))
            fields.text("event_action", random.pick(["click", "play", "submit"]))
            fields.optional("event_label", random.chance(700) ? random.pick(Vocabulary.contents) : nil)
        case .transaction:
            fields.text("transaction_id", "PO-\(random.below(1_000_000))")
            fields.money("transaction_tax", .invented(&random))
            fields.money("transaction_shipping", random.chance(500) ? Money(cents: 0) : .invented(&random))
        case .email:
            fields.text("sender_name", person.name)
            fields.optional("email_subject", random.chance(900) ? "Re: \(random.pick(Vocabulary.topics))" : nil)
            fields.text("email_message", "\(random.pick(Vocabulary.questions))\r\n\r\n-- \r\n\(person.name)")
        case .appointment, .other: break
        }
    }

    private func call(
        _ lead: LeadRecord, _ person: Person, _ random: inout SplitMix64, _ fields: inout LeadFields
    ) {
        let number = Agency.phone(random.below(70_000))
        fields.text("phone_name", random.pick(Vocabulary.phoneNames))
        fields.text("tracking_number", Agency.phone(lead.profile * 2))
        fields.text("destination_number", Agency.phone(lead.profile * 2 + 1))
        fields.text("caller_number", random.chance(980) ? person.phone : "anonymous")
        fields.optional("caller_name", random.chance(800) ? person.name.uppercased() : nil)
        fields.text("caller_city", person.city)
        fields.text("caller_state", person.state)
        fields.text("caller_zip", person.zip)
        fields.text("caller_country", person.country)
        fields.text("line_type", random.pick(["Mobile", "Landline", "VoIP", "Toll-Free"]))
        fields.text("call_status", lead.isInProgress ? "In Progress" : "Completed")
        // A call that goes on has neither a length nor a recording.
        guard !lead.isInProgress else { return }
        let status = random.pick(["Answered", "Answered", "Answered", "Answered", "No Answer", "Busy"])
        let seconds = status == "Answered" ? 5 + random.below(random.chance(50) ? 5_000 : 400) : random.below(30)
        fields.text("call_duration", Self.spoken(seconds))
        fields.number("call_duration_seconds", Int64(seconds))
        fields.text("answer_status", status)
        let recording = "https://app.whatconverts.com/recording/\(Self.recordingID(&random))"
        if generator.hasRecording(lead) {
            fields.text("recording", "\(recording)/download")
            fields.text("play_recording", "\(recording)/play")
        }
        if status == "Answered", random.chance(850) {
            fields.text("call_transcription", transcription(lead, &random))
        } else if status == "No Answer", random.chance(600) {
            fields.text("voicemail", "\(recording)/download")
            fields.text("play_voicemail", "\(recording)/play")
            fields.text(
                "voicemail_transcription",
                "Hi, this is \(person.name), call me on \(number). \(random.pick(Vocabulary.speech))")
        }
    }

    private func textMessage(
        _ lead: LeadRecord, _ person: Person, _ random: inout SplitMix64, _ fields: inout LeadFields
    ) {
        fields.text("phone_name", random.pick(Vocabulary.phoneNames))
        fields.text("tracking_number", Agency.phone(lead.profile * 2))
        fields.text("caller_number", person.phone)
        fields.text("line_type", "Mobile")
        fields.text("message", random.pick(Vocabulary.questions))
    }

    private func transcription(_ lead: LeadRecord, _ random: inout SplitMix64) -> String {
        var text = "Recipient\n\(agency.account(of: lead.profile).name), \(random.pick(Vocabulary.speech))"
        for turn in 0..<8 + random.below(22) {
            text += turn % 2 == 0 ? "\nCaller\n" : "\nRecipient\n"
            text += random.pick(Vocabulary.speech)
        }
        return text
    }

    /// `13 seconds`, `2 minutes 55 seconds`, `1 hour 3 minutes 2 seconds`.
    static func spoken(_ seconds: Int) -> String {
        func part(_ count: Int, _ unit: String) -> String { "\(count) \(unit)\(count == 1 ? "" : "s")" }
        if seconds < 60 { return part(seconds, "second") }
        let minutes = "\(part(seconds / 60 % 60, "minute")) \(part(seconds % 60, "second"))"
        return seconds < 3_600 ? minutes : "\(part(seconds / 3_600, "hour")) \(minutes)"
    }

    private static func recordingID(_ random: inout SplitMix64) -> String {
        if random.chance(50) { return "RE\(random.hex(32))" }
        return
            "r-\(random.hex(8))-\(random.hex(8))-\(random.hex(4))-\(random.hex(4))-\(random.hex(4))-\(random.hex(12))"
    }
}

extension LeadGenerator {
    /// Four calls in five were recorded; `/recording` has a body for these.
    func hasRecording(_ lead: LeadRecord) -> Bool {
        guard lead.type == .phoneCall, !lead.isInProgress else { return false }
        var random = SplitMix64(seed: seed, stream: .details, sequence: lead.sequence, revision: 1)
        return random.chance(800)
    }

    /// The address and number that a lead was reached by, which its filters compare with.
    func contact(_ person: Person, of lead: LeadRecord) -> (email: String?, phone: String?) {
        var random = SplitMix64(seed: seed, stream: .contact, sequence: lead.sequence, revision: 1)
        let hasEmail = random.chance(lead.type == .phoneCall ? 300 : 900)
        let hasPhone = lead.type == .phoneCall || lead.type == .textMessage || random.chance(500)
        return (hasEmail ? person.email : nil, hasPhone ? person.phone : nil)
    }
}
