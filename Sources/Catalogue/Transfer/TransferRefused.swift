/// Why a move cannot be made, in a sentence for whoever asked for it.
public struct TransferRefused: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String

    init(_ sentence: String) {
        description = sentence
    }
}
