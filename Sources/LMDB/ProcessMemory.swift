import CLMDB

/// The memory of this process.
public enum ProcessMemory {
  /// Gives the kernel back what was freed: the allocator keeps it, in each thread's arena, for a need as large as the last.
  ///
  /// After work that took much and is done; milliseconds for each hundred megabytes.
  public static func giveBack() { clmdb_give_memory_back() }
}
