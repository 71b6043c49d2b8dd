import Bytes

/// The comparison's commands for PostgreSQL: one function that checks the expected version, appends the event and keeps
/// the three read models, all of it in one transaction; several commands in flight share one.
///
/// Speaks the frontend's side of PostgreSQL's protocol 3 itself, so that nothing but the server has to be installed.
struct PostgresPeer: PeerDialect {
  let framing = Framing.postgres
  let sendsInBatches = true
  private let shards: Int

  /// Makes the tables and the function in the server behind the socket, in place of those that are there. The daily counters
  /// are spread over that many rows, so that commands do not wait for each other's commit; they are summed when read.
  init(path: String, shards: Int) throws(BenchError) {
    self.shards = shards
    let socket = try Self.firstConnection(path)
    socket.output.appendPostgres("Q") { $0.appendText(Self.tables) }
    try Self.finish(socket)
  }

  func append(_ command: PeerCommand, to bytes: inout [UInt8]) {
    let values: [[UInt8]] = [
      Array(String(command.contact).utf8), Array(String(command.expected).utf8), Array(String(command.type).utf8),
      Array(String(command.milliseconds).utf8), command.data, command.summary,
      Array(String(command.contact % shards).utf8),
    ]
    bytes.appendPostgres("B") { message in
      message.appendText("")
      message.appendText("append")
      message += [0, 0, 0, UInt8(values.count)]
      for value in values {
        message.appendBigEndian(UInt32(value.count))
        message += value
      }
      message += [0, 0]
    }
    bytes.appendPostgres("E") { $0 += [0, 0, 0, 0, 0] }
  }

  func appendBatchEnd(to bytes: inout [UInt8]) { bytes.appendPostgres("S") { _ in } }

  func greet(_ socket: Socket) throws(BenchError) {
    try Self.logIn(socket)
    socket.output.appendPostgres("P") { message in
      message.appendText("append")
      message.appendText("SELECT append_event($1, $2, $3, $4, $5, $6, $7)")
      message += [0, 0]
    }
    socket.output.appendPostgres("S") { _ in }
    try Self.finish(socket)
  }

  /// A server that has just been started listens before it lets anybody in.
  private static func firstConnection(_ path: String) throws(BenchError) -> Socket {
    let start = nanoseconds()
    while true {
      do throws(BenchError) {
        let socket = try Socket(path: path)
        try logIn(socket)
        return socket
      } catch {
        guard seconds(since: start) < 30 else { throw error }
      }
      pause(milliseconds: 50)
    }
  }

  private static func logIn(_ socket: Socket) throws(BenchError) {
    var message: [UInt8] = [0, 3, 0, 0]
    for text in ["user", "postgres", "database", "postgres", ""] { message.appendText(text) }
    socket.output.appendBigEndian(UInt32(message.count + 4))
    socket.output += message
    try finish(socket)
  }

  /// Sends what is written and waits until the server is ready for more.
  private static func finish(_ socket: Socket) throws(BenchError) {
    while try !socket.flush() {}
    let scanner = ReplyScanner(framing: .postgres)
    while true {
      guard let message = scanner.nextPostgresMessage(in: socket, from: socket.taken) else {
        _ = try socket.fill()
        continue
      }
      socket.taken = message.upperBound
      switch socket.input[message.lowerBound] {
      case UInt8(ascii: "Z"): return
      case UInt8(ascii: "E"):
        throw BenchError("PostgreSQL said: \(String(decoding: socket.input[message].dropFirst(5), as: UTF8.self))")
      default: break
      }
    }
  }

