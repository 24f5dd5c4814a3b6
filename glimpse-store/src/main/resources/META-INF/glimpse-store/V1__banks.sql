-- Banks by version. Nothing that a version shows is ever changed: what goes gets a version that it is gone
-- from (valid_to), what comes one that it is there from (valid_from), and version v shows the rows of
-- valid_from <= v < valid_to. Only the deletion of a bank removes rows.
-- ${text} sorts by code points, ${bytes} holds bytes. Times are milliseconds since 1970.

CREATE TABLE bank (
  id BIGINT PRIMARY KEY,
  name ${text} NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  next_row BIGINT NOT NULL,      -- numbers its rows, and by them their order
  changed_at BIGINT NOT NULL
);

-- The last version of a bank that was deleted, so that no version of a name comes twice.
CREATE TABLE retired_name (
  name ${text} PRIMARY KEY,
  version BIGINT NOT NULL
);

-- What an encoder made of the texts of a class: float32, little-endian.
CREATE TABLE class_text (
  bank BIGINT NOT NULL REFERENCES bank (id),
  text_row BIGINT NOT NULL,
  prompts TEXT NOT NULL,         -- a JSON list
  weights ${bytes} NOT NULL,     -- [d]
  prompt_rows ${bytes} NOT NULL, -- [p, d]
  PRIMARY KEY (bank, text_row)
);

CREATE TABLE class_place (
  bank BIGINT NOT NULL REFERENCES bank (id),
  class_row BIGINT NOT NULL,     -- stays the same when a class is renamed
  name ${text} NOT NULL,
  text_row BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT,
  PRIMARY KEY (bank, class_row, valid_from)
);
CREATE UNIQUE INDEX class_place_now ON class_place (bank, name) WHERE valid_to IS NULL;

-- What an encoder made of an example, and where it came from.
CREATE TABLE shot (
  bank BIGINT NOT NULL REFERENCES bank (id),
  shot_row BIGINT NOT NULL,
  id ${text} NOT NULL,
  source TEXT NOT NULL,
  digest TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at BIGINT NOT NULL,
  feature ${bytes} NOT NULL,     -- [d] float32, little-endian
  local_tokens ${bytes},         -- float16, little-endian
  media_type TEXT NOT NULL,
  thumbnail ${bytes} NOT NULL,
  PRIMARY KEY (bank, shot_row)
);
CREATE INDEX shot_id ON shot (bank, id, shot_row);

CREATE TABLE shot_place (
  bank BIGINT NOT NULL REFERENCES bank (id),
  shot_row BIGINT NOT NULL,
  class_row BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT,
  PRIMARY KEY (bank, shot_row, valid_from)
);
CREATE UNIQUE INDEX shot_place_now ON shot_place (bank, shot_row) WHERE valid_to IS NULL;
CREATE INDEX shot_place_came ON shot_place (bank, valid_from);
CREATE INDEX shot_place_went ON shot_place (bank, valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX shot_place_class ON shot_place (bank, class_row, seq) WHERE valid_to IS NULL;

-- Method, parameters, what training made, calibration, provenance: bytes of their own.
CREATE TABLE frame (
  bank BIGINT NOT NULL REFERENCES bank (id),
  content ${bytes} NOT NULL,
  encoder TEXT NOT NULL,
  method TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT,
  PRIMARY KEY (bank, valid_from)
);

CREATE TABLE entry (
  bank BIGINT NOT NULL REFERENCES bank (id),
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  kind TEXT NOT NULL,
  what TEXT NOT NULL,
  target BIGINT NOT NULL,
  undone INTEGER NOT NULL,
  PRIMARY KEY (bank, version)
);

CREATE TABLE snapshot (
  bank BIGINT NOT NULL REFERENCES bank (id),
  name ${text} NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (bank, name)
);

-- Requests that named a key, so that one that is repeated is one change.
CREATE TABLE asked (
  bank BIGINT NOT NULL REFERENCES bank (id),
  idempotency_key ${text} NOT NULL,
  fingerprint TEXT NOT NULL,
  version BIGINT NOT NULL,
  added TEXT NOT NULL,           -- a JSON list of ids of shots
  at BIGINT NOT NULL,
  PRIMARY KEY (bank, idempotency_key)
);
