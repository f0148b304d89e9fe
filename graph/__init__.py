"""What is known: the Bolt client, the embedded engine, the Cypher text, writer and reader (知识图谱)."""