  private static let tables = """
    DROP TABLE IF EXISTS event, card, line, daily;
    CREATE TABLE event (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, contact bigint NOT NULL,
      version int NOT NULL, kind smallint NOT NULL, at bigint NOT NULL, data jsonb NOT NULL, UNIQUE (contact, version));
    CREATE TABLE card (contact bigint PRIMARY KEY, version int NOT NULL, name text NOT NULL, email text, phone text,
      company text, owner int, stage smallint NOT NULL DEFAULT 0, amount bigint NOT NULL DEFAULT 0,
      interactions int NOT NULL DEFAULT 0, notes int NOT NULL DEFAULT 0, tags int NOT NULL DEFAULT 0,
      created bigint NOT NULL, updated bigint NOT NULL, last bigint) WITH (fillfactor = 70);
    CREATE INDEX ON card (lower(name));
    CREATE INDEX ON card (stage) INCLUDE (amount);
    CREATE TABLE line (contact bigint, version int, position bigint NOT NULL, at bigint NOT NULL, kind smallint NOT NULL,
      summary text NOT NULL, PRIMARY KEY (contact, version));
    CREATE TABLE daily (day int, kind smallint, shard int, count bigint NOT NULL, amount bigint NOT NULL,
      PRIMARY KEY (day, kind, shard)) WITH (fillfactor = 50);
    CREATE OR REPLACE FUNCTION append_event(c bigint, expected int, k smallint, moment bigint, d jsonb, summary text,
      part int) RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE
      new_position bigint;
      sum bigint := 0;
    BEGIN
      IF k = 2 THEN
        UPDATE card SET version = version + 1, updated = moment, last = moment, interactions = interactions + 1
          WHERE contact = c AND version = expected;
      ELSIF k = 1 THEN
        INSERT INTO card (contact, version, name, email, phone, company, owner, created, updated)
          VALUES (c, 1, d->>'name', d->>'email', d->>'phone', d->>'company', (d->>'owner')::int, moment, moment)
          ON CONFLICT DO NOTHING;
      ELSIF k = 3 THEN
        UPDATE card SET version = version + 1, updated = moment, notes = notes + 1
          WHERE contact = c AND version = expected;
      ELSIF k = 4 THEN
        sum := (d->>'amount')::bigint;
        UPDATE card SET version = version + 1, updated = moment, amount = sum, stage = CASE d->>'to'
            WHEN 'lead' THEN 0 WHEN 'qualified' THEN 1 WHEN 'proposal' THEN 2 WHEN 'negotiation' THEN 3
            WHEN 'won' THEN 4 ELSE 5 END
          WHERE contact = c AND version = expected;
      ELSIF k = 5 THEN
        UPDATE card SET version = version + 1, updated = moment, email = coalesce(d->>'email', email),
            phone = coalesce(d->>'phone', phone), company = coalesce(d->>'company', company)
          WHERE contact = c AND version = expected;
      ELSE
        UPDATE card SET version = version + 1, updated = moment, tags = tags + 1
          WHERE contact = c AND version = expected;
      END IF;
      IF NOT FOUND THEN RETURN -1; END IF;
      INSERT INTO event (contact, version, kind, at, data) VALUES (c, expected + 1, k, moment, d)
        RETURNING position INTO new_position;
      INSERT INTO line VALUES (c, expected + 1, new_position, moment, k, summary);
      INSERT INTO daily VALUES (moment / 86400000, k, part, 1, sum) ON CONFLICT (day, kind, shard)
        DO UPDATE SET count = daily.count + 1, amount = daily.amount + excluded.amount;
      RETURN new_position;
    END $$;
    """
}

extension Array where Element == UInt8 {
  /// Appends a message of PostgreSQL's protocol: its letter, its length, its content.
  fileprivate mutating func appendPostgres(_ letter: Unicode.Scalar, _ content: (inout [UInt8]) -> Void) {
    append(UInt8(ascii: letter))
    let start = count
    appendBigEndian(0 as UInt32)
    content(&self)
    replace(at: start, byBigEndian: UInt32(count - start))
  }

  /// Appends a text that a byte 0 ends.
  fileprivate mutating func appendText(_ text: String) {
    append(contentsOf: text.utf8)
    append(0)
  }
}
