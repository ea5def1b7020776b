ALTER TABLE conversations ADD COLUMN parent_id TEXT;
CREATE INDEX conversations_by_parent ON conversations (parent_id) WHERE parent_id IS NOT NULL;
