/// The version of this package. It stands with each load package and with each migration that was applied.
public enum SluiceVersion {
    /// The version that this is.
    public static let current = "0.1.0"
}
