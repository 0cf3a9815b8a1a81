extension QueryParameter {
    /// Text within `shape`, nil when it is not given.
    public static func text<Wrapped: Sendable>(
        _ name: String, _ shape: TextShape, convert: @escaping @Sendable (String) throws -> Wrapped?
    ) -> Self where Value == Wrapped? {
        Self(name, shape.document, whenAbsent: nil) { text in
            try shape.check(text)
            return try convert(text)
        }
    }

    /// Text within `shape`, as often as wanted up to `maximum` times.
    public static func texts<Element: Sendable>(
        _ name: String, _ shape: TextShape, atMost maximum: Int, convert: @escaping @Sendable (String) throws -> Element
    ) -> Self where Value == [Element] {
        Self(repeatable: name, shape.document, atMost: maximum) { text in
            try shape.check(text)
            return try convert(text)
        }
    }

    /// A number within `shape` by its exact literal as JSON spells it, nil when it is not given.
    public static func number<Wrapped: Sendable>(
        _ name: String, _ shape: NumberShape = NumberShape(),
        convert: @escaping @Sendable (JSONNumber) throws -> Wrapped
    ) -> Self where Value == Wrapped? {
        Self(name, shape.document, whenAbsent: nil) { text in
            guard let number = JSONNumber(literal: text) else {
                throw InvalidValue("type", "must be a number such as 15 or 15.99")
            }
            try shape.check(number.decimal)
            return try convert(number)
        }
    }

    /// One of these words, nil when it is not given.
    public static func choice<Wrapped: Sendable>(
        _ name: String, _ choices: [(key: String, value: Wrapped)]
    ) -> Self where Value == Wrapped? {
        Self(name, .choice(choices.map(\.key)), whenAbsent: nil) { try $0.match(in: choices) }
    }

    /// Any of these words, each once, in any order, with commas between them; empty for none of them.
    public static func subset<Element: Sendable>(
        _ name: String, _ choices: [(key: String, value: Element)], default whenAbsent: [Element]
    ) -> Self where Value == [Element] {
        var list = SchemaDocument.array(of: .choice(choices.map(\.key)))
        list.hasUniqueItems = true
        var parameter = Self(name, list, whenAbsent: whenAbsent) { text in
            var found: [String] = []
            return try text.split(separator: ",", omittingEmptySubsequences: text.isEmpty).map { piece in
                let word = String(piece)
                if found.contains(word) { throw InvalidValue("duplicate", "must name each only once") }
                found.append(word)
                return try word.match(in: choices)
            }
        }
        parameter.document.isExploded = false
        return parameter
    }
}

extension QueryParameter where Value == Int {
    /// An integer in `range`, written with digits alone.
    public static func integer(_ name: String, _ range: ClosedRange<Int>, default whenAbsent: Int) -> Self {
        var document = SchemaDocument.integer(range)
        document.defaultValue = .number(JSONNumber(whenAbsent))
        return Self(name, document, whenAbsent: whenAbsent) { Int(try $0.integer(in: range)) }
    }
}

extension QueryParameter where Value == Int64? {
    /// A row's id, 1 to 2^63 - 1, written with digits alone; nil when it is not given.
    public static func id(_ name: String) -> Self {
        Self(name, .id, whenAbsent: nil) { try $0.integer(in: 1...Int.max) }
    }
}

extension QueryParameter where Value == Bool {
    /// `true` or `false`; false when it is not given.
    public static func flag(_ name: String) -> Self {
        var document = SchemaDocument.boolean
        document.defaultValue = false
        return Self(name, document, whenAbsent: false) { text in
            switch text {
            case "true": true
            case "false": false
            default: throw InvalidValue("choice", "must be true or false")
            }
        }
    }
}

extension QueryParameter where Value == String? {
    /// A text whose meaning is ours, such as a cursor; nil when it is not given.
    public static func opaque(_ name: String) -> Self {
        var document = SchemaDocument(.string)
        document.minLength = 1
        return Self(name, document, whenAbsent: nil) { $0 }
    }
}

extension String {
    /// The choice of this name, byte for byte.
    fileprivate func match<Value>(in choices: [(key: String, value: Value)]) throws(InvalidValue) -> Value {
        if let choice = choices.first(where: { $0.key.hasSameBytes(as: self) }) { return choice.value }
        throw InvalidValue("choice", "must be one of \(choices.map(\.key).joined(separator: ", "))")
    }

    /// The integer that these digits are, canonically written.
    fileprivate func integer(in range: ClosedRange<Int>) throws(InvalidValue) -> Int64 {
        guard let number = JSONNumber(literal: self), utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) })
        else { throw InvalidValue("type", "must be an integer such as 15") }
        return try range.integer(from: number)
    }
}
