import CPostgres
import Synchronization

/// Which of a URL's hosts a connection was made to last. The next asks it first, so that a host that is silent is not
/// waited for each time.
final class LastHost: Sendable {
    private let lists = Mutex<[Parameter]>([])

    /// A parameter of libpq's that is a list with an entry for each host.
    typealias Parameter = (name: String, value: String)

    private static let names = ["host", "hostaddr", "port"]

    /// What has libpq try the hosts in this order; nothing for the URL's own.
    var parameters: [Parameter] { lists.withLock { $0 } }

    /// Puts the host that was reached before the others.
    func remember(_ connection: OpaquePointer) {
        let hosts = Self.hosts(of: connection)
        lists.withLock { $0 = hosts }
    }

    /// From now on in the URL's order.
    func forget() {
        lists.withLock { $0 = [] }
    }

    private static func hosts(of connection: OpaquePointer) -> [Parameter] {
        let lists = entries(of: connection)
        let count = lists.map(\.entries.count).max() ?? 0
        let reached = [PQhost(connection), PQhostaddr(connection), PQport(connection)].map { text in
            text.map { String(cString: $0) } ?? ""
        }
        let place = (0..<count).first { place in
            zip(lists, reached).allSatisfy { list, reached in
                list.entries.count < count || list.entries[place].isEmpty || list.entries[place] == reached
            }
        }
        guard count > 1, let place else { return [] }
        return lists.filter { $0.entries.count == count }.map { list in
            var entries = list.entries
            entries.insert(entries.remove(at: place), at: 0)
            return (list.name, entries.joined(separator: ","))
        }
    }

    /// The lists as they were given by the URL, the environment or a service file. One port may stand for all.
    private static func entries(of connection: OpaquePointer) -> [(name: String, entries: [String])] {
        guard let options = PQconninfo(connection) else { return [] }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return names.map { name in
            (name, (values[name] ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init))
        }
    }
}
