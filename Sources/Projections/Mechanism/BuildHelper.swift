/// Does work on another thread: a build's, which sorts and writes there what it has gathered while it goes on.
public typealias BuildHelper = @Sendable (_ work: @escaping @Sendable () -> Void) -> Void
