import FoundationEssentials

/// The machine's processors.
enum Processors {
    /// How many of them this process may use.
    static var count: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
