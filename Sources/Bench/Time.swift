import Glibc

/// Nanoseconds of the machine's steady clock.
@inline(__always)
func nanoseconds() -> UInt64 {
  var time = timespec()
  unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// Seconds since a reading of ``nanoseconds()``.
func seconds(since start: UInt64) -> Double { Double(nanoseconds() - start) / 1e9 }

/// Gives the processor away for some milliseconds.
func pause(milliseconds: UInt32) { usleep(milliseconds * 1_000) }
