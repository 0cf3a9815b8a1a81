/// A JSON object's members in the order they were written.
///
/// Names are compared by their UTF-8 bytes: Swift's `String` takes canonically equivalent text for equal, JSON does not.
public struct JSONObject: Sendable, Equatable {
    /// A name and its value.
    public struct Member: Sendable, Equatable {
        public let name: String
        public var value: JSON

        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }

        public static func == (left: Self, right: Self) -> Bool {
            left.name.hasSameBytes(as: right.name) && left.value == right.value
        }
    }

    public private(set) var members: [Member]

    /// The names are trusted to differ.
    public init(_ members: [Member] = []) {
        self.members = members
    }

    /// The value of the member of that name. Setting nil takes the member away, a new name goes to the end.
    /// Costs one comparison a member.
    public subscript(name: String) -> JSON? {
        get { members.first { $0.name.hasSameBytes(as: name) }?.value }
        set {
            let index = members.firstIndex { $0.name.hasSameBytes(as: name) }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements.map { Member(name: $0, value: $1) })
    }
}

extension String {
    /// Whether both are the same sequence of UTF-8 bytes, which is stricter than `==` and never normalises.
    func hasSameBytes(as other: String) -> Bool {
        withBytes { own in other.withBytes { own.hasSameBytes(as: $0) } }
    }
}
