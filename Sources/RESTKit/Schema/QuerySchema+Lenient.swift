/// A query as far as it can be read: people write it into boxes, and one slip should not cost them the rest.
public struct LenientQuery<Value: Sendable>: Sendable {
    /// What the right parameters mean; the wrong ones are as if not given.
    public let value: Value
    /// The right parameters in their order, numbers spelt as programs spell them.
    public let parameters: [(name: String, value: String)]
    /// What is wrong with the others; the first 100 are told.
    public let problems: [FieldProblem]
}

extension QuerySchema {
    /// Leaves out what is wrong and says so. A number may be written as people write it: ` 007`, `.5`.
    ///
    /// Throws ``InvalidInput`` when a parameter is missing without which there is no value, or what a conversion of ours
    /// failed with.
    public func lenient(_ pairs: [(name: String, value: String)]) throws -> LenientQuery<Value> {
        let spelt = pairs.map { pair in
            (name: pair.name, value: isNumber(pair.name) ? FormNumber.spelt(pair.value) : pair.value)
        }
        var unknown = FieldProblems()
        reportUnknown(spelt, &unknown)
        let known = spelt.filter { pair in names.contains { $0.hasSameBytes(as: pair.name) } }
        do {
            return LenientQuery(value: try value(in: known), parameters: known, problems: unknown.all)
        } catch let invalid as InvalidInput {
            let right = known.filter { pair in !invalid.problems.contains { $0.place.isParameter(pair.name) } }
            let problems = (unknown.all + invalid.problems).prefix(FieldProblems.maximum)
            return LenientQuery(value: try value(in: right), parameters: right, problems: Array(problems))
        }
    }

    private func isNumber(_ name: String) -> Bool {
        parameters.contains { parameter in
            let kind = parameter.schema.kind
            return parameter.name.hasSameBytes(as: name) && (kind == .number || kind == .integer)
        }
    }
}

extension FieldProblem.Place {
    fileprivate func isParameter(_ name: String) -> Bool {
        if case .parameter(let wrong) = self { wrong.hasSameBytes(as: name) } else { false }
    }
}
