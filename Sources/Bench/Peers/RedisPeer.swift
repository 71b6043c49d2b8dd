/// The comparison's commands for Redis: a script that checks the expected version, appends to a stream and keeps the
/// three read models and their look-ups, all of it in one atomic step.
struct RedisPeer: PeerDialect {
  let framing = Framing.redis
  private let digest: [UInt8]

  /// Loads the script into the server behind the socket.
  init(path: String) throws(BenchError) {
    let socket = try Socket(path: path)
    socket.output.appendRedis(["SCRIPT", "LOAD", Self.script].map { Array($0.utf8) })
    while try !socket.flush() {}
    while socket.input[socket.taken..<socket.filled].count(where: { $0 == UInt8(ascii: "\n") }) < 2 {
      _ = try socket.fill()
    }
    let lines = socket.input[..<socket.filled].split(separator: UInt8(ascii: "\n"))
    guard let head = lines.first, head.starts(with: "$40".utf8), lines.count == 2 else {
      throw BenchError(
        "Redis did not take the script: \(String(decoding: socket.input[..<socket.filled], as: UTF8.self))")
    }
    digest = Array(lines[1].prefix(40))
  }

  func append(_ command: PeerCommand, to bytes: inout [UInt8]) {
    var values: [[UInt8]] = [Array("EVALSHA".utf8), digest, [UInt8(ascii: "0")]]
    for number in [command.contact, command.expected, command.type, command.milliseconds] {
      values.append(Array(String(number).utf8))
    }
    values.append(command.data)
    values.append(command.summary)
    switch command.content {
    case .created:
      for text in [command.name, command.email, command.phone, command.company, String(command.owner)] {
        values.append(Array(text.utf8))
      }
    case .stage:
      values.append(Array(String(command.stage ?? 0).utf8))
      values.append(Array(String(command.cents).utf8))
    case .update:
      let (field, value) =
        if !command.email.isEmpty {
          ("email", command.email)
        } else if !command.phone.isEmpty {
          ("phone", command.phone)
        } else {
          ("company", command.company)
        }
      values.append(Array(field.utf8))
      values.append(Array(value.utf8))
    case .interaction, .note, .tag: break
    }
    bytes.appendRedis(values)
  }

  /// Arguments: contact, expected version, type, milliseconds, JSON, summary, and what the type has beyond.
  private static let script = """
    local contact, at, kind = ARGV[1], ARGV[4], ARGV[3]
    local card = 'card:' .. contact
    local version = tonumber(redis.call('HGET', card, 'version') or '0')
    if version ~= tonumber(ARGV[2]) then return -1 end
    version = version + 1
    redis.call('XADD', 'events', '*', 'c', contact, 'v', version, 'k', kind, 'at', at, 'd', ARGV[5])
    local day = 'day:' .. math.floor(tonumber(at) / 86400000)
    if kind == '2' then
      redis.call('HSET', card, 'version', version, 'updated', at, 'last', at)
      redis.call('HINCRBY', card, 'interactions', 1)
    elseif kind == '1' then
      redis.call('HSET', card, 'version', version, 'name', ARGV[7], 'email', ARGV[8], 'phone', ARGV[9],
        'company', ARGV[10], 'owner', ARGV[11], 'stage', '0', 'amount', '0', 'created', at, 'updated', at)
      redis.call('ZADD', 'names', 0, string.lower(ARGV[7]) .. ':' .. contact)
      redis.call('HINCRBY', 'board', 'count:0', 1)
    elseif kind == '3' then
      redis.call('HSET', card, 'version', version, 'updated', at)
      redis.call('HINCRBY', card, 'notes', 1)
    elseif kind == '4' then
      local before = redis.call('HMGET', card, 'stage', 'amount')
      redis.call('HINCRBY', 'board', 'count:' .. before[1], -1)
      if before[2] ~= '0' then redis.call('HINCRBY', 'board', 'sum:' .. before[1], '-' .. before[2]) end
      redis.call('HINCRBY', 'board', 'count:' .. ARGV[7], 1)
      redis.call('HINCRBY', 'board', 'sum:' .. ARGV[7], ARGV[8])
      redis.call('HINCRBY', day, 'amount', ARGV[8])
      redis.call('HSET', card, 'version', version, 'updated', at, 'stage', ARGV[7], 'amount', ARGV[8])
    elseif kind == '5' then
      redis.call('HSET', card, 'version', version, 'updated', at, ARGV[7], ARGV[8])
    else
      redis.call('HSET', card, 'version', version, 'updated', at)
      redis.call('HINCRBY', card, 'tags', 1)
    end
    redis.call('LPUSH', 'line:' .. contact, version .. '|' .. at .. '|' .. kind .. '|' .. ARGV[6])
    redis.call('HINCRBY', day, kind, 1)
    return version
    """
}

extension Array where Element == UInt8 {
  /// Appends one command of Redis's protocol.
  fileprivate mutating func appendRedis(_ values: [[UInt8]]) {
    append(contentsOf: "*\(values.count)\r\n".utf8)
    for value in values {
      append(contentsOf: "$\(value.count)\r\n".utf8)
      append(contentsOf: value)
      append(contentsOf: "\r\n".utf8)
    }
  }
}
