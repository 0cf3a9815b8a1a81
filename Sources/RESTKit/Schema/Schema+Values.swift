extension Schema {
    /// A string within `shape`, made into a `Value` by `convert`.
    public static func text(
        _ shape: TextShape, convert: @escaping @Sendable (String) throws -> Value
    ) -> Self {
        Self(shape.document) { json, pointer, problems in
            guard case .string(let text) = json else {
                problems.report(pointer, "type", "must be a string, not \(json.kind)")
                return nil
            }
            return try problems.collect(at: .pointer(pointer.description)) {
                try shape.check(text)
                return try convert(text)
            }
        }
    }

    /// An integer in `range`; `7.0` and `7e0` are integers too.
    public static func integer(
        _ range: ClosedRange<Int>, convert: @escaping @Sendable (Int64) throws -> Value
    ) -> Self {
        Self(.integer(range)) { json, pointer, problems in
            guard case .number(let number) = json else {
                problems.report(pointer, "type", "must be an integer, not \(json.kind)")
                return nil
            }
            return try problems.collect(at: .pointer(pointer.description)) {
                try convert(range.integer(from: number))
            }
        }
    }

    /// A number within `shape`, made into a `Value` from its exact literal by `convert`.
    public static func number(
        _ shape: NumberShape = NumberShape(), convert: @escaping @Sendable (JSONNumber) throws -> Value
    ) -> Self {
        Self(shape.document) { json, pointer, problems in
            guard case .number(let number) = json else {
                problems.report(pointer, "type", "must be a number, not \(json.kind)")
                return nil
            }
            return try problems.collect(at: .pointer(pointer.description)) {
                try shape.check(number.decimal)
                return try convert(number)
            }
        }
    }

    /// One of these strings, byte for byte.
    public static func choice(_ choices: [(key: String, value: Value)]) -> Self {
        Self(.choice(choices.map(\.key))) { json, pointer, problems in
            guard case .string(let text) = json else {
                problems.report(pointer, "type", "must be a string, not \(json.kind)")
                return nil
            }
            if let choice = choices.first(where: { $0.key.hasSameBytes(as: text) }) { return choice.value }
            let allowed = choices.map(\.key).joined(separator: ", ")
            problems.report(pointer, "choice", "must be one of \(allowed)")
            return nil
        }
    }

    /// An array of at most `maximum` elements, each by `element`.
    public static func array<Element: Sendable>(
        of element: Schema<Element>, atMost maximum: Int
    ) -> Self where Value == [Element] {
        Self(.array(of: element.document, atMost: maximum)) { json, pointer, problems in
            guard case .array(let elements) = json else {
                problems.report(pointer, "type", "must be an array, not \(json.kind)")
                return nil
            }
            guard elements.count <= maximum else {
                problems.report(pointer, "max_items", "must have at most \(maximum) elements")
                return nil
            }
            let values = try elements.enumerated().map { index, json in
                try element.check(json, pointer.appending(index), &problems)
            }
            let found = values.compactMap { $0 }
            return found.count == values.count ? found : nil
        }
    }
}

extension Schema where Value == Bool {
    /// `true` or `false`.
    public static var boolean: Self {
        Self(.boolean) { json, pointer, problems in
            if case .boolean(let value) = json { return value }
            problems.report(pointer, "type", "must be a boolean, not \(json.kind)")
            return nil
        }
    }
}

extension Schema where Value == Int64 {
    /// An integer in `range`; `7.0` and `7e0` are integers too.
    public static func integer(_ range: ClosedRange<Int>) -> Self { integer(range) { $0 } }

    /// A row's id: 1 to 2^63 - 1.
    public static var id: Self { integer(1...Int.max) }
}

extension Schema where Value == String {
    /// A string within `shape`, as it is.
    public static func text(_ shape: TextShape) -> Self { text(shape) { $0 } }
}
