import Glibc

/// Why a measurement could not be made, in a sentence for the person who runs it.
public struct BenchError: Error, CustomStringConvertible {
  /// The sentence.
  public let description: String

  init(_ description: String) { self.description = description }

  /// A system call that failed, with the kernel's reason.
  init(call: String, _ code: Int32 = errno) {
    let reason = unsafe String(cString: strerror(code))
    self.init("\(call) failed: \(reason)")
  }
}
