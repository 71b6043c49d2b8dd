/// Where the fact stands that clients of a new log recorded as the one of that number, from 1: behind the two that the daemon
/// brings with the first.
public func place<Number: BinaryInteger>(_ number: Number) -> Number { number + 2 }
