import CArgon2
import Glibc

/// The memory of one hash: from the system, and back to it at once. malloc would keep it for the next one. In pages of 2 MiB,
/// where the system has them, it is there in no time; in those of 4 KiB it would cost half a hash.
enum HashMemory {
    static func allocate(_ memory: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, _ size: Int) -> CInt {
        guard let pages = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
            pages != MAP_FAILED
        else {
            return ARGON2_MEMORY_ALLOCATION_ERROR.rawValue
        }
        _ = madvise(pages, size, MADV_HUGEPAGE)
        memory?.pointee = pages.assumingMemoryBound(to: UInt8.self)
        return ARGON2_OK.rawValue
    }

    static func free(_ memory: UnsafeMutablePointer<UInt8>?, _ size: Int) {
        _ = munmap(memory, size)
    }
}
