import Domain

/// Every bound of the engine: no queue, batch, wait or scan goes without one.
public struct EngineLimits: Sendable {
  /// The most facts of one `record`.
  public var eventsPerCommand = 1000
  /// The most commands that share a commit.
  public var batchCommands = 4096
  /// The most commands that the writer takes before it looks at who else waits.
  public var commandsATurn = 1024
  /// The most facts that share a commit, unless one command has more.
  public var batchEvents = 8192
  /// The most facts that one command records, with those that the daemon records with them; a header counts no more.
  public var commandFacts = Bounds.commandFacts
  /// The most bytes of facts that share a commit, unless one command has more.
  public var batchBytes = 8 << 20
  /// The most commands that wait for the writer, of which a user has a share; beyond: `tooMany`.
  public var commandsWaiting = 1 << 18
  /// The most queries that wait for a position; beyond: `tooMany`.
  public var queriesWaiting = 1 << 16
  /// The most answers that a thread hands over together.
  public var queryBatch = 64
  /// How long a query may take, in seconds; beyond: `timedOut`.
  public var querySeconds = 10
  /// How long a query may take among the short ones, in microseconds, before it goes on where the long ones are.
  public var shortQueryMicroseconds = 8_000
  /// What one uid may hold of a limit that all share, in hundredths.
  public var sharePercent = 25
  /// The longest that a query may ask to wait for its position, in milliseconds.
  public var queryWaitMax = 60_000
  /// The most facts kept in memory for the follower and for subscriptions each; beyond, they read the log.
  public var handedOverEvents = 1 << 16
  /// The bytes of those facts.
  public var handedOverBytes = 16 << 20
  /// How many facts a live read model may lag before the status says that its queries wait.
  public var lagMax = 1 << 18
  /// The most facts that are told again on the follower's thread because some are retracted; beyond, it is done aside while
  /// the read model waits.
  public var retoldFacts = 2_000
  /// How long erasures are gathered before everything derived is written anew for all of them, in milliseconds.
  public var erasureGatherMilliseconds = 1_000
  /// How long it is waited before that is tried again which could not be done, in milliseconds; longer each time.
  public var erasurePauseMilliseconds = 500
  /// How long one read model is followed before the others have their turn, in milliseconds.
  public var followMilliseconds = 20
  /// How long a stop lets read models come nearer to the log's head, in milliseconds.
  public var stopFollowMilliseconds = 1000
  /// How long changed rows are gathered at least before they are written when no query waits, in milliseconds.
  public var gatherMilliseconds = 100
  /// How long they are gathered at most: longer than at least only where writing them takes a fifth of the time.
  public var gatherMillisecondsMax = 1000
  /// The bytes of changed rows after which they are written.
  public var memtableBytesMax = 16 << 20
  /// The facts read from the log at a time when catching up or building.
  public var catchUpEvents = 4096
  /// The bytes of records after which such a stretch ends, of what another writer has appended.
  public var catchUpBytes = 8 << 20
  /// How often a batch is decided at least when other writers are first each time, and for how long; beyond: `tooMany`. A
  /// writer that is a little slower than another loses often in a row, and yet in no time.
  public var decisions = 64
  /// See ``decisions``.
  public var decidingMilliseconds = 1000
  /// The facts that a build reads at a time.
  public var buildEvents = 1024
  /// The chunks of decoded facts that may wait between reading and applying in a build: enough to even out their times,
  /// few beside what rows take.
  public var buildChunks = 16
  /// The bytes of records after which such a stretch is handed over in pieces.
  public var buildPieceBytes = 1 << 20
  /// The bytes of facts that may wait between reading and applying.
  public var buildQueueBytes = 16 << 20
  /// The threads that read and decode for a build.
  public var buildThreads = 2
  /// The changes to the registry or the index that are gathered before they are written.
  public var derivedChanges = 1 << 15
  /// For how many command ids the filter of known ones has room, at least and at most: two bytes each.
  public var commandFilterIDs = 1 << 17...1 << 25
  /// The changes to either that a start on a full device keeps in memory: what a running daemon may not have written when
  /// it is killed, twice eight times as many, and a batch.
  public var unwrittenChanges = 5 << 17
  /// The most facts on a page of the log.
  public var logPageMax = 1000
  /// How many when not said.
  public var logPageDefault = 50
  /// The bytes of a page of the log after which it ends early.
  public var logPageBytes = 2 << 20
  /// The most subscriptions, over all connections.
  public var subscriptions = 1024
  /// The credits that a subscription gets when it does not say.
  public var creditsDefault = 1024
  /// The most credits that a subscription can hold.
  public var creditsMax = 1 << 30
  /// The facts that one subscription is given at a time.
  public var subscriptionPage = 512
  /// The bytes of such facts after which a page ends early.
  public var subscriptionPageBytes = 256 << 10
  /// The same where the user of a connection, or all together, hold as much as they may.
  public var subscriptionPageBytesMin = 8 << 10
  /// The bytes that a connection was given and has not taken after which none of its subscriptions is given more.
  public var subscriptionUntakenBytes = 256 << 10
  /// The most rehearsals at once, over all clients.
  public var rehearsals = 16
  /// The bytes that all rehearsals may hold together, about.
  public var rehearsalBytes = 64 << 20
  /// How often what nobody asks for is looked after, in milliseconds: slots of killed readers, the clock, a full device.
  public var tendMilliseconds = 2000
  /// The rows that are compared between two looks at the position of what is verified.
  public var verifyRows = 1000
  /// The most facts that a verification applies to its copy while it holds what it compares with as it is.
  public var verifyHeldEvents = 1 << 14
  /// The differing rows that a verification names.
  public var verifyDifferences = 100
  /// How often a verification follows what it verifies without coming near it, before giving up.
  public var verifyAttempts = 1000
  /// The most questions about the past that wait; beyond: `tooMany`.
  public var momentsWaiting = 1024
  /// How many read models as they were are kept for the next question about the same moment; beside them there are those that
  /// are being made or asked.
  public var momentsKept = 8
  /// How long one is kept that nobody asks for, in seconds.
  public var momentIdleSeconds = 60
  /// The bytes of memory that the rows of each may take; what is more goes into a file.
  public var momentBytes = 8 << 20
  /// How long one may take to make, in seconds; beyond: `timedOut`.
  public var momentSeconds = 600
  /// The most facts that a branch leaves out, with those that do not stand without them.
  public var branchLeftOut = 1_000
  /// The most facts that a branch adds; a rehearsal of more cannot be asked about.
  public var branchAdded = 10_000
  /// The most facts that are read for one branch: those that are told again, and those that its read models lack.
  public var branchFacts = 100_000
  /// The bytes of memory that the changed rows of each read model of a branch may take.
  public var branchBytes = 32 << 20
  /// How long making a branch and asking it may take, in seconds; beyond: `timedOut`.
  public var branchSeconds = 20

  /// The limits as they are without a setting.
  public init() {}
}
