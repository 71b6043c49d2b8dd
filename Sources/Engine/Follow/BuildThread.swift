import ReadModels
import RowStore

/// A thread beside another one, such as a build's, on which that sorts and merges what it has gathered.
final class BuildThread: Sendable {
  private let works: Inbox<@Sendable () -> Void>
  private let thread: EngineThread

  init(_ name: String = "kith-build") {
    let works = Inbox<@Sendable () -> Void>(limit: .max)
    self.works = works
    thread = EngineThread(name) {
      EngineThread.yieldToOthers()
      while let waiting = works.take() {
        for work in waiting { work() }
      }
    }
  }

  /// Gives work to the thread.
  var helper: BuildHelper {
    { [works] work in
      if works.push([work]) != .taken { work() }
    }
  }

  /// Waits until all work is done; to be called once, and after it nothing is given any more.
  func end() {
    works.close()
    thread.join()
  }
}
