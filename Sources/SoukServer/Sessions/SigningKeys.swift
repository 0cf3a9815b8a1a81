public import Catalogue
public import RESTKit
import Synchronization

/// The signing keys of a running installation: opened once, shown to the database, rotated while it runs.
public final class SigningKeys: Sendable {
    private let source: KeySource
    private let register: KeyRegister
    private let clock: WallClock
    private let random: SecureRandom
    private let state: Mutex<State>
    /// Held while the file is written anew: of several rotations each goes on from the one before.
    private let rotation = Mutex(())

    private struct State {
        var list: KeyList
        /// The key that still signs while other instances get to know the latest; nil when that one does.
        var signer: String?
    }

    private init(
        _ keys: KeyList, _ source: KeySource, _ register: KeyRegister, _ clock: WallClock, _ random: SecureRandom
    ) {
        self.source = source
        self.register = register
        self.clock = clock
        self.random = random
        state = Mutex(State(list: keys, signer: nil))
    }

    /// Reads the keys, or makes the first one, and shows them to the database.
    ///
    /// Throws ``KeysRefused``, with a sentence: for a short key, for a file that others may read, and when the database
    /// was last used with a key that is not among these.
    public static func open(
        _ source: KeySource, for register: KeyRegister, clock: WallClock, random: SecureRandom = .system
    ) async throws -> SigningKeys {
        let keys = try await read(source, for: register, clock: clock, random: random)
        do {
            try await register.recognize(current: keys.secrets[0].id, among: keys.ids)
        } catch is UnknownKeys {
            throw source.isStrange
        }
        return SigningKeys(keys, source, register, clock, random)
    }

    /// Takes the keys as they are, whatever the database was used with before: every token of old is void, everybody
    /// logs in again. For an owner whose key file is lost.
    public static func adopt(
        _ source: KeySource, for register: KeyRegister, clock: WallClock, random: SecureRandom = .system
    ) async throws -> SigningKeys {
        let keys =
            if let keys = try await register.keys(in: source) { keys } else {
                try await register.create(SigningSecret(random: random, since: clock.seconds), in: source)
            }
        try await register.adopt(keys.secrets[0].id)
        return SigningKeys(keys, source, register, clock, random)
    }

    /// The keys that sign and verify now. Those are left out whose last token is past.
    public func ring() throws -> KeyRing {
        let state = state.withLock { $0 }
        return try state.list.ring(at: clock.seconds, signedBy: state.signer)
    }

    /// Signs with a new key from now on; nobody is logged out. Throws ``KeysRefused`` when the keys are given by
    /// configuration, or cannot be written.
    public func rotate() async throws -> KeyRing {
        let secret = SigningSecret(random: random, since: clock.seconds)
        if case .database = source {
            let shared = try await register.changeShared { try KeyList($0).rotated(to: secret).shared }
            try keep(KeyList(shared))
            return try ring()
        }
        try rotation.withLock { _ in
            let new = try state.withLock { $0 }.list.rotated(to: secret)
            try source.file.replace(with: new)
            keep(new)
        }
        try await show()
        return try ring()
    }

    /// The keys as they are now, where other instances may have changed them; nil when they have not. One that is new here
    /// verifies, and signs from ``settle(_:)`` on.
    func readAnew() async throws -> KeyRing? {
        guard case .database = source else { return nil }
        let shared = try await register.shared
        guard !shared.isEmpty else { return nil }
        let new = try KeyList(shared)
        let isNew = state.withLock { state in
            guard state.list != new else { return false }
            state = State(list: new, signer: state.signer ?? state.list.secrets[0].id)
            return true
        }
        return isNew ? try ring() : nil
    }

    /// The id of the latest key, whether it signs already or not.
    var latest: String { state.withLock { $0.list.secrets[0].id } }

    /// Lets the latest key sign, if it is the one of this id; nil when it is not, or does already.
    func settle(_ id: String) throws -> KeyRing? {
        let wasSettling = state.withLock { state in
            state.list.secrets[0].id == id && state.signer.take() != nil
        }
        return wasSettling ? try ring() : nil
    }

    /// Shows the database the keys there are; again where another rotation has come between.
    private func show() async throws {
        while true {
            let list = state.withLock { $0.list }
            do {
                return try await register.recognize(current: list.secrets[0].id, among: list.ids)
            } catch let error as UnknownKeys {
                if state.withLock({ $0.list == list }) { throw error }
            }
        }
    }

    private func keep(_ list: KeyList) {
        state.withLock { $0 = State(list: list, signer: nil) }
    }

    private static func read(
        _ source: KeySource, for register: KeyRegister, clock: WallClock, random: SecureRandom
    ) async throws -> KeyList {
        if let keys = try await register.keys(in: source) { return keys }
        if try await register.isEmpty {
            return try await register.create(SigningSecret(random: random, since: clock.seconds), in: source)
        }
        // Another instance may have made the first one between the two looks.
        if let keys = try await register.keys(in: source) { return keys }
        throw source.isMissing
    }
}

extension KeyRegister {
    /// nil when none is there yet.
    fileprivate func keys(in source: KeySource) async throws -> KeyList? {
        guard case .database = source else { return try source.keys }
        let shared = try await shared
        return shared.isEmpty ? nil : try KeyList(shared)
    }

    /// Puts the first key there, or reads the one that another process has put there meanwhile.
    fileprivate func create(_ secret: SigningSecret, in source: KeySource) async throws -> KeyList {
        guard case .database = source else { return try source.file.create(KeyList([secret])) }
        return try KeyList(try await changeShared { old in old.isEmpty ? try KeyList([secret]).shared : old })
    }
}

extension KeySource {
    /// nil when the file is still to be made.
    fileprivate var keys: KeyList? {
        get throws(KeysRefused) {
            switch self {
            case .file(let path): return try KeyFile(path: path).read()
            case .database: return nil
            case .given(let all):
                var secrets: [SigningSecret] = []
                for bytes in all { secrets.append(try SigningSecret(bytes, since: .max)) }
                return try KeyList(secrets)
            }
        }
    }

    fileprivate var file: KeyFile {
        get throws(KeysRefused) {
            switch self {
            case .file(let path): return KeyFile(path: path)
            case .database: throw KeysRefused("The signing keys are in the database, not in a file.")
            case .given:
                throw KeysRefused(
                    "The signing key is given by configuration. Give a new one before it, keep the old one beside it for "
                        + "seven days, and restart.")
            }
        }
    }

    fileprivate var isStrange: KeysRefused {
        KeysRefused(
            "The database was last used with another signing key than \(place). Bring that key back; or, if it is lost, "
                + "run `souk key adopt`: everybody will have to log in again.")
    }

    fileprivate var isMissing: KeysRefused {
        if case .database = self {
            return KeysRefused(
                "The database was used with a configured signing key before. Give that key: token-key. Or, if it is lost, "
                    + "run `souk key adopt`: everybody will have to log in again.")
        }
        return KeysRefused(
            "There is no \(place), but the database was used with one before. Bring it back from your copy; or, if it is "
                + "lost, run `souk key adopt`: everybody will have to log in again.")
    }

    private var place: String {
        switch self {
        case .file(let path): "key file \(path)"
        case .given: "the configured one"
        case .database: "its own"
        }
    }
}

extension WallClock {
    /// Whole seconds since 1970.
    var seconds: Int64 { now().seconds }
}

extension Timestamp {
    /// Whole seconds since 1970, rounded down.
    var seconds: Int64 { microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000 }
}
