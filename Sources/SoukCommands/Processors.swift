import NIOCore

/// The machine's processors.
enum Processors {
    /// How many of them this process may use: a container's share (cgroups, either version), or those it is bound to.
    static var count: Int { max(1, System.coreCount) }
}
