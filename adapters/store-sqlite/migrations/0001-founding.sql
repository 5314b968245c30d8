-- The founding schema: the log, what the publisher keeps, what the Federation Core keeps, and runs.
-- Documents are canonical JSON of the domain's closed schemas; columns beside them are for finding
-- rows and for what must be unique. Tables that must never change refuse UPDATE and DELETE.

CREATE TABLE log_leaf (
  leaf_index INTEGER PRIMARY KEY,
  leaf BLOB NOT NULL
) STRICT;

CREATE TABLE log_node (
  level INTEGER NOT NULL,
  node_index INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, node_index)
) STRICT, WITHOUT ROWID;

CREATE TABLE consumption (
  receipt_id TEXT PRIMARY KEY,
  operation_id TEXT NOT NULL UNIQUE,
  consumed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operation (
  admission INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id TEXT NOT NULL UNIQUE,
  receipt_id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL,
  admitted TEXT NOT NULL,
  due_at_ms INTEGER NOT NULL,
  lease_epoch INTEGER NOT NULL DEFAULT 0,
  lease_holder TEXT,
  lease_until_ms INTEGER,
  status TEXT,
  settlement TEXT,
  CHECK ((lease_holder IS NULL) = (lease_until_ms IS NULL)),
  CHECK ((status IS NULL) = (settlement IS NULL))
) STRICT;
CREATE INDEX operation_by_run ON operation (run_id);
CREATE INDEX operation_open ON operation (due_at_ms)
  WHERE status IS NULL OR status = 'outcome_unknown';

CREATE TABLE journal (
  operation_id TEXT NOT NULL REFERENCES operation (operation_id),
  sequence INTEGER NOT NULL,
  lease_epoch INTEGER NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (operation_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE rate_limit (
  scope TEXT PRIMARY KEY,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Single values that only rise.
CREATE TABLE watermark (
  name TEXT PRIMARY KEY CHECK (name IN ('consumption_epoch', 'policy_version_seen')),
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO watermark (name, value) VALUES ('consumption_epoch', 1), ('policy_version_seen', 0);

CREATE TABLE approval_request (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id TEXT NOT NULL UNIQUE,
  instance TEXT NOT NULL UNIQUE,
  plan_digest TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  request TEXT NOT NULL
) STRICT;
CREATE INDEX approval_request_by_plan ON approval_request (plan_digest);

CREATE TABLE approval (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  digest TEXT NOT NULL UNIQUE,
  request_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  key_id TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('approve', 'deny')),
  decided_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  envelope BLOB NOT NULL
) STRICT;
CREATE INDEX approval_by_request ON approval (request_id);

CREATE TABLE withdrawal (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  approval_digest TEXT NOT NULL UNIQUE,
  request_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  withdrawn_at TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX withdrawal_by_request ON withdrawal (request_id);

CREATE TABLE mint (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  receipt_id TEXT NOT NULL UNIQUE,
  request_id TEXT NOT NULL,
  run_id TEXT NOT NULL,
  operation_id TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  mint TEXT NOT NULL,
  envelope BLOB NOT NULL
) STRICT;
CREATE INDEX mint_by_request ON mint (request_id);
CREATE INDEX mint_by_run ON mint (run_id);
CREATE INDEX mint_by_operation ON mint (operation_id);
CREATE INDEX mint_by_expiry ON mint (expires_at_ms);

CREATE TABLE revocation (
  receipt_id TEXT PRIMARY KEY,
  revoked_at TEXT NOT NULL,
  revoked_by TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accepted_policy (
  version INTEGER PRIMARY KEY,
  policy TEXT NOT NULL
) STRICT;

CREATE TABLE accepted_trust_root (
  version INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,
  envelope BLOB NOT NULL,
  accepted_at TEXT NOT NULL
) STRICT;

CREATE TABLE run (
  run_id TEXT PRIMARY KEY,
  opened_at_ms INTEGER NOT NULL,
  record TEXT NOT NULL,
  seeds TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX run_by_opening ON run (opened_at_ms DESC, run_id DESC);

CREATE TABLE run_event (
  run_id TEXT NOT NULL REFERENCES run (run_id),
  sequence INTEGER NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (run_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_plan (
  run_id TEXT PRIMARY KEY REFERENCES run (run_id),
  plan_digest TEXT NOT NULL,
  plan BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE run_ledger (
  run_id TEXT PRIMARY KEY REFERENCES run (run_id),
  ledger_digest TEXT NOT NULL,
  ledger BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER log_leaf_no_update BEFORE UPDATE ON log_leaf BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER log_leaf_no_delete BEFORE DELETE ON log_leaf BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER log_node_no_update BEFORE UPDATE ON log_node BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER log_node_no_delete BEFORE DELETE ON log_node BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER consumption_no_update BEFORE UPDATE ON consumption BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER consumption_no_delete BEFORE DELETE ON consumption BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER approval_no_update BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER approval_no_delete BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER mint_no_update BEFORE UPDATE ON mint BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER mint_no_delete BEFORE DELETE ON mint BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER revocation_no_update BEFORE UPDATE ON revocation BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER revocation_no_delete BEFORE DELETE ON revocation BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER operation_no_delete BEFORE DELETE ON operation BEGIN SELECT RAISE(ABORT, 'never deleted'); END;
CREATE TRIGGER watermark_rises BEFORE UPDATE ON watermark WHEN NEW.value < OLD.value
  BEGIN SELECT RAISE(ABORT, 'only rises'); END;
CREATE TRIGGER withdrawal_no_update BEFORE UPDATE ON withdrawal BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER withdrawal_no_delete BEFORE DELETE ON withdrawal BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER approval_request_no_update BEFORE UPDATE ON approval_request BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER approval_request_no_delete BEFORE DELETE ON approval_request BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER accepted_policy_no_update BEFORE UPDATE ON accepted_policy BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER accepted_policy_no_delete BEFORE DELETE ON accepted_policy BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER accepted_trust_root_no_update BEFORE UPDATE ON accepted_trust_root BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER accepted_trust_root_no_delete BEFORE DELETE ON accepted_trust_root BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER run_plan_no_update BEFORE UPDATE ON run_plan BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER run_plan_no_delete BEFORE DELETE ON run_plan BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER run_ledger_no_update BEFORE UPDATE ON run_ledger BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER run_ledger_no_delete BEFORE DELETE ON run_ledger BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER run_event_no_update BEFORE UPDATE ON run_event BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER run_event_no_delete BEFORE DELETE ON run_event BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER migration_no_update BEFORE UPDATE ON migration BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER migration_no_delete BEFORE DELETE ON migration BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER watermark_no_delete BEFORE DELETE ON watermark BEGIN SELECT RAISE(ABORT, 'never deleted'); END;
CREATE TRIGGER operation_admitted_stays
  BEFORE UPDATE OF admission, operation_id, receipt_id, run_id, admitted ON operation
  BEGIN SELECT RAISE(ABORT, 'append only'); END;
