import CZlib
import NIOCore
import NIOHTTP1
import Testing

@testable import RESTKit

@Suite("Compression")
struct CompressionTests {
    @Test(
        "Content is compressed when the client takes gzip and it is worth it",
        arguments: [
            ("gzip", 1024, true), ("gzip", 1023, false), ("", 4000, false), ("identity", 4000, false),
            ("br", 4000, false),
            ("gzip, deflate, br", 4000, true), ("GZIP", 4000, true), ("x-gzip", 4000, true), ("*", 4000, true),
            ("gzip;q=0", 4000, false), ("gzip;q=0, *", 4000, false), ("*;q=0", 4000, false),
            ("gzip;q=0.001", 4000, true),
            ("gzip;q=0.5, identity", 4000, false), ("gzip;q=0.5, identity;q=0.5", 4000, true),
            ("gzip;q=2", 4000, false), ("gzip, identity;q=0", 100, true), ("gzip, *;q=0", 100, true),
            ("identity;q=0", 4000, false), ("gzip;q=0, identity;q=0", 4000, false),
            (" , ,\tgzip ; q=0.5 ,", 4000, true), ("gzip;x=1;Q=0", 4000, false), ("gzip;q=1.000", 4000, true),
            ("gzip;q=1.001", 4000, false), ("gzip;q=", 4000, false), ("gzip;q=0.1234", 4000, false),
            (";q=1", 4000, false), ("gzip;q=0, gzip", 4000, false), ("gzip;q=x, gzip", 4000, true),
            ("gzipped, zip", 4000, false),
        ])
    func matrix(_ field: String, _ length: Int, _ isCompressed: Bool) async throws {
        let shop = try Shop()
        let plain = await shop.send(.GET, "/store/\(length)")
        let answer = await shop.send(.GET, "/store/\(length)", field.isEmpty ? [:] : ["Accept-Encoding": field])
        #expect(answer["Content-Encoding"] == (isCompressed ? "gzip" : nil))
        #expect(answer["Vary"] == "Accept-Encoding")
        let tag = try #require(plain["ETag"])
        #expect(answer["ETag"] == (isCompressed ? "\(tag.dropLast())-gzip\"" : tag))
        let body = try #require(answer.body)
        #expect((isCompressed ? gunzip(body, length) : body) == Shop.item(Int64(length)))
        let again = await shop.send(
            .GET, "/store/\(length)", ["Accept-Encoding": field, "If-None-Match": try #require(answer["ETag"])])
        #expect(again.status == .notModified)
        #expect(again["ETag"] == answer["ETag"])
    }

    @Test("Only what reads is compressed: the answer to a login holds secrets")
    func secrets() async throws {
        let answer = try await Shop().send(.POST, "/login", ["Accept-Encoding": "gzip"])
        #expect(try #require(answer.body).readableBytes > 1024)
        #expect(answer["Content-Encoding"] == nil)
        #expect(answer["Vary"] == nil)
    }

    @Test("An address with two forms varies by Accept")
    func varies() async throws {
        #expect(try await Shop().send(.GET, "/")["Vary"] == "Accept-Encoding, Accept")
    }

    @Test("The same content gives the same bytes, whichever state compresses it, many at once")
    func shared() async {
        let compressor = Compressor()
        let content = Shop.item(20_000)
        let expected = Deflater()?.gzip(content)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 { group.addTask { compressor.gzip(content) == expected } }
            for await isSame in group { #expect(isSame) }
        }
    }

    @Test("What lasts is answered as other content is, with the same tag and fewer bytes, which are made once")
    func lasting() async throws {
        let content = Shop.item(20_000)
        let kept = Response.ok(content).lasting()
        let shop = try Shop([
            GET("/own", .open, "Own", Endpoint(answers: .ok(.string)) { _ in .ok(content) }),
            GET("/lasting", .open, "Lasting", Endpoint(answers: .ok(.string)) { _ in kept }),
        ])
        for fields: HeaderFields in [[:], ["Accept-Encoding": "gzip"]] {
            let own = await shop.send(.GET, "/own", fields)
            let lasting = await shop.send(.GET, "/lasting", fields)
            for name in ["ETag", "Vary", "Content-Encoding", "Cache-Control"] { #expect(lasting[name] == own[name]) }
            let body = try #require(lasting.body)
            #expect(own["Content-Encoding"] == nil ? body == content : gunzip(body, 20_000) == content)
            #expect(body.readableBytes <= own.body?.readableBytes ?? 0)
            let again = try #require(await shop.send(.GET, "/lasting", fields).body)
            #expect(address(of: body) == address(of: again))
        }
    }

    /// Two buffers that share their bytes have one.
    private func address(of content: ByteBuffer) -> UnsafeRawPointer? {
        content.withUnsafeReadableBytes { $0.baseAddress }
    }

    @Test("Empty and incompressible content survives")
    func extremes() throws {
        var generator = SystemRandomNumberGenerator()
        let noise = ByteBuffer(bytes: (0..<70_000).map { _ in UInt8.random(in: 0...255, using: &generator) })
        for content in [ByteBuffer(), noise] {
            let compressed = try #require(Compressor().gzip(content))
            #expect(gunzip(compressed, max(content.readableBytes, 1)) == content)
        }
    }

    @Test("What has become small takes little memory")
    func memory() throws {
        let compressed = try #require(Compressor().gzip(ByteBuffer(repeating: 0x61, count: 1_000_000)))
        #expect(compressed.storageCapacity <= 2 * compressed.readableBytes)
    }

    /// By zlib's own reader.
    private func gunzip(_ compressed: ByteBuffer, _ capacity: Int) -> ByteBuffer? {
        var stream = z_stream()
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return nil
        }
        defer { inflateEnd(&stream) }
        var input = Array(compressed.readableBytesView)
        var output = [UInt8](repeating: 0, count: capacity)
        let result = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        guard result == Z_STREAM_END else { return nil }
        return ByteBuffer(bytes: output.prefix(Int(stream.total_out)))
    }
}
