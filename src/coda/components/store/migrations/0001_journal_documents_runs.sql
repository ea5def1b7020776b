CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  document_id TEXT,
  created_ms INTEGER NOT NULL,
  last_seq INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX conversations_by_document ON conversations (document_id, created_ms);

CREATE TABLE journal (
  conversation_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  run_id TEXT,
  event BLOB NOT NULL,
  PRIMARY KEY (conversation_id, seq)
) WITHOUT ROWID;

CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0,
  created_ms INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE entities (
  document_id TEXT NOT NULL,
  collection TEXT NOT NULL,
  id TEXT NOT NULL,
  author TEXT NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (document_id, collection, id)
) WITHOUT ROWID;

CREATE TABLE transactions (
  document_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  author TEXT NOT NULL,
  note TEXT NOT NULL,
  grp TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  target TEXT,
  changes BLOB NOT NULL,
  PRIMARY KEY (document_id, revision)
) WITHOUT ROWID;

CREATE TABLE checkpoints (
  document_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  name TEXT NOT NULL
);
CREATE INDEX checkpoints_by_document ON checkpoints (document_id, at_ms);

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL,
  document_id TEXT,
  state TEXT NOT NULL,
  owner TEXT NOT NULL,
  provider TEXT NOT NULL,
  confirmation TEXT NOT NULL,
  started_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX runs_by_state ON runs (state);

CREATE TABLE decisions (
  run_id TEXT NOT NULL,
  proposal_id TEXT NOT NULL,
  PRIMARY KEY (run_id, proposal_id)
) WITHOUT ROWID;

CREATE TABLE claims (
  run_id TEXT NOT NULL,
  call_id TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  outcome TEXT,
  PRIMARY KEY (run_id, call_id)
) WITHOUT ROWID;

CREATE TABLE usage (
  conversation_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  cached_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  estimated INTEGER NOT NULL,
  cost_usd REAL,
  at_ms INTEGER NOT NULL
);
CREATE INDEX usage_by_conversation ON usage (conversation_id);
