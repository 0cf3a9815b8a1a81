/// How long a process may trust what it remembers, and how long the others wait for it. DESIGN in ARCHITECTURE.md,
/// "Instances as one".
enum InstanceLease {
    /// What is remembered counts for this long after the start of the last good beat.
    static let length = Duration.seconds(1)
    /// How often a process gives a sign of life.
    static let interval = Duration.milliseconds(250)
    /// After this long a silent process has certainly stopped trusting what it remembers: the lease, and a tenth more
    /// for clocks that run at different speeds.
    static let patience = Duration.milliseconds(1_100)
}
