import SQLEngines
import Synchronization
import Testing

@testable import Catalogue

@Suite("What instances tell each other")
struct NoticeTests {
    private let me = Instances.ID(SecureRandom { 1 })
    private let other = Instances.ID(SecureRandom { 2 })

    @Test("A notice reads back as itself, and fits an announcement")
    func text() throws {
        let notices: [Notice] = [
            .change(from: me, number: 1, .session(UniqueID(SecureRandom { 7 }))),
            .change(from: me, number: .max, .user(User.ID(42))), .change(from: other, number: 3, .keys),
            .heard(by: me, of: other, [5]),
            .heard(by: me, of: other, Array(repeating: .max, count: Notice.mostNumbers)),
        ]
        for notice in notices {
            #expect(Notice(notice.text) == notice)
            #expect(Notice.isMeant(notice.text) && notice.text.utf8.count <= 7_000)
        }
    }

    @Test(
        "Anything else is not understood",
        arguments: ["", "souk", "souk keys", "souk user x 1 2", "souk keys 00000000000000010000000000000001 1 2"])
    func other(_ text: String) {
        #expect(Notice(text) == nil)
    }

    @Test("A gap, and what a newer version says, forget everything; what is not for us nothing")
    func hearing() throws {
        let live = LiveSessions(limit: 10)
        let gaps = Mutex(0)
        let hearing = InstanceHearing(id: me, live: live, acknowledgements: Acknowledgements()) {
            gaps.withLock { $0 += 1 }
        }
        let session = LiveSession(
            id: UniqueID(SecureRandom { 9 }), userID: User.ID(4), role: .viewer,
            authenticatedAt: Timestamp(microseconds: 0), expiresAt: Timestamp(microseconds: 1))
        func isKept(after announcement: Announcement) -> Bool {
            live.keep(session, readIn: live.find(session.id).epoch)
            hearing.hear(announcement)
            return live.find(session.id).session != nil
        }
        #expect(isKept(after: .message("stores changed")))
        #expect(isKept(after: .message(Notice.change(from: other, number: 1, .user(User.ID(5))).text)))
        for teller in [me, other] {
            #expect(!isKept(after: .message(Notice.change(from: teller, number: 1, .user(User.ID(4))).text)))
        }
        #expect(!isKept(after: .message(Notice.change(from: other, number: 1, .session(session.id)).text)))
        #expect(!isKept(after: .message("souk everything anew")))
        #expect(gaps.withLock { $0 } == 0)
        #expect(!isKept(after: .gap))
        #expect(gaps.withLock { $0 } == 1)
    }
}
