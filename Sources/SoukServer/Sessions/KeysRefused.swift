/// Why the server does not start with these signing keys, in a sentence for whoever runs it. Never shows a key.
public struct KeysRefused: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String

    init(_ sentence: String) {
        description = sentence
    }
}
