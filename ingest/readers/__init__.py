"""Files to text with its origin (读取)."""
