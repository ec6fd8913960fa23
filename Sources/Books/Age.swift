/// How long ago something was, as a person says it.
package enum Age {
    /// `12 s`, `5 min`, `3 h`, `2 days`: rounded down, the largest unit of which there are two.
    package static func words(_ seconds: Double) -> String {
        let seconds = Int(max(0, seconds))
        return switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7_200: "\(seconds / 60) min"
        case ..<172_800: "\(seconds / 3_600) h"
        default: "\(seconds / 86_400) days"
        }
    }
}
