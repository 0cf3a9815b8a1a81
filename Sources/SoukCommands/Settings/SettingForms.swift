extension SettingForm {
    /// What a value of this form must be, as the rest of a sentence.
    var requirement: String {
        switch self {
        case .text: "must be text"
        case .number(let range): "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .yesOrNo: "must be true or false"
        case .choice(let choices): "must be \(choices.joined(separator: " or "))"
        case .list: "must be a list of texts"
        }
    }

    /// What stands for the value in the help and in the README: `PORT`, `open|guarded`.
    var placeholder: String {
        switch self {
        case .text(let word), .list(let word): word
        case .number: "NUMBER"
        case .yesOrNo: "true|false"
        case .choice(let choices): choices.joined(separator: "|")
        }
    }
}

extension Setting where Value == Int {
    /// A whole number within a range.
    static func number(_ name: String, _ range: ClosedRange<Int>, _ standard: Int, _ help: String) -> Self {
        let form = SettingForm.number(range)
        return Setting(
            line: SettingLine(name: name, form: form, standard: String(standard), help: help), fallback: standard,
            parse: { written throws(SettingFault) in
                guard case .number(let number) = written, range.contains(number) else {
                    throw SettingFault(form.requirement)
                }
                return number
            },
            show: { String($0) })
    }
}

extension Setting where Value == Bool {
    /// Yes or no; no by default.
    static func yesOrNo(_ name: String, _ help: String) -> Self {
        let form = SettingForm.yesOrNo
        return Setting(
            line: SettingLine(name: name, form: form, standard: "false", help: help), fallback: false,
            parse: { written throws(SettingFault) in
                guard case .yesOrNo(let answer) = written else { throw SettingFault(form.requirement) }
                return answer
            },
            show: { String($0) })
    }
}

extension Setting where Value: RawRepresentable<String> {
    /// One of a few words.
    static func choice(_ name: String, _ values: [Value], _ standard: Value, _ help: String) -> Self {
        let form = SettingForm.choice(values.map(\.rawValue))
        return Setting(
            line: SettingLine(name: name, form: form, standard: standard.rawValue, help: help), fallback: standard,
            parse: { written throws(SettingFault) in
                guard case .text(let text) = written, let value = values.first(where: { $0.rawValue == text }) else {
                    throw SettingFault(form.requirement)
                }
                return value
            },
            show: { $0.rawValue })
    }
}

extension Setting {
    /// Text with a meaning of its own.
    static func text(
        _ name: String, _ word: String, _ standard: Value, _ help: String,
        show: @escaping @Sendable (Value) -> String,
        parse: @escaping @Sendable (String) throws(SettingFault) -> Value
    ) -> Self {
        let line = SettingLine(name: name, form: .text(word), standard: show(standard), help: help)
        return Setting(line: line, fallback: standard, parse: Self.reading(parse, as: .text(word)), show: show)
    }

    /// Text that may be absent. `standard` says in words what then holds.
    static func optional<Wrapped>(
        _ name: String, _ form: SettingForm, standard: String, isSecret: Bool = false, _ help: String,
        show: @escaping @Sendable (Wrapped) -> String,
        parse: @escaping @Sendable (String) throws(SettingFault) -> Wrapped
    ) -> Self where Value == Wrapped? {
        let line = SettingLine(name: name, form: form, standard: standard, help: help, isSecret: isSecret)
        return Setting(
            line: line, fallback: nil,
            parse: Self.reading({ text throws(SettingFault) in try parse(text) }, as: form),
            show: { value in value.map(show) ?? "none" })
    }

    private static func reading(
        _ parse: @escaping @Sendable (String) throws(SettingFault) -> Value, as form: SettingForm
    ) -> @Sendable (WrittenValue) throws(SettingFault) -> Value {
        { written throws(SettingFault) in
            guard case .text(let text) = written else { throw SettingFault(form.requirement) }
            return try parse(text)
        }
    }
}

extension Setting {
    /// Several texts, each with a meaning; none by default.
    static func list<Element: Sendable>(
        _ name: String, _ word: String, standard: String = "none", isSecret: Bool = false, _ help: String,
        show: @escaping @Sendable (Element) -> String,
        parse: @escaping @Sendable (String) throws(SettingFault) -> Element
    ) -> Self where Value == [Element] {
        let form = SettingForm.list(word)
        return Setting(
            line: SettingLine(name: name, form: form, standard: standard, help: help, isSecret: isSecret), fallback: [],
            parse: { written throws(SettingFault) in
                guard case .list(let texts) = written else { throw SettingFault(form.requirement) }
                var elements: [Element] = []
                for text in texts { elements.append(try parse(text)) }
                return elements
            },
            show: { $0.isEmpty ? "none" : $0.map(show).joined(separator: ", ") })
    }
}
