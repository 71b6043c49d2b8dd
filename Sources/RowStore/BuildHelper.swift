/// Does work on another thread: a build's, which sorts and writes there what it has gathered while it goes on.
public typealias BuildHelper = @Sendable (_ work: @escaping @Sendable () -> Void) -> Void

/// Is told, by a build that writes what it has gathered, of so many more rows that are written.
public typealias BuildProgress = @Sendable (_ rows: Int) -> Void
