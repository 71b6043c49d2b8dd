#if canImport(CJemalloc)
  import CJemalloc
#endif

/// The memory of this process, which jemalloc allocates: what one thread allocates another one frees here, fact by fact,
/// and the C library's allocator makes the two wait for each other. With a sanitizer its own allocator does, and nothing
/// is given back.
public enum ProcessMemory {
  /// Gives the kernel back what was freed: the allocator keeps it for a while, for a need as large as the last.
  ///
  /// After work that took much and is done; milliseconds for each hundred megabytes.
  public static func giveBack() {
    #if canImport(CJemalloc)
      cjemalloc_give_memory_back()
    #endif
  }
}
