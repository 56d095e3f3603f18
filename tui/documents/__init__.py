"""From a file to a document: bytes, metadata, blocks and sentences."""
