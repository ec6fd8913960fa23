/// How the sandbox behaves where the API's behaviour is unknown, disputed or merely awkward.
///
/// The defaults are those of the API reference, "Decisions for the sandbox where the truth is unknown". Each can be
/// switched while the sandbox runs, here or with `PUT /sandbox/quirks`.
package struct Quirks: Sendable, Codable, Equatable {
    /// What becomes of a page size outside of the allowed ones.
    package enum OutOfRange: String, Sendable, Codable {
        case clamp, refuse
    }

    // MARK: - Dates

    /// How far `/leads` reaches back when no `start_date` is given; nil for all there is.
    package var defaultWindowDays: Int? = 400
    /// The longest stretch between the two dates; nil for any.
    package var maximumSpanDays: Int? = 400
    /// `start_date` is taken back to its midnight, `end_date` on to the last second of its day.
    package var roundsDatesToDays = false
    /// Both dates of `/leads` are ignored.
    package var ignoresDates = false

    // MARK: - Pages

    package var pageSizeAboveMaximum = OutOfRange.clamp
    package var pageSizeBelowOne = OutOfRange.clamp
    /// A lower maximum than documented, applied without a word.
    package var clampsPageSize: Int?
    /// A page past the end is refused, where the default is an empty one.
    package var refusesPagesPastTheEnd = false
    /// `total_pages` of an answer without rows.
    package var zeroRowsTotalPages = 0
    /// Newest first, whatever `order` says.
    package var ignoresOrder = false

    // MARK: - Which leads, and what of them

    /// Whether spam is among the leads when `spam` is not given.
    package var spamInDefault = true
    /// Whether duplicates are among the leads when `duplicate` is not given.
    package var duplicatesInDefault = true
    /// The plan that has `lead_analysis` and `customer_journey`; on others the one is empty, the other ignored.
    package var elite = true
    /// A field without a value is always `null`, where the default leaves most of them out.
    package var explicitNulls = false
    /// Some timestamps carry an offset, some have a space and no zone.
    package var mixedTimestamps = false
    /// Each lead has a field that the reference does not know: `consent_given`.
    package var hasUnknownField = false
    /// Each visit of a journey has so many page views, where the default is one to five.
    package var pageViewsPerVisit: Int?
    /// A single object is answered bare, without the list envelope.
    package var bareSingles = false

    // MARK: - Refusals

    /// 410 as seen live; one source says 400.
    package var invalidParameterStatus = 410
    /// Values that are not among the documented ones are refused; else the parameter is ignored.
    package var validatesEnumerations = true
    /// An agency path with a profile key: 401, or 403.
    package var agencyOnlyStatus = 401
    package var unknownLeadStatus = 400
    package var unknownAccountStatus = 400
    package var missingRecordingStatus = 404
    package var tooManyRequestsStatus = 429
    /// The key was good once: every request with it is refused as one with a wrong key is.
    package var isKeyRevoked = false
    /// Requests that the key may make in a day; nil for what ``SandboxOptions/dailyLimit`` says.
    package var dailyLimit: Int?
    /// More requests than this at once are refused; nil for any number.
    package var maximumConcurrentRequests: Int? = 20
    /// Errors have a status and nothing else.
    package var emptyErrorBodies = false
    /// Errors come with status 200, told only by their `error_message`.
    package var errorsAsSuccess = false
    /// Every so many requests to the API, one fails with 500 and a page of HTML.
    package var serverErrorEvery: Int?

    // MARK: - Time

    /// Added to the clock in the `Date` header, and to the one that the day's limit goes by.
    package var clockOffsetSeconds = 0
    /// How long each answer of the API takes at least.
    package var latencyMilliseconds = 0
    /// How long ``Fault/slowBytes`` takes over an answer.
    package var slowBytesMilliseconds = 300
    /// What ``Fault/tooManyRequestsRetryAfter`` advises.
    package var retryAfterSeconds = 1

    package init() {}
}
