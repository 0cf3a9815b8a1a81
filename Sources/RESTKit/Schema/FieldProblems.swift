/// The wrong fields found so far; the first 100 are kept.
public struct FieldProblems: Sendable {
    public static let maximum = 100

    public private(set) var all: [FieldProblem] = []

    public init() {}

    public mutating func report(_ place: FieldProblem.Place, _ code: String, _ detail: String) {
        if all.count < Self.maximum { all.append(FieldProblem(place, code, detail)) }
    }

    mutating func report(_ pointer: JSONPointer, _ code: String, _ detail: String) {
        report(.pointer(pointer.description), code, detail)
    }

    /// What `convert` makes, or nil and a problem when it throws a ``FieldFault``.
    mutating func collect<Value>(at place: FieldProblem.Place, _ convert: () throws -> Value) throws -> Value? {
        do {
            return try convert()
        } catch let fault as any FieldFault {
            report(place.member(fault.member), fault.code, fault.detail)
            return nil
        }
    }
}

extension FieldProblem.Place {
    fileprivate func member(_ name: String?) -> Self {
        guard case .pointer(let pointer) = self, let name else { return self }
        return .pointer(pointer + JSONPointer().appending(name).description)
    }
}
