/// The nine kinds of leads, with the two spellings of each: what a row says, and what a filter takes.
enum LeadType: UInt8, CaseIterable, Sendable {
    case phoneCall, webForm, chat, transaction, event, textMessage, email, appointment, other

    var label: String {
        switch self {
        case .phoneCall: "Phone Call"
        case .webForm: "Web Form"
        case .chat: "Chat"
        case .transaction: "Transaction"
        case .event: "Event"
        case .textMessage: "Text Message"
        case .email: "Email"
        case .appointment: "Appointment"
        case .other: "Other"
        }
    }
}

enum Quotable: UInt8, CaseIterable, Sendable {
    case yes, no, pending, notSet

    var label: String {
        switch self {
        case .yes: "Yes"
        case .no: "No"
        case .pending: "Pending"
        case .notSet: "Not Set"
        }
    }
}

/// What the store keeps of each lead: what is searched, sorted and summed, and where its JSON lies.
///
/// Everything else about a lead is drawn again from its ``sequence`` when it is wanted.
struct LeadRecord: Sendable {
    let id: Int64
    /// Which lead this is, counted from 0 in the order of the ids; the source of all its random parts.
    let sequence: Int
    var created: UTCTime
    var updated: UTCTime?
    /// Its place among ``Agency/profiles``.
    let profile: Int
    let type: LeadType
    let isRepeat: Bool
    var isInProgress: Bool
    var isSpam: Bool
    var isDuplicate: Bool
    var quotable: Quotable
    var score: Int?
    var quote: Money?
    var sales: Money?
    var isDeleted = false
    var json = StoredLead()
}

/// Where a rendered lead lies in the store, and where its parts begin.
///
/// The parts that depend on the request come last, each with its leading comma, so that a lead is served by copying
/// one stretch of bytes, or two, and a closing brace.
struct StoredLead: Sendable {
    var chunk: UInt32 = 0
    var offset: UInt32 = 0
    /// `{` and all that every answer has.
    var base: UInt32 = 0
    /// `,"lead_analysis":{…}`
    var analysis: UInt32 = 0
    /// `,"custom_fields":{…},"field_mappings":{…}`
    var mapped: UInt32 = 0
}

/// What was edited of a lead beyond what its record holds: how often each part was.
struct LeadEdits: Sendable {
    var notes = 0
    var answers = 0
    var journey = 0
    var attribution = 0
}
