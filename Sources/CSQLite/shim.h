// Which file system a database lies on (fstatfs(2)): Swift's Glibc leaves it out.
#include <sys/vfs.h>
#include <sqlite3.h>

/// Tells SQLite to keep no count of the memory it has taken, which costs a lock at every allocation. Only before the first
/// connection; `sqlite3_config` takes arguments of any number, which Swift cannot call.
static inline int sqlite3_config_without_memory_status(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
