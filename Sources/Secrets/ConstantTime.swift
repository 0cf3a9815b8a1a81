/// Compares secrets without telling by its time where they differ.
public enum ConstantTime {
    /// Whether both are the same bytes. Only a difference in length shows.
    public static func isEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (left, right) in zip(left, right) { difference |= left ^ right }
        return difference == 0
    }
}
