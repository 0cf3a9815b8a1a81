/// What came of a transaction that must be kept even when it refuses: throwing inside would undo what it wrote.
enum Outcome<Value: Sendable>: Sendable {
    case done(Value)
    case refused(CatalogueError)

    func map<Other>(_ change: (Value) -> Other) -> Outcome<Other> {
        switch self {
        case .done(let value): .done(change(value))
        case .refused(let error): .refused(error)
        }
    }

    /// The value, or the refusal thrown.
    func get() throws -> Value {
        switch self {
        case .done(let value): return value
        case .refused(let error): throw error
        }
    }
}
