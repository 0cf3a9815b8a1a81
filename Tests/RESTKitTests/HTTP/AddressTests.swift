import NIOCore
import Testing

@testable import RESTKit

@Suite("Addresses")
struct AddressTests {
    @Test(
        "An address is read, and written in its shortest form",
        arguments: [
            ("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
            ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("0:0:0:0:0:0:0:1", "::1"),
            ("2001:0db8::0001", "2001:db8::1"), ("::ffff:1.2.3.4", "1.2.3.4"), ("::FFFF:102:304", "1.2.3.4"),
            ("64:ff9b::1.2.3.4", "64:ff9b::102:304"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
            ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
        ])
    func addresses(_ text: String, _ written: String) {
        #expect(IPAddress(text)?.description == written)
    }

    @Test(
        "What is no address is none",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", "1..2.3", ":", ":::", "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "::1%eth0", "[::1]", "::1.2.3", "1.2.3.4::", "+1::",
            "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:4:5:6:7::8",
        ])
    func nonsense(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("A range holds its addresses and no others")
    func ranges() throws {
        let private10 = try #require(AddressRange("10.1.2.3/8"))
        #expect(private10.description == "10.0.0.0/8")
        #expect(try private10.contains(#require(IPAddress("10.255.0.1"))))
        #expect(try private10.contains(#require(IPAddress("::ffff:10.0.0.1"))))
        #expect(try !private10.contains(#require(IPAddress("11.0.0.1"))))
        let local6 = try #require(AddressRange("fd00::/8"))
        #expect(try local6.contains(#require(IPAddress("fdff::1"))))
        #expect(try !local6.contains(#require(IPAddress("fe00::1"))))
        let everything4 = try #require(AddressRange("0.0.0.0/0"))
        #expect(try everything4.contains(#require(IPAddress("9.9.9.9"))))
        #expect(try !everything4.contains(#require(IPAddress("::1"))))
        #expect(try #require(AddressRange("::/0")).contains(#require(IPAddress("9.9.9.9"))))
        #expect(AddressRange("10.0.0.1")?.description == "10.0.0.1/32")
        for text in ["", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "a/8", "10.0.0.0/8/8", "10.0.0.0/+8"] {
            #expect(AddressRange(text) == nil)
        }
    }

    @Test(
        "Behind trusted proxies the client is the nearest hop that is not one",
        arguments: [
            ([("X-Forwarded-For", "203.0.113.7")], "203.0.113.7"),
            ([("X-Forwarded-For", "6.6.6.6, 203.0.113.7, 10.0.0.2")], "203.0.113.7"),
            ([("X-Forwarded-For", "6.6.6.6"), ("x-forwarded-for", "203.0.113.7:4711,[fd00::1]:80")], "203.0.113.7"),
            ([("X-Forwarded-For", "10.0.0.3, 10.0.0.2")], "10.0.0.3"),
            ([("X-Forwarded-For", "203.0.113.7, unknown, 10.0.0.2")], "10.0.0.2"),
            ([("X-Forwarded-For", "nonsense")], "10.0.0.1"),
            ([("X-Forwarded-For", "x\u{600}, 203.0.113.7")], "203.0.113.7"),
            ([("Forwarded", "for=6.6.6.6\u{600}, for=203.0.113.7")], "203.0.113.7"),
            ([("Forwarded", "for=203.0.113.7;host=a\u{37E}for=6.6.6.6")], "203.0.113.7"),
            ([("X-Forwarded-For", "2001:DB8::1")], "2001:db8::1"),
            ([("Forwarded", "for=6.6.6.6, For=\"[2001:db8::1]:4711\";proto=http;by=x")], "2001:db8::1"),
            ([("Forwarded", "for=203.0.113.7;host=\"a,for=6.6.6.6\"")], "203.0.113.7"),
            ([("Forwarded", "host=\"a;for=6.6.6.6\";for=203.0.113.7")], "203.0.113.7"),
            ([("Forwarded", "host=\"\\\",for=6.6.6.6\\\\\";for=203.0.113.7")], "203.0.113.7"),
            ([("X-Forwarded-For", "\", 203.0.113.7")], "203.0.113.7"),
            ([("Forwarded", "for=\", for=203.0.113.7")], "203.0.113.7"),
            ([("Forwarded", "for=\", for=\"[2001:db8::1]\"")], "2001:db8::1"),
            ([("Forwarded", "proto=http; for=203.0.113.7")], "203.0.113.7"),
            ([("Forwarded", "for=_hidden")], "10.0.0.1"),
            ([("Forwarded", "for=6.6.6.6"), ("X-Forwarded-For", "203.0.113.7")], "203.0.113.7"),
            ([], "10.0.0.1"),
        ])
    func forwarded(_ fields: [(String, String)], _ client: String) throws {
        let trusted = ["10.0.0.0/8", "fd00::/8"].compactMap { AddressRange($0) }
        let peer = try SocketAddress(ipAddress: "10.0.0.1", port: 1)
        #expect(ClientAddress(peer: peer, trusted: trusted).text(for: HeaderFields(fields)) == client)
    }

    @Test("Nobody else is believed")
    func untrusted() throws {
        let headers: HeaderFields = ["X-Forwarded-For": "1.1.1.1", "Forwarded": "for=1.1.1.1"]
        let trusted = ["10.0.0.0/8"].compactMap { AddressRange($0) }
        let peer = try SocketAddress(ipAddress: "203.0.113.7", port: 1)
        #expect(ClientAddress(peer: peer, trusted: trusted).text(for: headers) == "203.0.113.7")
        let mapped = try SocketAddress(ipAddress: "::ffff:10.0.0.1", port: 1)
        #expect(ClientAddress(peer: mapped, trusted: []).text(for: headers) == "10.0.0.1")
        #expect(ClientAddress(peer: mapped, trusted: trusted).text(for: headers) == "1.1.1.1")
    }

    @Test("A request shows the address of its peer, or of the hop that a trusted proxy tells")
    func served() async throws {
        let request = "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n"
        try await withServer { server in
            let answer = try await server.answer(to: request)
            #expect(answer.body.contains("from 127.0.0.1 "))
        }
        try await withServer({ $0.trustedProxies = AddressRange.loopback }) { server in
            let answer = try await server.answer(to: request)
            #expect(answer.body.contains("from 203.0.113.7 "))
        }
    }
}
