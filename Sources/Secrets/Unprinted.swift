/// What neither printing nor dumping shows, nor printing what holds it: of a value of such a type only the type is seen.
///
/// A log that is told to be wordy prints whole services, by reflection and with all that is in them.
public protocol Unprinted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Unprinted {
    public var description: String { "\(Self.self) (hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
