/// What a process tells the others that share its database: a line of words, the first of which is `souk`.
enum Notice: Sendable, Equatable {
    /// `from` has made a change, its own of this number. Whoever has done what it asks for says ``heard(by:of:_:)``.
    case change(from: Instances.ID, number: Int64, Change)
    /// `by` has heard these changes of `of`, and done what they ask for.
    case heard(by: Instances.ID, of: Instances.ID, [Int64])

    /// What is to be forgotten or read anew.
    enum Change: Sendable, Equatable {
        case session(LiveSession.ID)
        case user(User.ID)
        case keys
    }

    /// How many numbers one notice of ``heard(by:of:_:)`` may carry: an announcement takes 7,000 bytes.
    static let mostNumbers = 256
    private static let opening = "souk "

    /// Whether a text is meant for us at all: other things may be announced on the same database.
    static func isMeant(_ text: String) -> Bool { text.hasPrefix(opening) }

    var text: String {
        switch self {
        case .change(let from, let number, .session(let id)): "souk session \(from) \(number) \(id)"
        case .change(let from, let number, .user(let id)): "souk user \(from) \(number) \(id)"
        case .change(let from, let number, .keys): "souk keys \(from) \(number)"
        case .heard(let by, let of, let numbers):
            "souk heard \(by) \(of) " + numbers.map(String.init).joined(separator: " ")
        }
    }

    /// nil for what this version does not understand.
    init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard words.count >= 4, words[0] == "souk", let first = Instances.ID(words[2]) else { return nil }
        if words[1] == "heard" {
            let numbers = words[4...].compactMap { Int64($0) }
            guard let of = Instances.ID(words[3]), numbers.count == words.count - 4 else { return nil }
            self = .heard(by: first, of: of, numbers)
        } else {
            guard let number = Int64(words[3]), let change = Change(words[1], words.dropFirst(4)) else { return nil }
            self = .change(from: first, number: number, change)
        }
    }
}

extension Notice.Change {
    fileprivate init?(_ kind: String, _ rest: ArraySlice<String>) {
        switch (kind, rest.count, rest.first) {
        case ("keys", 0, _): self = .keys
        case ("session", 1, let word?):
            guard let id = LiveSession.ID(word) else { return nil }
            self = .session(id)
        case ("user", 1, let word?):
            guard let id = Int64(word) else { return nil }
            self = .user(User.ID(id))
        default: return nil
        }
    }
}
