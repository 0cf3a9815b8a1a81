/// Why a value is refused: what a conversion throws so that it becomes a field's problem.
///
/// Any other error passes through a schema unchanged and is a fault of ours, not the client's.
public protocol FieldFault: Error {
    /// A word for programs: `min`, `max_length`.
    var code: String { get }
    /// The end of a sentence that begins with the field's name: `must not be negative`.
    var detail: String { get }
    /// The member of the object that is meant, when the object's own conversion throws; nil for the value itself.
    var member: String? { get }
}

extension FieldFault {
    public var member: String? { nil }
}

/// A plain ``FieldFault``.
public struct InvalidValue: FieldFault, Equatable {
    public let code: String
    public let detail: String
    public let member: String?

    public init(_ code: String, _ detail: String, member: String? = nil) {
        self.code = code
        self.detail = detail
        self.member = member
    }
}
