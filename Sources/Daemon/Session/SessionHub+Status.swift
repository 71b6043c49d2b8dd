import APISchema
import Domain
import Engine
import FactSchema
import SwiftProtobuf
import Synchronization

extension SessionHub {
  /// The protocol that is spoken here.
  static let protocolVersion: UInt32 = 1

  /// The most damaged places that a status names.
  private static let damagedMax = 100

  /// How the daemon stands.
  func status() -> SystemStatusReply {
    let status = engine.status()
    let now = now()
    return .with { reply in
      reply.position = status.head.value
      reply.version = version
      reply.startedAt = startedAt.timestamp
      reply.uptimeSeconds = max(0, (now.microseconds - startedAt.microseconds) / 1_000_000)
      reply.log.origin = status.origin
      reply.log.head = status.head.value
      reply.log.root = status.root.description
      reply.log.epoch = status.epoch
      reply.folders = status.folders.map { folder in
        .with {
          $0.name = folder.name
          $0.bytes = folder.bytes
        }
      }
      reply.lags = status.lags.map { lag in
        .with {
          $0.projection = lag.projection
          $0.events = lag.events
        }
      }
      reply.connections = UInt32(clamping: connectionCount)
      reply.subscriptions = UInt32(clamping: status.subscriptions)
      reply.waitingQueries = UInt32(clamping: status.waitingQueries)
      if let commit = status.lastCommit {
        reply.lastCommit.position = commit.position.value
        reply.lastCommit.commands = UInt32(clamping: commit.commands)
        reply.lastCommit.events = UInt32(clamping: commit.events)
        reply.lastCommit.microseconds = commit.microseconds
      }
      reply.freeDiskBytes = status.freeDiskBytes
      reply.memoryBytes = status.memoryBytes
      reply.notices = status.notices
      reply.damaged = status.damaged.prefix(Self.damagedMax).map { damaged in
        .with {
          $0.position = damaged.position.value
          $0.part = damaged.part
          $0.cause = damaged.cause
        }
      }
    }
  }
}

extension APISchema.Limits {
  /// The limits as `hello` tells them.
  init(_ limits: Limits) {
    self.init()
    inFlight = UInt32(clamping: limits.inFlight)
    replyBytes = UInt64(clamping: limits.replyBytes)
    requestBytes = UInt64(clamping: limits.requestBytes)
    batch = UInt32(clamping: limits.batch)
    events = UInt32(clamping: limits.events)
    credits = UInt32(clamping: limits.credits)
    connections = UInt32(clamping: limits.connections)
    subscriptions = UInt32(clamping: limits.subscriptions)
    waitingQueries = UInt32(clamping: limits.waitingQueries)
    unfinishedBytes = UInt64(clamping: limits.unfinishedBytes)
    unfinishedSeconds = UInt32(clamping: limits.unfinishedSeconds)
    clientBytes = UInt64(clamping: limits.clientBytes)
    unreadSeconds = UInt32(clamping: limits.unreadSeconds)
    page = UInt32(clamping: Limits.page)
    timeoutMs = UInt32(clamping: Limits.timeoutMilliseconds)
    sharePercent = UInt32(clamping: limits.sharePercent)
    querySeconds = UInt32(clamping: limits.querySeconds)
    strangerSeconds = UInt32(clamping: limits.strangerSeconds)
  }
}
