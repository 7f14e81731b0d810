extension Schema {
  /// The first schema. Never edited after its release; see ``Schema``.
  static let schema1 = """
    CREATE TABLE sources (
      name TEXT PRIMARY KEY,
      position TEXT,
      kind TEXT CHECK (kind IN ('mailbox', 'drop')),
      state TEXT CHECK (state IN ('starting', 'connecting', 'idle', 'working', 'waiting', 'late', 'stopped')),
      last_success INTEGER,
      oldest_waiting INTEGER,
      backlog INTEGER NOT NULL DEFAULT 0 CHECK (backlog >= 0),
      error TEXT,
      CHECK ((kind IS NULL) = (state IS NULL))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE attempts (
      source TEXT NOT NULL,
      key TEXT NOT NULL,
      count INTEGER NOT NULL CHECK (count >= 1),
      PRIMARY KEY (source, key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE originals (
      number INTEGER PRIMARY KEY,
      sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
      size INTEGER NOT NULL CHECK (size >= 0),
      encoding TEXT NOT NULL CHECK (encoding IN ('identity', 'zstd')),
      bytes BLOB NOT NULL
    ) STRICT;

    CREATE TABLE messages (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      source TEXT NOT NULL,
      key TEXT NOT NULL,
      path TEXT,
      sha256 BLOB CHECK (length(sha256) = 32),
      message_id TEXT,
      received_at INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      reason TEXT,
      headers TEXT,
      size INTEGER NOT NULL CHECK (size >= 0),
      warnings TEXT NOT NULL,
      attachments TEXT NOT NULL,
      -- Null says that the bytes are not kept.
      original INTEGER REFERENCES originals (number),
      -- Read from a record, which has neither bytes nor the texts of parts.
      imported INTEGER NOT NULL CHECK (imported IN (0, 1)),
      settled_at INTEGER,
      settled_by TEXT,
      UNIQUE (source, key),
      CHECK (original IS NULL OR sha256 IS NOT NULL),
      CHECK ((settled_at IS NULL) = (settled_by IS NULL)),
      CHECK (
        CASE outcome
        WHEN 'stored' THEN reason IS NULL
        WHEN 'duplicate' THEN coalesce(reason, '') IN ('same_message', 'same_note')
        WHEN 'ignored' THEN coalesce(reason, '') IN (
          'auto_reply', 'bounce', 'own_mail', 'mailing_list', 'calendar', 'receipt_report', 'correction')
        WHEN 'quarantined' THEN coalesce(reason, '') IN (
          'sender_not_allowed', 'sender_not_authenticated', 'sender_ambiguous', 'too_large', 'too_deep',
          'too_many_parts', 'too_many_headers', 'malformed', 'no_text', 'unsupported_type', 'encrypted',
          'extraction_failed', 'bomb', 'erased', 'store_refused')
        ELSE FALSE
        END)
    ) STRICT;
    CREATE INDEX messages_by_sha256 ON messages (sha256);
    CREATE INDEX messages_by_original ON messages (original);
    CREATE INDEX messages_by_outcome ON messages (outcome, settled_at);

    CREATE TABLE parts (
      number INTEGER PRIMARY KEY,
      message INTEGER NOT NULL REFERENCES messages (number),
      part TEXT NOT NULL,
      size INTEGER NOT NULL CHECK (size >= 0),
      encoding TEXT NOT NULL CHECK (encoding IN ('identity', 'zstd')),
      text BLOB NOT NULL,
      UNIQUE (message, part)
    ) STRICT;

    CREATE TABLE notes (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      message INTEGER NOT NULL REFERENCES messages (number),
      title TEXT,
      meeting_date TEXT CHECK (length(meeting_date) = 10),
      place TEXT,
      origin TEXT,
      comment TEXT,
      voice TEXT NOT NULL CHECK (voice IN ('company', 'employee', 'mixed', 'unknown')),
      service_area TEXT NOT NULL,
      language TEXT NOT NULL CHECK (language IN ('sv', 'en')),
      segments TEXT NOT NULL,
      fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
      -- 0 once a corrected version has taken its place.
      in_force INTEGER NOT NULL CHECK (in_force IN (0, 1))
    ) STRICT;
    CREATE INDEX notes_by_message ON notes (message);
    CREATE UNIQUE INDEX notes_in_force ON notes (fingerprint) WHERE in_force = 1;

    CREATE TABLE message_notes (
      message INTEGER NOT NULL REFERENCES messages (number),
      note INTEGER NOT NULL REFERENCES notes (number),
      position INTEGER NOT NULL,
      PRIMARY KEY (message, note)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX message_notes_by_note ON message_notes (note);

    CREATE TABLE note_reporters (
      note INTEGER NOT NULL REFERENCES notes (number),
      address TEXT NOT NULL,
      position INTEGER NOT NULL,
      PRIMARY KEY (note, address)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE companies (
      number INTEGER PRIMARY KEY,
      -- The organisation number, else the folded name without its legal form.
      identity TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL
    ) STRICT;

    CREATE TABLE note_companies (
      note INTEGER NOT NULL REFERENCES notes (number),
      position INTEGER NOT NULL,
      company INTEGER NOT NULL REFERENCES companies (number),
      written TEXT NOT NULL,
      PRIMARY KEY (note, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX note_companies_by_company ON note_companies (company);

    CREATE TABLE revisions (
      note INTEGER PRIMARY KEY REFERENCES notes (number),
      -- The earlier note's id; no reference, as it may have been erased or not been imported.
      earlier BLOB NOT NULL CHECK (length(earlier) = 16)
    ) STRICT;
    CREATE INDEX revisions_by_earlier ON revisions (earlier);

    CREATE TABLE passages (
      -- Never reused, so that the search index can follow it.
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      note INTEGER NOT NULL REFERENCES notes (number),
      ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
      part TEXT NOT NULL,
      range_start INTEGER NOT NULL CHECK (range_start >= 0),
      range_end INTEGER NOT NULL,
      text TEXT NOT NULL,
      context TEXT,
      stance TEXT CHECK (stance IN ('need', 'praise', 'idea', 'neutral')),
      service_area TEXT NOT NULL,
      UNIQUE (note, ordinal),
      CHECK (range_start <= range_end)
    ) STRICT;

    CREATE TABLE tags (
      passage INTEGER NOT NULL REFERENCES passages (number),
      position INTEGER NOT NULL,
      theme TEXT NOT NULL,
      score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
      author TEXT NOT NULL,
      model TEXT,
      evidence TEXT NOT NULL,
      PRIMARY KEY (passage, position)
    ) STRICT, WITHOUT ROWID;

    CREATE VIEW searchable AS
    SELECT passages.number AS number, passages.text AS text, passages.context AS heading,
      coalesce(notes.title, '') || char(10) || coalesce(notes.place, '') || char(10)
        || coalesce((SELECT group_concat(written, char(10)) FROM note_companies WHERE note = notes.number), '')
        AS note
    FROM passages JOIN notes ON notes.number = passages.note;

    CREATE VIRTUAL TABLE passage_index USING fts5 (
      text, heading, note, content = 'searchable', content_rowid = 'number', tokenize = 'lyssnad');

    CREATE TABLE search_state (
      one INTEGER PRIMARY KEY CHECK (one = 1),
      indexed_through INTEGER NOT NULL
    ) STRICT;
    INSERT INTO search_state VALUES (1, 0);

    CREATE TABLE corrections (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      passage INTEGER NOT NULL REFERENCES passages (number),
      author TEXT NOT NULL,
      made_at INTEGER NOT NULL,
      -- Null leaves the model's judgement; '[]' says that there is no theme.
      themes TEXT,
      stance TEXT CHECK (stance IN ('need', 'praise', 'idea', 'neutral')),
      service_area TEXT,
      withdrawn_at INTEGER,
      withdrawn_by TEXT,
      CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
    ) STRICT;
    CREATE INDEX corrections_by_passage ON corrections (passage);

    CREATE TABLE activities (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      title TEXT NOT NULL,
      description TEXT,
      state TEXT NOT NULL CHECK (state IN ('proposed', 'prioritised', 'in_progress', 'done', 'declined')),
      impact INTEGER,
      effort INTEGER,
      owner TEXT,
      service_area TEXT,
      created_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE activity_passages (
      activity INTEGER NOT NULL REFERENCES activities (number),
      passage INTEGER NOT NULL REFERENCES passages (number),
      linked_at INTEGER NOT NULL,
      linked_by TEXT NOT NULL,
      PRIMARY KEY (activity, passage)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX activity_passages_by_passage ON activity_passages (passage);

    CREATE TABLE nki_figures (
      service_area TEXT NOT NULL,
      period TEXT NOT NULL,
      figure REAL NOT NULL,
      answers INTEGER,
      imported_at INTEGER NOT NULL,
      PRIMARY KEY (service_area, period)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE outbox (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      kind TEXT NOT NULL CHECK (kind IN ('receipt', 'followup', 'digest')),
      message INTEGER REFERENCES messages (number),
      recipient TEXT NOT NULL,
      message_id TEXT NOT NULL UNIQUE,
      body BLOB NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      created_at INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      sent_at INTEGER,
      error TEXT,
      CHECK ((state = 'sent') = (sent_at IS NOT NULL))
    ) STRICT;
    CREATE INDEX outbox_by_state ON outbox (state, due_at);
    CREATE INDEX outbox_by_message ON outbox (message);

    CREATE TABLE models (
      version TEXT PRIMARY KEY,
      trained_at INTEGER NOT NULL,
      size INTEGER NOT NULL CHECK (size >= 0),
      encoding TEXT NOT NULL CHECK (encoding IN ('identity', 'zstd')),
      bytes BLOB NOT NULL,
      active INTEGER NOT NULL CHECK (active IN (0, 1))
    ) STRICT;
    CREATE UNIQUE INDEX models_active ON models (active) WHERE active = 1;

    CREATE TABLE audit (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      -- The id of the record concerned.
      subject BLOB CHECK (length(subject) = 16),
      -- Outcomes and names of rules, never content.
      detail TEXT
    ) STRICT;
    CREATE INDEX audit_by_subject ON audit (subject);

    CREATE TABLE tombstones (
      hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
      kind TEXT NOT NULL CHECK (kind IN ('message', 'note', 'person')),
      -- Names the secret under which the hash was made.
      hash_key TEXT NOT NULL,
      made_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE holds (
      number INTEGER PRIMARY KEY,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      kind TEXT NOT NULL CHECK (kind IN ('message', 'note')),
      subject BLOB NOT NULL CHECK (length(subject) = 16),
      reason TEXT NOT NULL,
      placed_at INTEGER NOT NULL,
      placed_by TEXT NOT NULL,
      lifted_at INTEGER,
      lifted_by TEXT,
      CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
    ) STRICT;
    CREATE INDEX holds_by_subject ON holds (subject);
    """
}
